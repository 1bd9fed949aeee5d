// SPDX-License-Identifier: GPL-3.0-or-later
// What the whole window costs its user: going to any moment of a week, the inspector's next picture, how long the GUI
// thread is deaf while a run with retrainings goes at full speed, at one station and in the city, and how soon after
// the process began a map stands on the screen.

#include <algorithm>
#include <chrono>
#include <ctime>

#include <unistd.h>

#include <QApplication>
#include <QFile>
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

/// The shipped scenario that the program opens with.
gui::LiveSetup cityRun(const QTemporaryDir& folder)
{
    return gui::scenarioRun(bundledRun(folder), sourceDirectory() / "data" / "scenarios" / "induced-drift.json");
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

/// Processor time and time of the process when its first window first painted the roads of the run being opened.
struct ColdStart {
    double processor_ms = 0.0;
    double wall_ms = 0.0;
};

double wallSinceProcessBegan_ms()
{
    // Field 22 of proc(5)'s stat: when the process began, in ticks after the machine did.
    QFile stat(QStringLiteral("/proc/self/stat"));
    stat.open(QIODevice::ReadOnly);
    const QByteArray fields = stat.readAll().split(')').last();
    const double began_s = fields.split(' ')[20].toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return 1e3 * (static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec) - began_s);
}

class FirstPaint : public QObject {
public:
    FirstPaint(gui::MainWindow& window, ColdStart& start) : m_window(window), m_start(start) {}
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        // The one job reads the roads; without them the map has nothing to paint.
        if (event->type() == QEvent::Paint && m_start.wall_ms == 0.0 && m_window.jobs().jobs().empty()) {
            watched->removeEventFilter(this);
            watched->event(event);
            m_start = {1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC, wallSinceProcessBegan_ms()};
            return true;
        }
        return false;
    }

private:
    gui::MainWindow& m_window;
    ColdStart& m_start;
};

/// As main() of the program does it. To be called once, before anything else.
ColdStart startCold()
{
    const QTemporaryDir folder;
    ColdStart start;
    gui::MainWindow window(partsFor(folder));
    window.resize(1600, 1000);
    window.show();
    window.startLive(cityRun(folder), gui::RunSession::Start::Playing);
    FirstPaint painted(window, start);
    window.city().map().map().installEventFilter(&painted);
    if (!QTest::qWaitFor([&] { return start.wall_ms > 0.0; }, kPatience_ms)) {
        return {};
    }
    return start;
}

ColdStart theColdStart;

void coldStart(benchmark::State& state)
{
    for (auto _ : state) {
        state.SetIterationTime(1e-3 * theColdStart.wall_ms);
    }
    state.counters["processor_ms"] = theColdStart.processor_ms;
}

/// The longest that the GUI thread was busy between two turns of its event loop. Reported as a counter: the time of the
/// run itself says nothing.
void measureLongestBlock(benchmark::State& state, const gui::LiveSetup& setup, gui::ActionId workspace)
{
    const QTemporaryDir folder;
    gui::MainWindow window(partsFor(folder));
    window.resize(1600, 1000);
    window.show();
    window.showWorkspace(workspace);
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
    window.startLive(setup, gui::RunSession::Start::Playing);
    const bool isOver =
        QTest::qWaitFor([&] { return window.session().hasRun() && !window.session().isGrowing(); }, kPatience_ms);
    if (!isOver) {
        state.SkipWithError("the run did not end");
        return;
    }
    state.counters["longest_block_ms"] = 1e3 * longest;
    state.counters["retrainings"] = static_cast<double>(window.session().history().versions().size()) - 1.0;
}

void longestBlockAtFullSpeed(benchmark::State& state)
{
    for (auto _ : state) {
        const QTemporaryDir folder;
        measureLongestBlock(state, bundledRun(folder, "svm+prt"), gui::ActionId::Loop);
    }
}

void longestBlockInTheCity(benchmark::State& state)
{
    for (auto _ : state) {
        const QTemporaryDir folder;
        measureLongestBlock(state, cityRun(folder), gui::ActionId::City);
    }
}

BENCHMARK(seekInAWeek)->Unit(benchmark::kMillisecond);
BENCHMARK(inspectorOfAMoment)->Unit(benchmark::kMillisecond);
BENCHMARK(firstPaintedMap)->Unit(benchmark::kMillisecond)->Iterations(5);
BENCHMARK(longestBlockAtFullSpeed)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(longestBlockInTheCity)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(coldStart)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    gui::applyTheme(application, gui::Scheme::Light);
    theColdStart = startCold();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
