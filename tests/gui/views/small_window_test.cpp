// SPDX-License-Identifier: GPL-3.0-or-later
// A laptop's screen: with the Why panel open, every workspace fits and nothing on it is narrower than its words.
#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QStackedWidget>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/views/keys_dialog.h"
#include "gui/views/main_window.h"
#include "gui/views/scroll_page.h"
#include "gui/views/why_panel.h"
#include "tests/gui/made_up_run.h"
#include "tests/gui/patience.h"
#include "tests/source_dir.h"

using namespace gui;

namespace {

constexpr QSize kScreen(1280, 680);

struct SmallWindow : ::testing::Test {
    MainWindow window{{.liveSetup = {}, .appVersion = QStringLiteral("test"), .recentFile = {}}};
    QStackedWidget* stack = nullptr;

    void SetUp() override
    {
        window.resize(kScreen);
        window.show();
        window.session().open(gui_test::makeRun({.ticks = 300}), RunSession::Start::Paused);
        ASSERT_TRUE(QTest::qWaitFor([&] { return window.session().history().ticks() == 300; }, kPatience_ms));
        window.session().seek(200);
        window.action(ActionId::Why).trigger();
        stack = window.findChild<QStackedWidget*>({}, Qt::FindChildrenRecursively);
        for (auto* one : window.findChildren<QStackedWidget*>()) {
            stack = one->count() >= 7 ? one : stack;
        }
    }
    void show(ActionId workspace)
    {
        window.showWorkspace(workspace);
        QTest::qWait(60); // layouts follow one another
    }
};

/// What is narrower than its own words.
QStringList squeezed(const QWidget& page)
{
    QStringList names;
    for (const auto* one : page.findChildren<QWidget*>()) {
        const bool isWords = qobject_cast<const QAbstractButton*>(one) != nullptr ||
                             qobject_cast<const QComboBox*>(one) != nullptr ||
                             (qobject_cast<const QLabel*>(one) != nullptr &&
                              one->sizePolicy().horizontalPolicy() != QSizePolicy::Ignored);
        const QSize least = one->minimumSizeHint();
        const bool isFixed = one->maximumWidth() == one->width(); // a sign, which needs no padding
        if (one->isVisible() && isWords && !isFixed && one->width() < least.width()) {
            const QString text = qobject_cast<const QAbstractButton*>(one) != nullptr
                                     ? static_cast<const QAbstractButton*>(one)->text()
                                     : QString::fromLatin1(one->metaObject()->className());
            names << QStringLiteral("%1 %2 < %3").arg(text).arg(one->width()).arg(least.width());
        }
    }
    return names;
}

} // namespace

TEST_F(SmallWindow, HasRoomForEveryWorkspaceBesideTheWhyPanel)
{
    for (const ActionId id : {ActionId::City, ActionId::Loop, ActionId::Energy, ActionId::Registry, ActionId::Compare,
                              ActionId::Scenario}) {
        show(id);
        EXPECT_EQ(window.size(), kScreen);
        const QWidget& page = *stack->currentWidget();
        const QString name = window.action(id).text();
        const QSize least = page.minimumSizeHint();
        EXPECT_LE(least.width(), page.width()) << name.toStdString();
        EXPECT_LE(least.height(), page.height()) << name.toStdString();
        EXPECT_EQ(squeezed(page).join(QStringLiteral("; ")).toStdString(), "") << name.toStdString();
    }
}

TEST_F(SmallWindow, ListsTheKeyboardWithinItself)
{
    window.action(ActionId::Keys).trigger();
    auto* keys = window.findChild<KeysDialog*>();
    ASSERT_NE(keys, nullptr);
    EXPECT_LE(keys->height(), kScreen.height() - 60);
    EXPECT_LE(keys->minimumSizeHint().height(), keys->height());
    keys->close();
}

TEST(SideBySide, PutsItsPartsBeneathOneAnotherWhereTheyDoNotFit)
{
    QWidget window;
    SideBySide row(&window);
    for (int i = 0; i < 2; ++i) {
        auto* part = new QLabel(QStringLiteral("wide enough"), &row);
        part->setMinimumSize(200, 50);
        row.add(part, 1);
    }
    row.resize(1000, 300);
    window.show();
    EXPECT_FALSE(row.isBeneath());
    row.resize(380, 300);
    EXPECT_TRUE(row.isBeneath());
    EXPECT_EQ(row.minimumSizeHint().width(), 200) << "or no window could be made that narrow";
    row.resize(1000, 300);
    EXPECT_FALSE(row.isBeneath());
}
