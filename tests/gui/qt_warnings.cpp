// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/qt_warnings.h"

#include <QString>
#include <gtest/gtest.h>

namespace {

void judge(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    if (type == QtWarningMsg || type == QtCriticalMsg) {
        ADD_FAILURE() << "Qt says: " << message.toStdString();
    }
}

} // namespace

void failOnQtWarnings() { qInstallMessageHandler(judge); }
