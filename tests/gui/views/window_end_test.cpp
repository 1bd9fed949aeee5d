// SPDX-License-Identifier: GPL-3.0-or-later
// The window may be closed at any moment, whatever is under way behind it: it goes soon, its threads with it, and
// nothing of it is called afterwards. Sanitizers see the rest: they run these tests too.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/views/banner.h"
#include "gui/views/city_workspace.h"
#include "gui/views/compare_workspace.h"
#include "gui/views/export_dialog.h"
#include "gui/views/file_door.h"
#include "gui/views/import_dialog.h"
#include "gui/views/main_window.h"
#include "gui/views/policy_workspace.h"
#include "gui/views/scenario_workspace.h"
#include "gui/views/screenshot_tour.h"
#include "gui/views/what_if_panel.h"
#include "gui/views/why_panel.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/patience.h"

using namespace gui;

namespace {

/// By itself it is a tenth of a second. Simulating a city's days to their end takes three.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::chrono::seconds kSoon{30};
#else
constexpr std::chrono::seconds kSoon{2};
#endif

/// Threads of this process, but for those that Qt keeps half a minute for its next picture.
std::size_t threads()
{
    std::size_t count = 0;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string name;
        std::getline(std::ifstream(thread.path() / "comm"), name);
        count += name.empty() || name == "Thread (pooled)" ? 0U : 1U; // empty: it ended while we looked
    }
    return count;
}

/// Trains at once the first time, and again only until it is stopped.
struct EndlessRetraining final : mlops::Trainer {
    explicit EndlessRetraining(std::atomic<int>& inside) : m_inside(inside) {}

    twin::Result<mlops::TrainedModel> train(const mlops::TrainingRequest& request) override
    {
        if (!request.isRetraining) {
            mlops::TrainingRequest simpler = request;
            simpler.settings.family = mlops::Family::Ridge;
            simpler.settings.parameters = mlops::RidgeSettings{};
            return mlops::CoreTrainer({}).train(simpler);
        }
        ++m_inside;
        while (!request.stop.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        --m_inside;
        return twin::fail(twin::ErrorCode::Cancelled, "stopped");
    }

private:
    std::atomic<int>& m_inside;
};

/// Made once for all tests, on a thread that ends: what the libraries start for it ends with it.
const QString& recordedRun()
{
    static const QTemporaryDir folder;
    static const QString file = [] {
        const LiveSetup setup = bundledRun(folder);
        std::thread([&] {
            const auto source = LiveRun::open(setup, {}, [](double, const std::string&) {});
            while ((*source)->step()) {
            }
            (*source)->close(true);
        }).join();
        return QString::fromStdString(setup.record.string());
    }();
    return file;
}

struct WindowEnd : ::testing::Test {
    QTemporaryDir folder;
    std::size_t threadsBefore = threads();
    std::unique_ptr<MainWindow> window = open();
    RunSession* session = &window->session();

    [[nodiscard]] std::unique_ptr<MainWindow> open()
    {
        auto made = std::make_unique<MainWindow>(WindowParts{
            .liveSetup = [this](const QString& approach) { return bundledRun(folder, approach.toStdString()); },
            .appVersion = QStringLiteral("test"),
            .scenarioCopies = folder.path() + QStringLiteral("/copies"),
            .recentFile = folder.path() + QStringLiteral("/window.ini")});
        made->show();
        return made;
    }
    void TearDown() override
    {
        if (!window) {
            return;
        }
        const auto began = std::chrono::steady_clock::now();
        EXPECT_TRUE(window->close());
        window.reset();
        EXPECT_LT(std::chrono::steady_clock::now() - began, kSoon);
        expectNothingLeft();
    }

    /// What was still posted is delivered meanwhile. Those that a library started end a moment after ours.
    void expectNothingLeft() const
    {
        QTest::qWait(1);
        EXPECT_TRUE(QTest::qWaitFor([this] { return threads() <= threadsBefore; }, kPatience_ms))
            << threads() << " threads, before the window there were " << threadsBefore;
    }
    void startLive(const LiveSetup& setup)
    {
        session->setSpeed(std::nullopt);
        window->startLive(setup, RunSession::Start::Playing);
    }
    void playLive()
    {
        startLive(bundledRun(folder, "frugal", 7));
        ASSERT_TRUE(QTest::qWaitFor([&] { return session->history().ticks() > 0; }, kPatience_ms));
    }
    void openRecorded()
    {
        window->openFile(recordedRun());
        ASSERT_TRUE(QTest::qWaitFor([&] { return session->hasRun(); }, kPatience_ms));
    }
    [[nodiscard]] LiveSetup cityRun() const
    {
        return scenarioRun(bundledRun(folder), sourceDirectory() / "data" / "scenarios" / "induced-drift.json");
    }
    [[nodiscard]] bool isBusyWith(const QString& title) const
    {
        return std::ranges::any_of(window->jobs().jobs(),
                                   [&](const JobRunner::Job& job) { return job.title.contains(title); });
    }
    void beginExport(ExportKind kind)
    {
        auto* dialog = new ExportDialog({*session, window->jobs(), *window, QStringLiteral("test")}, window.get());
        dialog->choose(kind);
        dialog->setTarget(folder.path() + QStringLiteral("/exported"));
        dialog->open();
        dialog->run();
        EXPECT_TRUE(isBusyWith(QStringLiteral("Exporting")));
    }
    [[nodiscard]] QStringList exported() const { return QDir(folder.path()).entryList({QStringLiteral("exported*")}); }
};

} // namespace

TEST_F(WindowEnd, WithNothingOpen) {}

TEST_F(WindowEnd, WithoutBeingClosedFirst)
{
    playLive();
    window.reset();
    expectNothingLeft();
}

TEST_F(WindowEnd, ItsViewsGoBeforeTheRunTheyShow)
{
    openRecorded();
    const QPointer<RunSession> shown = session;
    int gone = 0;
    for (QWidget* view : {static_cast<QWidget*>(&window->city()), static_cast<QWidget*>(&window->why()),
                          static_cast<QWidget*>(&window->compare()), static_cast<QWidget*>(&window->scenario())}) {
        QObject::connect(view, &QObject::destroyed, view, [&] { gone += shown.isNull() ? 0 : 1; });
    }
    TearDown();
    EXPECT_EQ(gone, 4);
    EXPECT_TRUE(shown.isNull());
}

TEST_F(WindowEnd, AtOnceWhileARunIsOpened) { startLive(bundledRun(folder)); }

TEST_F(WindowEnd, WhileTheCityIsSimulated)
{
    double share = 0.0;
    QObject::connect(session, &RunSession::opening, session, [&](double now, const QString&) { share = now; });
    startLive(cityRun());
    ASSERT_TRUE(QTest::qWaitFor([&] { return share > 0.0; }, kPatience_ms));
    EXPECT_FALSE(session->hasRun());
}

TEST_F(WindowEnd, WhileARunGoesAtFullSpeed)
{
    playLive();
    EXPECT_TRUE(session->isGrowing());
}

TEST_F(WindowEnd, WhileARunWaits)
{
    playLive();
    session->setPlaying(false);
    QTest::qWait(5);
}

TEST_F(WindowEnd, WhileARunIsReplacedByAnother)
{
    playLive();
    startLive(bundledRun(folder, "lr", 8));
}

TEST_F(WindowEnd, WhileAModelIsTrainedAgain)
{
    std::atomic<int> inside = 0;
    LiveSetup setup = bundledRun(folder, "lstm");
    setup.lstmSource = [&inside] { return std::make_unique<EndlessRetraining>(inside); };
    session->setSpeed(50.0); // at full speed it may be over before the order comes
    window->startLive(setup, RunSession::Start::Playing);
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return session->history().ticks() > 0 || window->banner().isVisible(); }, kPatience_ms));
    ASSERT_GT(session->history().ticks(), 0) << window->banner().text().toStdString();
    window->action(ActionId::Retrain).trigger();
    ASSERT_TRUE(QTest::qWaitFor([&] { return inside == 1; }, kPatience_ms));
    TearDown();
    EXPECT_EQ(inside, 0);
}

TEST_F(WindowEnd, WhileAReportIsWritten)
{
    openRecorded();
    beginExport(ExportKind::HtmlReport);
    TearDown();
    EXPECT_EQ(exported(), QStringList()) << "what was given up leaves nothing that looks like a result";
}

TEST_F(WindowEnd, WhileARunIsExported)
{
    openRecorded();
    beginExport(ExportKind::RunFolder);
    TearDown();
    EXPECT_EQ(exported(), QStringList()) << "what was given up leaves nothing that looks like a result";
}

TEST_F(WindowEnd, WhilePicturesAreTaken)
{
    auto* tour = new ScreenshotTour(*window, folder.path() + QStringLiteral("/shots"), {recordedRun()});
    const QPointer<QObject> taking = tour;
    openRecorded();
    const QDir shots(folder.path() + QStringLiteral("/shots"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !shots.entryList(QDir::Files).isEmpty(); }, kPatience_ms));
    TearDown();
    EXPECT_TRUE(taking.isNull());
}

TEST_F(WindowEnd, WhileAnImportReads)
{
    // One long file: giving it up must not wait for its end.
    const std::string file = folder.path().toStdString() + "/d04_text_station_5min.txt";
    {
        std::ofstream text(file);
        for (int i = 0; i < 300'000; ++i) {
            const int minute = i * 5;
            text << "10/" << (minute / 1440 % 28 + 1 < 10 ? "0" : "") << minute / 1440 % 28 + 1 << "/2022 "
                 << (minute / 60 % 24 < 10 ? "0" : "") << minute / 60 % 24 << ':' << (minute % 60 < 10 ? "0" : "")
                 << minute % 60 << ":00," << 400'000 + i / 8064
                 << ",4,101,N,ML,.5,10,100,240,.08,64.1,10,240,.08,64.1,1\n";
        }
    }
    QPointer<ImportDialog> dialog;
    QObject::connect(&window->door(), &FileDoor::importing, window.get(), [&](ImportDialog* made) { dialog = made; });
    window->openFile(QString::fromStdString(file));
    ASSERT_FALSE(dialog.isNull()) << window->banner().text().toStdString();
    QTest::qWait(20);
    EXPECT_TRUE(dialog->isReading());
    TearDown();
    EXPECT_TRUE(dialog.isNull());
}

TEST_F(WindowEnd, WhileAWhatIfIsComputed)
{
    window->showWorkspace(ActionId::Scenario);
    ScenarioWorkspace& editor = window->scenario();
    ASSERT_TRUE(editor.files().open(editor.files().bundledFile(QStringLiteral("incident"))));
    ASSERT_TRUE(QTest::qWaitFor([&] { return editor.document().network() != nullptr; }, kPatience_ms));
    editor.parts().whatIf->ask();
    ASSERT_TRUE(isBusyWith(QStringLiteral("What if"))) << editor.parts().whatIf->problem().toStdString();
    const auto hasBegun = [&] {
        return std::ranges::any_of(window->jobs().jobs(), [](const JobRunner::Job& job) { return job.share > 0.0; });
    };
    EXPECT_TRUE(QTest::qWaitFor(hasBegun, kPatience_ms));
}

TEST_F(WindowEnd, WhileARecordedRunIsRead)
{
    window->openFile(recordedRun());
    EXPECT_FALSE(session->hasRun());
}

TEST_F(WindowEnd, WhileAComparisonOpens)
{
    openRecorded();
    window->openFiles({recordedRun(), recordedRun(), recordedRun()});
    EXPECT_TRUE(isBusyWith(QStringLiteral("Reading")));
}

TEST_F(WindowEnd, WhileAPolicyIsRunDry)
{
    openRecorded();
    window->showWorkspace(ActionId::Policy);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !window->jobs().jobs().empty(); }, kPatience_ms));
}

TEST_F(WindowEnd, InTheMiddleOfATalkOrADemo)
{
    openRecorded();
    session->setPlaying(true);
    window->action(ActionId::Present).trigger();
    QTest::keyClick(window.get(), Qt::Key_B);
    window->action(ActionId::Demo).trigger();
    window->action(ActionId::Palette).trigger();
    window->action(ActionId::Export).trigger();
    QTest::qWait(50);
}

TEST_F(WindowEnd, WithEverythingUnderWayAtOnce)
{
    openRecorded();
    window->openFiles({recordedRun(), recordedRun()});
    beginExport(ExportKind::HtmlReport);
    startLive(cityRun());
    for (const ActionId place : {ActionId::Loop, ActionId::Energy, ActionId::Policy, ActionId::Registry,
                                 ActionId::Compare, ActionId::Scenario}) {
        window->showWorkspace(place);
        QTest::qWait(1);
    }
}
