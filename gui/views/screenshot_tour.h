// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Goes through every workspace in both schemes at one and two pixels a pixel and saves what is to be seen: for the
// manual, and for eyes that look for what is wrong.

#include <vector>

#include <QObject>
#include <QString>

#include "gui/theme/colors.h"
#include "gui/views/main_window.h"

namespace gui {

class ScreenshotTour : public QObject {
    Q_OBJECT

public:
    /// What else than the workspace itself is to be seen.
    enum class View { Plain, Contour, Difference };

    /// Waits until the window's run is complete, then takes the pictures into `folder`.
    ScreenshotTour(MainWindow& window, QString folder, QStringList others);

Q_SIGNALS:
    /// The last picture is saved, or why none could be.
    void finished(const QString& problem);

private:
    struct Shot {
        ActionId workspace;
        View view;
        Scheme scheme;
        double scale;
        QString name;
    };
    void await();
    void begin();
    void next();
    void take();

    MainWindow& m_window;
    QString m_folder;
    QStringList m_others; ///< run files to compare with
    std::vector<Shot> m_shots;
    std::size_t m_done = 0;
    bool m_hasBegun = false;
};

} // namespace gui
