// SPDX-License-Identifier: GPL-3.0-or-later
// The estimator at the size of a city: one hour of 9 800 links with 200 stations, an assimilation every five minutes.
// Counters: `x life` simulated seconds per second of this thread's processor time, `forecast x life` the same without
// the assimilations, `assimilation ms` one of them, the reconstruction of its interval included.

#include <algorithm>
#include <ctime>
#include <vector>

#include <benchmark/benchmark.h>

#include "tests/bench/grid_city.h"
#include "twin/core/random.h"
#include "twin/estimation/ensemble_filter.h"

namespace {

constexpr std::size_t kSide = 50;
constexpr std::size_t kStations = 200;
constexpr int kIntervals = 12;
constexpr int kRounds = 3;
constexpr double kInterval_s = 300.0;
constexpr double kStep_s = 12.0; ///< a block of 200 m at 50 km/h takes 14.4 s; a whole number to the minute

double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Streets at about a fifth of their capacity, every station a little different.
twin::ObservationFrame readings(twin::RandomStream& random)
{
    twin::ObservationFrame frame;
    for (std::size_t s = 0; s < kStations; ++s) {
        twin::Observation reading;
        reading.flow_veh = static_cast<float>(60.0 + 6.0 * random.normal());
        reading.speed_mps = static_cast<float>(13.0 + 0.5 * random.normal());
        reading.observed_pct = 100;
        frame.readings.push_back(reading);
    }
    return frame;
}

std::vector<twin::StationIndex> allStations()
{
    std::vector<twin::StationIndex> stations;
    for (std::size_t s = 0; s < kStations; ++s) {
        stations.emplace_back(s);
    }
    return stations;
}

void BM_EnsembleHourWithAssimilations(benchmark::State& state)
{
    const auto network = bench::gridCity(kSide, kStations);
    twin::EnsembleFilterSettings settings;
    settings.members = static_cast<std::size_t>(state.range(0));
    settings.timeStep_s = kStep_s;
    auto filter = twin::EnsembleFilter::build(network, allStations(), settings, twin::RandomStream(1, "filter"));
    if (!filter) {
        state.SkipWithError(filter.error().message.c_str());
        return;
    }
    twin::RandomStream random(1, "readings");
    (*filter)->correct(readings(random));
    double hour_s = 1e9;
    double forecast_s = 1e9;
    double correction_s = 1e9;
    for (auto _ : state) {
        for (int round = 0; round < kRounds; ++round) {
            double sum_s = 0.0;
            for (int interval = 0; interval < kIntervals; ++interval) {
                const double begin = processorSeconds();
                (*filter)->advance();
                const double middle = processorSeconds();
                (*filter)->correct(readings(random));
                const double end = processorSeconds();
                forecast_s = std::min(forecast_s, middle - begin);
                correction_s = std::min(correction_s, end - middle);
                sum_s += end - begin;
            }
            hour_s = std::min(hour_s, sum_s);
        }
    }
    state.counters["x life"] = kIntervals * kInterval_s / hour_s;
    state.counters["forecast x life"] = kInterval_s / forecast_s;
    state.counters["assimilation ms"] = correction_s * 1e3;
}

BENCHMARK(BM_EnsembleHourWithAssimilations)->Arg(16)->Arg(64)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
