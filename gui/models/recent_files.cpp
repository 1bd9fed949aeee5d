// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/recent_files.h"

#include <utility>

#include <QFileInfo>
#include <QSettings>

namespace gui {

namespace {
QString key() { return QStringLiteral("recent"); }
} // namespace

RecentFiles::RecentFiles(QString settingsFile) : m_file(std::move(settingsFile))
{
    if (!m_file.isEmpty()) {
        m_list = QSettings(m_file, QSettings::IniFormat).value(key()).toStringList().mid(0, kMost);
    }
}

void RecentFiles::add(const QString& path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    m_list.removeAll(whole);
    m_list.prepend(whole);
    m_list = m_list.mid(0, kMost);
    save();
}

void RecentFiles::clear()
{
    m_list.clear();
    save();
}

void RecentFiles::save() const
{
    if (!m_file.isEmpty()) {
        QSettings(m_file, QSettings::IniFormat).setValue(key(), m_list);
    }
}

} // namespace gui
