// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/session_memory.h"

#include <QSettings>

namespace gui {

namespace {

QString key(const char* name) { return QStringLiteral("session/") + QString::fromLatin1(name); }

} // namespace

SessionMemory SessionMemory::load(const QString& settingsFile)
{
    SessionMemory memory;
    if (settingsFile.isEmpty()) {
        return memory;
    }
    const QSettings settings(settingsFile, QSettings::IniFormat);
    memory.run = settings.value(key("run")).toString();
    memory.tick = settings.value(key("tick")).toLongLong();
    memory.workspace = settings.value(key("workspace"), -1).toInt();
    const QString scheme = settings.value(key("scheme")).toString();
    if (!scheme.isEmpty()) {
        memory.scheme = scheme == QStringLiteral("dark") ? Scheme::Dark : Scheme::Light;
    }
    memory.mapCenter = settings.value(key("map_center")).toPointF();
    memory.mapScale = settings.value(key("map_scale")).toDouble();
    memory.geometry = settings.value(key("geometry")).toByteArray();
    memory.layout = settings.value(key("layout")).toByteArray();
    return memory;
}

void SessionMemory::save(const QString& settingsFile) const
{
    if (settingsFile.isEmpty()) {
        return;
    }
    QSettings settings(settingsFile, QSettings::IniFormat);
    settings.setValue(key("run"), run);
    settings.setValue(key("tick"), tick);
    settings.setValue(key("workspace"), workspace);
    settings.setValue(key("scheme"), !scheme                   ? QString()
                                     : *scheme == Scheme::Dark ? QStringLiteral("dark")
                                                               : QStringLiteral("light"));
    settings.setValue(key("map_center"), mapCenter);
    settings.setValue(key("map_scale"), mapScale);
    settings.setValue(key("geometry"), geometry);
    settings.setValue(key("layout"), layout);
}

} // namespace gui
