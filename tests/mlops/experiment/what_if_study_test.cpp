// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/what_if_study.h"

#include <algorithm>
#include <bit>

#include <gtest/gtest.h>

#include "tests/mlops/made_up_city_data.h"
#include "tests/mlops/made_up_data.h"

using namespace mlops;

namespace {

RunSpec citySpec()
{
    RunSpec spec = madeUpSpec("persistence");
    spec.protocol = cityProtocol();
    return spec;
}

twin::Event blockedLanes(twin::UtcTime from, int lanes)
{
    twin::Event event{.from = from, .to = from + std::chrono::hours(1), .note = {}};
    event.action = twin::Incident{{.links = {"main6"}, .stations = {}, .near = {}}, lanes};
    return event;
}

/// Keeps the roads too: as estimated and as predicted.
class CityLog final : public RecordingLog {
public:
    using RecordingLog::append;
    void append(const TickRecord& record) override
    {
        RecordingLog::append(record);
        forecasts.insert(forecasts.end(), record.forecast.begin(), record.forecast.end());
        std::vector<float> ahead;
        pack(record.ahead, ahead);
        const twin::LinkStates& links = *record.links;
        for (const std::vector<float>& values : {links.density_vpm, links.speed_mps, links.flow_vps, ahead}) {
            for (const float value : values) {
                network.push_back(std::bit_cast<std::uint32_t>(value));
            }
        }
    }

    std::vector<std::uint32_t> network;
    std::vector<float> forecasts;
};

twin::Result<WhatIfAnswer> ask(const ExperimentData& data, WhatIfQuestion question, std::stop_token stop = {})
{
    CoreTrainer trainer({});
    NullRunLog log;
    return askScenario(citySpec(), data, {trainer, nullptr, log, stop, {}}, std::move(question));
}

WhatIfQuestion incidentAt(const ExperimentData& data, twin::Tick tick)
{
    const twin::UtcTime at = data.stream.axis.at(tick);
    return {.at = at, .duration_s = 3600.0, .planned = {}, .extra = {blockedLanes(at, 2)}};
}

} // namespace

TEST(WhatIfStudy, BlockedLanesCostDelayAndAQueueThatWouldNotBe)
{
    const ExperimentData data = madeUpCity();
    const auto answer = ask(data, incidentAt(data, 24));
    ASSERT_TRUE(answer) << answer.error().message;
    const twin::BranchMeasures difference = answer->measures.difference();
    EXPECT_GT(difference.delay_s[0], 0.0);
    EXPECT_GT(difference.longestQueue_m, 400.0);
    EXPECT_GT(answer->measures.planned.vehicleMetres, 0.0);
    EXPECT_TRUE(answer->isDriven);
    EXPECT_EQ(answer->at, data.stream.axis.at(24));
}

TEST(WhatIfStudy, EqualQuestionsGetEqualBytes)
{
    const ExperimentData data = madeUpCity(30);
    const auto first = ask(data, incidentAt(data, 12));
    const auto second = ask(data, incidentAt(data, 12));
    ASSERT_TRUE(first && second);
    EXPECT_EQ(whatIfText(*first, {}), whatIfText(*second, {}));
    EXPECT_EQ(whatIfJson(*first, {}), whatIfJson(*second, {}));
    EXPECT_NE(whatIfText(*first, {}).find("longest queue, miles"), std::string::npos);
}

TEST(WhatIfStudy, AskingLeavesTheRunAsItWas)
{
    const ExperimentData data = madeUpCity();
    CoreTrainer trainer({});
    CityLog plain;
    CityLog asked;
    RunSpec spec = citySpec();
    spec.approach = "frugal"; // it decides something
    auto a = PreparedRun::prepare(spec, data, {trainer, nullptr, plain, {}, {}});
    auto b = PreparedRun::prepare(spec, data, {trainer, nullptr, asked, {}, {}});
    ASSERT_TRUE(a && b);
    while ((*a)->runtime().step() && (*b)->runtime().step()) {
        if ((*b)->runtime().tick() % 7 == 6) {
            const auto branch = branchOf(**b, data);
            ASSERT_TRUE(branch) << branch.error().message;
            EXPECT_TRUE(askBranch(*branch, incidentAt(data, (*b)->runtime().tick() + 1)));
        }
    }
    EXPECT_GT(plain.network.size(), 36U * 100U);
    EXPECT_EQ(plain.network, asked.network) << "the roads, estimated and predicted, bit by bit";
    EXPECT_EQ(plain.ticks, asked.ticks);
    EXPECT_FALSE(plain.decisions.empty());
    EXPECT_EQ(plain.decisions, asked.decisions);
}

TEST(WhatIfStudy, ABranchStaysAsItWasWhileItsRunGoesOn)
{
    const ExperimentData data = madeUpCity();
    CoreTrainer trainer({});
    NullRunLog log;
    auto run = PreparedRun::prepare(citySpec(), data, {trainer, nullptr, log, {}, {}});
    ASSERT_TRUE(run);
    const auto early = branchOf(**run, data);
    ASSERT_FALSE(early);
    EXPECT_NE(early.error().message.find("first interval"), std::string::npos);
    while ((*run)->runtime().tick() < 23 && (*run)->runtime().step()) {
    }
    const auto branch = branchOf(**run, data);
    ASSERT_TRUE(branch) << branch.error().message;
    EXPECT_EQ(branch->at, data.stream.axis.at(24));
    while ((*run)->runtime().step()) {
    }
    const auto later = askBranch(*branch, incidentAt(data, 24));
    const auto anew = ask(data, incidentAt(data, 24));
    ASSERT_TRUE(later && anew);
    EXPECT_EQ(whatIfJson(*later, {}), whatIfJson(*anew, {})) << "a run up to the moment, and one that went on";
}

TEST(WhatIfStudy, KnowsOnlyWhatCanBeKnownAtTheMoment)
{
    const twin::UtcTime at = twin::UtcTime{std::chrono::hours(1000)};
    const auto lasting = [&](int fromMinutes, twin::Action action) {
        twin::Event event{.from = at + std::chrono::minutes(fromMinutes), .to = at + std::chrono::hours(3), .note = {}};
        event.action = std::move(action);
        return event;
    };
    twin::Scenario scenario;
    scenario.events = {lasting(-30, twin::Incident{}),     lasting(+30, twin::Incident{}),
                       lasting(+30, twin::LinkClosure{}),  lasting(-30, twin::DemandFactor{}),
                       lasting(+30, twin::DemandFactor{}), lasting(-30, twin::SensorFault{})};
    scenario.events.push_back(lasting(-300, twin::LaneClosure{}));
    scenario.events.back().to = at;
    const auto known = knownEvents(scenario, at);
    ASSERT_EQ(known.size(), 3U);
    EXPECT_EQ(known[0], scenario.events[0]);
    EXPECT_EQ(known[1], scenario.events[2]);
    EXPECT_EQ(known[2], scenario.events[4]);
}

TEST(WhatIfStudy, RefusesMomentsDurationsAndPlacesThatAreNotThere)
{
    const ExperimentData data = madeUpCity(14);
    WhatIfQuestion late = incidentAt(data, 20);
    EXPECT_FALSE(ask(data, late));
    WhatIfQuestion odd = incidentAt(data, 12);
    odd.duration_s = 400.0;
    EXPECT_FALSE(ask(data, odd));
    WhatIfQuestion nowhere = incidentAt(data, 12);
    std::get<twin::Incident>(nowhere.extra[0].action).where.links = {"no such road"};
    const auto refused = ask(data, nowhere);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("no such road"), std::string::npos);
}

TEST(WhatIfStudy, CanBeStopped)
{
    const ExperimentData data = madeUpCity(14);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = ask(data, incidentAt(data, 12), stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, twin::ErrorCode::Cancelled);
}

TEST(CityRun, TellsInItsSummaryHowTheNetworkWasPredicted)
{
    const ExperimentData data = madeUpCity();
    CoreTrainer trainer({});
    RecordingLog log;
    const auto outcome = runExperiment(citySpec(), data, {trainer, nullptr, log, {}, {}});
    ASSERT_TRUE(outcome) << outcome.error().message;
    ASSERT_EQ(outcome->summary.network.size(), 4U);
    EXPECT_EQ(outcome->summary.network[2].horizon, 6);
    EXPECT_GT(outcome->summary.network[3].flow.joined.count(), 0U);
    EXPECT_NE(summaryJson(*outcome).find("\"network\":[{\"steps\":1,\"flow_veh\""), std::string::npos);
}

TEST(CityRun, ForecastsNoFlowBelowZeroWhereFlowsFallSteeply)
{
    ExperimentData data = madeUpCity();
    const std::size_t stations = data.stream.stations.size();
    for (std::size_t i = 0; i < data.stream.readings.size(); ++i) { // down to nothing within an hour
        const auto tick = static_cast<float>(i / stations);
        data.stream.readings[i].flow_veh *= std::max(0.0F, 1.0F - tick / 12.0F);
    }
    CoreTrainer trainer({});
    CityLog log;
    RunSpec spec = citySpec();
    spec.approach = "frugal";
    const auto outcome = runExperiment(spec, data, {trainer, nullptr, log, {}, {}});
    ASSERT_TRUE(outcome) << outcome.error().message;
    ASSERT_FALSE(log.forecasts.empty());
    EXPECT_GE(std::ranges::min(log.forecasts), 0.0F);
    EXPECT_GT(std::ranges::count(log.forecasts, 0.0F), 0) << "nothing would have fallen below";
}
