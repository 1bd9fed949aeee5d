// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets need an application and a platform before the first of them is made; a test machine has no screen.

#include <QApplication>
#include <gtest/gtest.h>

#include "gui/theme/theme.h"
#include "tests/gui/qt_warnings.h"

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    testing::InitGoogleTest(&argc, argv);
    QApplication application(argc, argv);
    gui::applyTheme(application, gui::Scheme::Light);
    failOnQtWarnings();
    return RUN_ALL_TESTS();
}
