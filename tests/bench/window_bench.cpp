// SPDX-License-Identifier: GPL-3.0-or-later
// What the whole window costs its user: going to any moment of a week, the inspector's next picture, how long the GUI
// thread is deaf while a run with retrainings goes at full speed, and how soon a map stands on the screen.

#include <algorithm>
#include <chrono>
#include <ctime>

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QTest>
#include <QTimer>
#include <benchmark/benchmark.h>

#include "gui/map/map_panel.h"
#include "gui/theme/theme.h"
#include "gui/views/city_workspace.h"
#include "gui/views/main_window.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/made_up_run.h"

namespace {

constexpr int kPatience_ms = 120'000;
constexpr gui_test::RunSize kWeek{.city = {.freeways = 8, .linksPerDirection = 40, .stationEvery = 3}, .ticks = 2016};

/// Time that this thread has computed: on a shared machine others must not count.
double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

gui::WindowParts partsFor(const QTemporaryDir& folder)
{
    return {.liveSetup = [&folder](const QString& approach) { return bundledRun(folder, approach.toStdString()); },
            .appVersion = QStringLiteral("bench"),
            .recentFile = {}};
}

/// Any moment of a week-long run in a city of 640 links, with the map repainted.
void seekInAWeek(benchmark::State& state)
{
    const QTemporaryDir folder;
    gui::MainWindow window(partsFor(folder));
    window.resize(1600, 1000);
    window.show();
    window.session().open(gui_test::makeRun(kWeek), gui::RunSession::Start::Paused);
    if (!QTest::qWaitFor([&] { return window.session().hasRun(); }, kPatience_ms)) {
        state.SkipWithError("the run did not open");
        return;
    }
    QImage canvas(window.size(), QImage::Format_RGB32);
    twin::Tick tick = 0;
    for (auto _ : state) {
        tick = (tick + 977) % kWeek.ticks;
        window.session().seek(tick);
        window.render(&canvas);
    }
}

/// The inspector's five pages for another moment.
void inspectorOfAMoment(benchmark::State& state)
{
    const QTemporaryDir folder;
    gui::MainWindow window(partsFor(folder));
    window.resize(1600, 1000);
    window.show();
    window.session().open(gui_test::makeRun(kWeek), gui::RunSession::Start::Paused);
    if (!QTest::qWaitFor([&] { return window.session().hasRun(); }, kPatience_ms)) {
        state.SkipWithError("the run did not open");
        return;
    }
    window.session().seek(1500);
    std::size_t station = 0;
    for (auto _ : state) {
        station = (station + 1) % window.session().description().stations.size();
        window.city().selectStation(station);
    }
}

/// From the window's making to a map with values on it.
void firstPaintedMap(benchmark::State& state)
{
    for (auto _ : state) {
        const QTemporaryDir folder;
        gui::MainWindow window(partsFor(folder));
        window.resize(1600, 1000);
        window.city().showNetwork(gui_test::readBundledCity(), {});
        window.show();
        benchmark::DoNotOptimize(window.grab());
    }
}

/// The longest that the GUI thread was busy between two turns of its event loop. Reported as a counter: the time of the
/// run itself says nothing.
void longestBlockAtFullSpeed(benchmark::State& state)
{
    for (auto _ : state) {
        const QTemporaryDir folder;
        gui::MainWindow window(partsFor(folder));
        window.resize(1600, 1000);
        window.show();
        window.showWorkspace(gui::ActionId::Loop);
        QTest::qWait(300); // the first paint is the cold start's affair
        double longest = 0.0;
        double before = threadSeconds();
        QTimer turn;
        QObject::connect(&turn, &QTimer::timeout, &window, [&] {
            const double now = threadSeconds();
            longest = std::max(longest, now - before);
            before = now;
        });
        turn.start(0);
        window.session().setSpeed(std::nullopt);
        window.startLive(bundledRun(folder, "svm+prt"), gui::RunSession::Start::Playing);
        const bool isOver =
            QTest::qWaitFor([&] { return window.session().hasRun() && !window.session().isGrowing(); }, kPatience_ms);
        if (!isOver) {
            state.SkipWithError("the run did not end");
            return;
        }
        state.counters["longest_block_ms"] = 1e3 * longest;
        state.counters["retrainings"] = static_cast<double>(window.session().history().versions().size()) - 1.0;
    }
}

BENCHMARK(seekInAWeek)->Unit(benchmark::kMillisecond);
BENCHMARK(inspectorOfAMoment)->Unit(benchmark::kMillisecond);
BENCHMARK(firstPaintedMap)->Unit(benchmark::kMillisecond)->Iterations(5);
BENCHMARK(longestBlockAtFullSpeed)->Unit(benchmark::kMillisecond)->Iterations(1);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    gui::applyTheme(application, gui::Scheme::Light);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
