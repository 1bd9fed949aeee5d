// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/recent_menu.h"

#include <QFileInfo>

namespace gui {

RecentMenu::RecentMenu(RecentFiles& files, QWidget* parent) : QMenu(parent), m_files(files)
{
    setTitle(tr("Open recent"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &RecentMenu::rebuild);
    rebuild();
}

void RecentMenu::rebuild()
{
    clear();
    for (const QString& path : m_files.list()) {
        const QFileInfo info(path);
        QAction* entry = addAction(QStringLiteral("%1  –  %2").arg(info.fileName(), info.absolutePath()));
        entry->setEnabled(info.exists());
        entry->setToolTip(info.exists() ? path : tr("%1 is no longer there").arg(path));
        connect(entry, &QAction::triggered, this, [this, path] { Q_EMIT chosen(path); });
    }
    if (m_files.list().isEmpty()) {
        addAction(tr("Nothing was opened yet"))->setEnabled(false);
        return;
    }
    addSeparator();
    connect(addAction(tr("Clear this list")), &QAction::triggered, this, [this] { m_files.clear(); });
}

} // namespace gui
