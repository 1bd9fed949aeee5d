// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What was opened last, newest first, kept in the settings file between starts.

#include <QString>
#include <QStringList>

namespace gui {

class RecentFiles {
public:
    static constexpr qsizetype kMost = 10;

    /// `settingsFile` empty: remembered only while this lives.
    explicit RecentFiles(QString settingsFile);

    [[nodiscard]] const QStringList& list() const { return m_list; }
    void add(const QString& path);
    void clear();

private:
    void save() const;

    QString m_file;
    QStringList m_list;
};

} // namespace gui
