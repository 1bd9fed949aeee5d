// SPDX-License-Identifier: GPL-3.0-or-later
// What a desktop program owes its user: it remembers, it restores, it steps through chapters, it shows itself.
#include <QAction>
#include <QFile>
#include <QMenuBar>
#include <QStatusBar>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/models/recent_files.h"
#include "gui/theme/theme.h"
#include "gui/views/caption_bar.h"
#include "gui/views/chapter_list.h"
#include "gui/views/city_workspace.h"
#include "gui/views/guided_demo.h"
#include "gui/views/main_window.h"
#include "gui/views/present_mode.h"
#include "gui/views/recent_menu.h"
#include "gui/views/why_panel.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/made_up_run.h"
#include "tests/gui/patience.h"

using namespace gui;

namespace {

struct Manners : ::testing::Test {
    QTemporaryDir folder;

    [[nodiscard]] WindowParts parts(const QString& settings = {})
    {
        return {.liveSetup = [this](const QString& approach) { return bundledRun(folder, approach.toStdString()); },
                .appVersion = QStringLiteral("test"),
                .recentFile = settings};
    }
    static void open(MainWindow& window, const gui_test::RunSize& size = {})
    {
        window.show();
        window.session().open(gui_test::makeRun(size), RunSession::Start::Paused);
        ASSERT_TRUE(QTest::qWaitFor([&] { return window.session().hasRun(); }, kPatience_ms));
    }
};

} // namespace

TEST_F(Manners, RemembersTheNewestTenFilesOnceEach)
{
    const QString settings = folder.filePath(QStringLiteral("window.ini"));
    {
        RecentFiles files(settings);
        for (int i = 0; i < 12; ++i) {
            files.add(QStringLiteral("/data/%1.run").arg(i));
        }
        files.add(QStringLiteral("/data/7.run"));
    }
    RecentFiles files(settings);
    ASSERT_EQ(files.list().size(), RecentFiles::kMost);
    EXPECT_EQ(files.list().front(), QStringLiteral("/data/7.run"));
    EXPECT_EQ(files.list().count(QStringLiteral("/data/7.run")), 1);
    files.clear();
    EXPECT_TRUE(RecentFiles(settings).list().isEmpty());
}

TEST_F(Manners, GreysOutARecentFileThatHasGone)
{
    RecentFiles files({});
    const QString there = folder.filePath(QStringLiteral("there.run"));
    QFile file(there);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.close();
    files.add(folder.filePath(QStringLiteral("gone.run")));
    files.add(there);
    RecentMenu menu(files, nullptr);
    Q_EMIT menu.aboutToShow();
    ASSERT_EQ(menu.actions().size(), 4) << "two files, a line, Clear";
    EXPECT_TRUE(menu.actions()[0]->isEnabled());
    EXPECT_FALSE(menu.actions()[1]->isEnabled());
    menu.actions()[3]->trigger();
    EXPECT_TRUE(files.list().isEmpty());
}

TEST_F(Manners, TheNextStartGoesOnWhereTheLastOneWasClosed)
{
    const QString settings = folder.filePath(QStringLiteral("window.ini"));
    {
        MainWindow window(parts(settings));
        window.show();
        window.session().setSpeed(std::nullopt);
        window.startLive(bundledRun(folder), RunSession::Start::Playing);
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return window.session().hasRun() && window.session().history().ticks() > 700; }, kPatience_ms));
        window.session().seek(321);
        window.showWorkspace(ActionId::Energy);
        window.close();
    }
    MainWindow window(parts(settings));
    window.show();
    ASSERT_TRUE(window.restoreSession());
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.session().hasRun(); }, kPatience_ms));
    EXPECT_EQ(window.session().playback().playhead(), 321);
    EXPECT_FALSE(window.session().isGrowing());
    EXPECT_TRUE(window.action(ActionId::Energy).isChecked());
    EXPECT_TRUE(window.windowTitle().contains(QStringLiteral("frugal1.run"))) << window.windowTitle().toStdString();
    EXPECT_FALSE(MainWindow(parts(folder.filePath(QStringLiteral("other.ini")))).restoreSession());
}

TEST_F(Manners, ListsDriftsAndAnswersAsChaptersAndJumpsToThem)
{
    MainWindow window(parts());
    open(window);
    auto* list = window.findChild<ChapterList*>();
    ASSERT_NE(list, nullptr);
    ASSERT_FALSE(list->chapters().empty());
    EXPECT_TRUE(std::ranges::is_sorted(list->chapters(), {}, &Chapter::tick));
    EXPECT_EQ(std::ranges::count(list->chapters(), ChapterKind::Answer, &Chapter::kind), 4) << "each retraining";
    EXPECT_EQ(std::ranges::count(list->chapters(), ChapterKind::Drift, &Chapter::kind), 2)
        << "four findings twelve hours apart are two days' drifts";
    const auto before = list->chapters().size();
    window.session().seek(77);
    window.action(ActionId::AddChapter).trigger();
    EXPECT_EQ(list->chapters().size(), before + 1);
    Q_EMIT list->itemClicked(list->item(list->count() - 1));
    EXPECT_EQ(window.session().playback().playhead(), list->chapters().back().tick);
}

TEST_F(Manners, KeepsTheUsersOwnChaptersBesideTheRun)
{
    const auto titles = [](MainWindow& window) {
        QStringList own;
        for (const Chapter& chapter : window.findChild<ChapterList*>()->chapters()) {
            if (chapter.kind == ChapterKind::User) {
                own << chapter.title;
            }
        }
        return own;
    };
    QString file;
    {
        MainWindow window(parts());
        window.show();
        window.session().setSpeed(std::nullopt);
        window.startLive(bundledRun(folder, "lr"), RunSession::Start::Playing);
        ASSERT_TRUE(
            QTest::qWaitFor([&] { return window.session().hasRun() && !window.session().isGrowing(); }, kPatience_ms));
        EXPECT_EQ(titles(window), QStringList());
        window.session().seek(77);
        window.action(ActionId::AddChapter).trigger();
        EXPECT_EQ(titles(window).size(), 1);
        file = QString::fromStdString(window.session().description().file.string());
    }
    MainWindow window(parts());
    window.openFile(file);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.session().hasRun(); }, kPatience_ms));
    ASSERT_EQ(titles(window).size(), 1) << "the next start has it again";
    // Another run has others.
    window.session().open(gui_test::makeRun({}), RunSession::Start::Paused);
    ASSERT_TRUE(QTest::qWaitFor([&] { return titles(window).isEmpty(); }, kPatience_ms));
    EXPECT_TRUE(QFile::exists(folder.filePath(QStringLiteral("lr1.chapters.json"))));
}

TEST_F(Manners, DeletesTheUsersOwnChaptersAndNoOthers)
{
    MainWindow window(parts());
    open(window);
    auto* list = window.findChild<ChapterList*>();
    const auto told = list->chapters().size();
    ASSERT_GT(told, 1U);
    const auto rowAtPlayhead = [&](twin::Tick tick) {
        window.session().seek(tick);
        return list->currentRow();
    };
    const auto pressDelete = [&] { QTest::keyClick(list, Qt::Key_Delete); };
    for (const twin::Tick tick : {77, 140}) { // the second goes first
        window.session().seek(tick);
        window.action(ActionId::AddChapter).trigger();
    }
    ASSERT_EQ(list->chapters().size(), told + 2);
    EXPECT_EQ(list->menuFor(rowAtPlayhead(list->chapters().back().tick)), nullptr) << "what the run tells stays";
    pressDelete();
    EXPECT_EQ(list->chapters().size(), told + 2);
    (void)rowAtPlayhead(140);
    pressDelete();
    EXPECT_EQ(list->chapters().size(), told + 1);
    EXPECT_EQ(std::ranges::count(list->chapters(), 140, &Chapter::tick), 0);
    QMenu* menu = list->menuFor(rowAtPlayhead(77));
    ASSERT_NE(menu, nullptr);
    menu->actions().front()->trigger();
    menu->deleteLater();
    EXPECT_EQ(list->chapters().size(), told);
}

TEST_F(Manners, PresentsChapterByChapterWithoutChrome)
{
    MainWindow window(parts());
    open(window);
    auto* present = window.findChild<PresentMode*>();
    const double size = window.font().pointSizeF();
    window.action(ActionId::Present).trigger();
    EXPECT_TRUE(present->isOn());
    EXPECT_GT(window.font().pointSizeF(), 1.2 * size);
    EXPECT_TRUE(window.action(ActionId::Play).shortcuts().isEmpty()) << "Space belongs to the talk";
    EXPECT_FALSE(window.menuBar()->isVisible());
    EXPECT_FALSE(window.statusBar()->isVisible());
    window.session().seek(0);
    present->goChapter(1);
    const twin::Tick first = window.session().playback().playhead();
    EXPECT_EQ(first, 100);
    EXPECT_TRUE(window.session().playback().isPlaying());
    window.session().setSpeed(std::nullopt);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !window.session().playback().isPlaying(); }, kPatience_ms));
    EXPECT_GE(window.session().playback().playhead(), 243);
    EXPECT_FALSE(present->caption().text().isEmpty());
    present->toggle();
    EXPECT_NEAR(window.font().pointSizeF(), size, 0.01);
    EXPECT_FALSE(window.action(ActionId::Play).shortcuts().isEmpty());
    EXPECT_TRUE(window.menuBar()->isVisible());
    EXPECT_TRUE(window.statusBar()->isVisible());
}

TEST_F(Manners, TheGuidedDemoGoesFromTheCityToWhyAndCanBeLeft)
{
    MainWindow window(parts());
    open(window);
    auto* demo = window.findChild<GuidedDemo*>();
    window.action(ActionId::Demo).trigger();
    ASSERT_TRUE(demo->isRunning());
    QStringList said;
    for (std::size_t i = 1; i < demo->steps(); ++i) {
        said << demo->caption();
        demo->next();
    }
    said.removeDuplicates();
    EXPECT_EQ(said.size(), static_cast<qsizetype>(demo->steps()) - 1) << "each step says something of its own";
    EXPECT_TRUE(window.why().explanation());
    EXPECT_TRUE(window.action(ActionId::City).isChecked());
    demo->next();
    EXPECT_FALSE(demo->isRunning());
    demo->start();
    demo->stop();
    EXPECT_FALSE(demo->isRunning());
}
