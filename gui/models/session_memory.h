// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the window looked like when it was closed, so that the next start goes on there.

#include <optional>

#include <QByteArray>
#include <QPointF>
#include <QString>

#include "gui/theme/colors.h"

namespace gui {

struct SessionMemory {
    QString run;        ///< run file; empty where none was open
    qint64 tick = 0;    ///< of the playhead
    int workspace = -1; ///< number of an ActionId; -1: as shipped
    std::optional<Scheme> scheme;
    QPointF mapCenter;     ///< metres east and south
    double mapScale = 0.0; ///< metres a pixel; 0: the whole city
    QByteArray geometry;
    QByteArray layout; ///< QMainWindow::saveState

    /// What an empty or unreadable file holds is the default.
    [[nodiscard]] static SessionMemory load(const QString& settingsFile);
    /// Does nothing where there is no settings file.
    void save(const QString& settingsFile) const;
};

} // namespace gui
