// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/about_box.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace gui {

namespace {
QString say(const char* text) { return QCoreApplication::translate("About", text); }
} // namespace

QString versionsText(const QString& appVersion)
{
    return say("GreenLoop %1").arg(appVersion) + QLatin1Char('\n') +
           say("Qt %1, built with %2").arg(QString::fromLatin1(qVersion()), QString::fromLatin1(QT_VERSION_STR)) +
           QLatin1Char('\n') + say("Compiler %1").arg(QString::fromLatin1(__VERSION__)) + QLatin1Char('\n') +
           say("%1, %2").arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture());
}

QString aboutText(const QString& appVersion)
{
    return say("A digital twin of a city's traffic that looks after its own forecasts.") + QStringLiteral("\n\n") +
           versionsText(appVersion) + QStringLiteral("\n\n") +
           say("GPL-3.0-or-later; charts by Qt Charts. Nothing is sent anywhere.");
}

} // namespace gui
