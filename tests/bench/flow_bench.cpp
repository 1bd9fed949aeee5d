// SPDX-License-Identifier: GPL-3.0-or-later
// The flow model against a plain object model of ours, alternately in one process: ratios, not times, say something on
// a shared machine. Counters: `ratio` is object model time over ours, `links/s` link updates per second, `x life`
// simulated seconds per second, `difference` the largest difference of a cell's content, in shares of a jammed cell.

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>

#include "tests/bench/grid_city.h"
#include "tests/bench/object_model.h"

namespace {

constexpr double kFreeDemand_vps = 0.01; ///< vehicles per second and link: streets run free
constexpr double kHeavyDemand_vps = 0.2; ///< the city jams; the counter `congested` says how far
constexpr std::size_t kWarmSteps = 300;
constexpr int kRounds = 9;

/// The time this thread had a processor: neighbours on a shared machine do not count.
double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double secondsOf(auto&& work)
{
    const double begin = processorSeconds();
    work();
    return processorSeconds() - begin;
}

void demandBoth(twin::Simulation& simulation, bench::ObjectModel& objects, double demand_vps)
{
    bench::setCityDemand(simulation, demand_vps);
    for (std::size_t o = 0; o < simulation.origins().size(); ++o) {
        objects.setArrivals(simulation.origins()[o].value,
                            demand_vps * static_cast<double>(o * 7 % 5) / 2.0 * bench::kStep_s);
    }
}

double largestDifference(const twin::Simulation& simulation, const bench::ObjectModel& objects)
{
    double largest = 0.0;
    for (std::size_t l = 0; l < simulation.cells().links(); ++l) {
        const twin::LinkIndex link(l);
        const double cell_m = simulation.cells().length_m(link);
        const double full = simulation.network().link(link).jamDensity_vpm * cell_m;
        for (std::size_t k = 0; k < simulation.cells().cellsOf(link); ++k) {
            const twin::CellIndex cell(simulation.cells().first(link).value + k);
            const double ours = simulation.density_vpm(cell, twin::MemberIndex()) * cell_m;
            largest = std::max(largest, std::abs(ours - objects.vehicles(l, k)) / full);
        }
    }
    return largest;
}

double congestedShare(const twin::Simulation& simulation)
{
    std::size_t congested = 0;
    for (std::size_t c = 0; c < simulation.cells().size(); ++c) {
        const twin::Link& link = simulation.network().link(simulation.cells().linkOf(twin::CellIndex(c)));
        const double critical = twin::FundamentalDiagram::of(link).criticalDensity_vpm();
        congested += simulation.density_vpm(twin::CellIndex(c), twin::MemberIndex()) > critical ? 1 : 0;
    }
    return static_cast<double>(congested) / static_cast<double>(simulation.cells().size());
}

void oneRealisation(benchmark::State& state, double demand_vps)
{
    const auto network = bench::gridCity(50);
    auto simulation = bench::citySimulation(network, 1, twin::TravelAccounts::PerLink);
    bench::ObjectModel objects(simulation, bench::kExitShare);
    demandBoth(simulation, objects, demand_vps);
    simulation.run(kWarmSteps);
    for (std::size_t step = 0; step < kWarmSteps; ++step) {
        objects.step();
    }
    constexpr std::size_t kOurs = 100;
    constexpr std::size_t kTheirs = 10;
    double ours_s = 1e9;
    double theirs_s = 1e9;
    for (auto _ : state) {
        for (int round = 0; round < kRounds; ++round) {
            theirs_s = std::min(theirs_s, secondsOf([&] {
                                              for (std::size_t step = 0; step < kTheirs; ++step) {
                                                  objects.step();
                                              }
                                          }) / kTheirs);
            ours_s = std::min(ours_s, secondsOf([&] { simulation.run(kOurs); }) / kOurs);
        }
    }
    for (auto step = kWarmSteps + state.iterations() * kRounds * kTheirs;
         step < kWarmSteps + state.iterations() * kRounds * kOurs; ++step) {
        objects.step();
    }
    const double links = static_cast<double>(network->links().size());
    state.counters["ratio"] = theirs_s / ours_s;
    state.counters["links/s"] = links / ours_s;
    state.counters["object links/s"] = links / theirs_s;
    state.counters["x life"] = bench::kStep_s / ours_s;
    state.counters["congested"] = congestedShare(simulation);
    state.counters["difference"] = largestDifference(simulation, objects);
}

void BM_OneRealisationFree(benchmark::State& state) { oneRealisation(state, kFreeDemand_vps); }
void BM_OneRealisationCongested(benchmark::State& state) { oneRealisation(state, kHeavyDemand_vps); }

void BM_EnsembleHour(benchmark::State& state)
{
    const auto members = static_cast<std::size_t>(state.range(0));
    const auto network = bench::gridCity(50);
    auto simulation = bench::citySimulation(network, members, twin::TravelAccounts::None);
    bench::setCityDemand(simulation, kHeavyDemand_vps);
    simulation.run(75);
    double interval_s = 1e9;
    for (auto _ : state) {
        for (int interval = 0; interval < 12; ++interval) { // as between assimilations of five-minute data
            interval_s = std::min(interval_s, secondsOf([&] { simulation.run(75); }));
        }
    }
    const double links = static_cast<double>(network->links().size() * members);
    state.counters["x life"] = 300.0 / interval_s;
    state.counters["links/s"] = links * 75.0 / interval_s;
}

void BM_Growth(benchmark::State& state)
{
    const auto network = bench::gridCity(static_cast<std::size_t>(state.range(0)));
    auto simulation = bench::citySimulation(network, 1, twin::TravelAccounts::PerLink);
    bench::setCityDemand(simulation, kHeavyDemand_vps);
    simulation.run(100);
    double step_s = 1e9;
    for (auto _ : state) {
        step_s = std::min(step_s, secondsOf([&] { simulation.run(20); }) / 20.0);
    }
    const double cells = static_cast<double>(simulation.cells().size());
    state.counters["cells"] = cells;
    state.counters["ns/cell"] = step_s / cells * 1e9;
}

/// One hour of 9 800 links with 36 000 trips, from the empty city; see sumo_compare.sh.
void BM_Hour(benchmark::State& state)
{
    const auto network = bench::gridCity(50);
    double hour_s = 1e9;
    for (auto _ : state) {
        auto simulation = bench::citySimulation(network, 1, twin::TravelAccounts::PerLink);
        bench::setCityDemand(simulation, 10.0 / static_cast<double>(network->links().size()));
        hour_s = std::min(hour_s, secondsOf([&] { simulation.run(900); }));
    }
    state.counters["hour s"] = hour_s;
}

double residentMegabytes()
{
    std::ifstream status("/proc/self/statm");
    double total = 0.0;
    double resident = 0.0;
    status >> total >> resident;
    return resident * 4096.0 / 1e6;
}

void BM_Memory(benchmark::State& state)
{
    const double before = residentMegabytes();
    const auto network = bench::gridCity(50);
    auto simulation = bench::citySimulation(network, 1, twin::TravelAccounts::PerLink);
    for (auto _ : state) {
        simulation.run(10);
    }
    state.counters["process MB"] = residentMegabytes();
    state.counters["twin MB"] = residentMegabytes() - before;
}

/// 9 800 links, traffic entering and leaving everywhere: what is lost in so many steps.
void BM_Conservation(benchmark::State& state)
{
    const auto network = bench::gridCity(50);
    auto simulation = bench::citySimulation(network, 1, twin::TravelAccounts::None);
    bench::setCityDemand(simulation, kHeavyDemand_vps);
    const auto steps = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        simulation.run(steps);
    }
    const twin::VehicleLedger ledger = simulation.ledger(twin::MemberIndex());
    state.counters["entered"] = ledger.entered_veh;
    state.counters["relative loss"] =
        std::abs(ledger.entered_veh - ledger.left_veh - ledger.inNetwork_veh) / ledger.entered_veh;
}

BENCHMARK(BM_Memory)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_OneRealisationFree)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_OneRealisationCongested)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Hour)->Iterations(5)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_EnsembleHour)->Arg(8)->Arg(16)->Arg(64)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Growth)->Arg(10)->Arg(29)->Arg(92)->Arg(289)->Iterations(15)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Conservation)->Arg(100'000)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
