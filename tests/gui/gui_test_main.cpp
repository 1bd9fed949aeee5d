// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets need an application and a platform before the first of them is made; a test machine has no screen.

#include <QApplication>
#include <gtest/gtest.h>

#include "gui/theme/theme.h"
#include "tests/gui/qt_warnings.h"

#if defined(__SANITIZE_THREAD__)
// Qt and GLib are not instrumented: ThreadSanitizer sees neither their locks nor that a posted event comes after what
// was written before it was posted. Left out are reports whose innermost frame is theirs, and of calls they posted.
extern "C" const char* __tsan_default_suppressions();
const char* __tsan_default_suppressions()
{
    return "race_top:libQt6Core.so\nrace_top:libglib-2.0.so\nrace_top:QtPrivate::\n"
           "race:QtPrivate::QSlotObject\n" // a posted call frees itself where it is carried out
           "called_from_lib:libQt6Core.so.6\ncalled_from_lib:libQt6Gui.so.6\ncalled_from_lib:libglib-2.0.so.0\n";
}
#endif

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
