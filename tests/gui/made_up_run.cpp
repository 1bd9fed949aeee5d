// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/made_up_run.h"

#include <cmath>

namespace gui_test {

namespace {

class MadeUpRun final : public gui::TwinSource {
public:
    explicit MadeUpRun(const RunSize& size) : m_run(makeDescription(size)), m_history(makeRunHistory(size, m_run)) {}

    [[nodiscard]] const gui::RunDescription& describe() const override { return m_run; }
    [[nodiscard]] gui::RunHistory past() override { return std::move(m_history); }
    [[nodiscard]] std::optional<gui::TickNews> step() override { return std::nullopt; }
    void order(const mlops::Command& /*command*/) override {}
    void close(bool /*reachedEnd*/) override {}

private:
    gui::RunDescription m_run;
    gui::RunHistory m_history;
};

/// Vehicles in five minutes at a station, with what is no part of any pattern.
float flowAt(twin::Tick tick, std::size_t station, std::uint64_t seed)
{
    const double day = static_cast<double>(tick) / 288.0;
    const double odd = std::sin(static_cast<double>(tick * 31 + static_cast<twin::Tick>(station * 17 + seed * 7)));
    return static_cast<float>(300.0 + 200.0 * std::sin(day * 6.2832) + 20.0 * odd);
}

} // namespace

gui::RunDescription makeDescription(const RunSize& size)
{
    gui::RunDescription run;
    run.network = makeCity(size.city);
    run.approach = "frugal";
    run.approachTitle = "Frugal";
    run.fidelity = "corrected";
    run.protocol = "city";
    run.title = "Frugal on a made-up city";
    run.dataName = "a made-up city (synthetic)";
    run.isSynthetic = true;
    run.seed = size.seed;
    run.settings = {{"seed", std::to_string(size.seed)}, {"approach", run.approach}};
    run.horizons = {1, 3};
    run.axis = twin::TimeAxis(twin::UtcTime(std::chrono::seconds(1'664'866'800)), std::chrono::seconds(300),
                              twin::LocalClock("America/Los_Angeles", {{twin::UtcTime{}, std::chrono::hours(-7)}}));
    run.plannedTicks = size.ticks;
    run.map = std::make_shared<const mlops::DecisionMap>(mlops::frugalMap());
    run.status = "complete";
    for (const auto& place : makeMatch(*run.network)) {
        run.stations.push_back(run.network->station(*place).station);
    }
    return run;
}

gui::RunHistory makeRunHistory(const RunSize& size, const gui::RunDescription& run)
{
    gui::RunHistory history;
    for (twin::Tick tick = 0; tick < size.ticks; ++tick) {
        auto snapshot = std::make_shared<mlops::TwinSnapshot>(
            makeSnapshot(*run.network, static_cast<double>(tick % 60) + static_cast<double>(size.seed)));
        snapshot->tick = tick;
        snapshot->horizons = run.horizons;
        snapshot->forecast.clear();
        const std::size_t stations = snapshot->flows.size();
        for (const int steps : run.horizons) {
            for (std::size_t station = 0; station < stations; ++station) {
                snapshot->forecast.push_back(flowAt(tick + steps, station, size.seed) +
                                             (9.0F + static_cast<float>(size.seed)) *
                                                 std::sin(static_cast<float>(tick) * 1.3F));
            }
        }
        const bool isSilent = tick >= size.silentFrom && tick < size.silentTo;
        for (std::size_t station = 0; station < stations; ++station) {
            snapshot->flows[station] = flowAt(tick, station, size.seed);
            snapshot->readings[station].flow_veh = snapshot->flows[station];
            snapshot->readings[station].speed_mps = 27.0F;
            snapshot->readings[station].occupancy = 0.08F;
            snapshot->quality[station] = isSilent ? twin::Quality::Missing : snapshot->quality[station];
        }
        snapshot->ahead.clear();
        gui::TickNews news{.snapshot = std::move(snapshot)};
        if (tick % 144 == 100) {
            auto decision = std::make_shared<mlops::Decision>();
            decision->id = static_cast<std::int64_t>(history.decisions().size()) + 1;
            decision->tick = tick;
            decision->situation.map = run.map.get();
            decision->plan.trigger = mlops::Trigger{mlops::Metric::DriftDistance, mlops::Crossing::Above, 0.4, 0.2};
            decision->plan.tactic = mlops::Retrain{mlops::Family::Rls, 576, mlops::TrainingReason::Drift};
            news.decisions.push_back(std::move(decision));
        }
        history.append(news);
    }
    return history;
}

gui::SourceOpener makeRun(const RunSize& size)
{
    return [size](std::stop_token, const gui::Progress&) -> twin::Result<std::unique_ptr<gui::TwinSource>> {
        return std::make_unique<MadeUpRun>(size);
    };
}

} // namespace gui_test
