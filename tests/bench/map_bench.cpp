// SPDX-License-Identifier: GPL-3.0-or-later
// What drawing costs: the map in full, the map while it is dragged, a chart of a sensor-year. Offscreen, software
// raster, as on a remote desktop.

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <benchmark/benchmark.h>

#include "gui/charts/time_series_chart.h"
#include "gui/map/map_widget.h"
#include "gui/theme/theme.h"
#include "tests/gui/made_up_city.h"

namespace {

using gui_test::CitySize;

/// 10,000 links.
constexpr CitySize kLarge{.freeways = 40, .linksPerDirection = 125};

/// 0: the bundled city; else 10,000 links with as many stations: 2,000, 4,000 or, at every other link, 5,040.
std::shared_ptr<const twin::RoadNetwork> cityOf(std::int64_t stations)
{
    CitySize size = kLarge;
    size.stationEvery = stations == 5040 ? 2.0 : 10'000.0 / static_cast<double>(std::max<std::int64_t>(stations, 1));
    return stations == 0 ? gui_test::readBundledCity() : gui_test::makeCity(size);
}

struct Scene {
    explicit Scene(std::int64_t which) : city(cityOf(which)), canvas(1600, 1000, QImage::Format_RGB32)
    {
        const auto match = gui_test::makeMatch(*city);
        frames[0] = makeFrame(match, 0.0);
        frames[1] = makeFrame(match, 30.0);
        map.resize(1600, 1000);
        map.setNetwork(city);
        map.setFrame(frames[0]);
        map.render(&canvas);
    }

    [[nodiscard]] std::shared_ptr<const gui::MapFrame> makeFrame(const gui::StationMatch& match, double minutes) const
    {
        return std::make_shared<const gui::MapFrame>(
            gui::frameOf(*city, match, gui_test::makeSnapshot(*city, minutes), {}));
    }

    std::shared_ptr<const twin::RoadNetwork> city;
    std::shared_ptr<const gui::MapFrame> frames[2];
    gui::MapWidget map;
    QImage canvas;
};

/// New values arrive: roads, stations and legend are drawn anew over the kept ground.
void newValues(benchmark::State& state)
{
    Scene scene(state.range(0));
    std::size_t turn = 0;
    for (auto _ : state) {
        scene.map.setFrame(scene.frames[++turn % 2]);
        scene.map.render(&scene.canvas);
    }
    state.counters["links"] = static_cast<double>(scene.city->links().size());
    state.counters["stations"] = static_cast<double>(scene.city->stations().size());
}

/// The view moves: nothing kept is of use.
void panning(benchmark::State& state)
{
    Scene scene(state.range(0));
    int turn = 0;
    for (auto _ : state) {
        scene.map.zoom(++turn % 2 == 0 ? 1.02 : 1.0 / 1.02);
        scene.map.render(&scene.canvas);
    }
}

/// The mouse moves over the map: only the overlay.
void hovering(benchmark::State& state)
{
    Scene scene(state.range(0));
    double x = 0.0;
    for (auto _ : state) {
        x = std::fmod(x + 7.0, 1600.0);
        benchmark::DoNotOptimize(scene.map.targetAt({x, 500.0}));
        scene.map.render(&scene.canvas);
    }
}

void chartOfAHundredThousandPoints(benchmark::State& state)
{
    gui::ChartSeries series{.name = QStringLiteral("observed"), .role = gui::SeriesRole::Observed};
    for (int i = 0; i < 100'000; ++i) {
        series.x.push_back(300.0 * i);
        series.y.push_back(static_cast<float>(1000.0 + 800.0 * std::sin(i * 0.0218) + 90.0 * std::sin(i * 1.7)));
    }
    gui::TimeSeriesChart chart;
    chart.resize(1200, 400);
    chart.setAxis({QStringLiteral("Flow"), QStringLiteral("veh/h")}, {});
    chart.show();
    QImage canvas(1200, 400, QImage::Format_RGB32);
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<gui::ChartSeries> given{series};
        state.ResumeTiming();
        chart.setSeries(std::move(given));
        chart.flush();
        chart.render(&canvas);
    }
}

BENCHMARK(newValues)->Arg(0)->Arg(2000)->Arg(4000)->Arg(5040)->Unit(benchmark::kMillisecond);
BENCHMARK(panning)->Arg(0)->Arg(2000)->Arg(4000)->Arg(5040)->Unit(benchmark::kMillisecond);
BENCHMARK(hovering)->Arg(0)->Arg(2000)->Arg(4000)->Arg(5040)->Unit(benchmark::kMillisecond);
BENCHMARK(chartOfAHundredThousandPoints)->Unit(benchmark::kMillisecond);

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
