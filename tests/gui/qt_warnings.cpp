// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/qt_warnings.h"

#include <QString>
#include <gtest/gtest.h>

namespace {

void judge(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    // The offscreen platform says so for every window that is shown; it is not about us.
    const bool isPlatform = message.contains(QLatin1String("propagateSizeHints"));
    if ((type == QtWarningMsg || type == QtCriticalMsg) && !isPlatform) {
        ADD_FAILURE() << "Qt says: " << message.toStdString();
    }
}

} // namespace

void failOnQtWarnings() { qInstallMessageHandler(judge); }
