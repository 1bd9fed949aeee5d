// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// "Open recent": made anew each time it opens, so that a file that has gone meanwhile is grey.

#include <QMenu>

#include "gui/models/recent_files.h"

namespace gui {

class RecentMenu final : public QMenu {
    Q_OBJECT

public:
    /// Requires: `files` outlives the menu.
    RecentMenu(RecentFiles& files, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& path);

private:
    void rebuild();

    RecentFiles& m_files;
};

} // namespace gui
