// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/sensing/detector_health.h"

#include <algorithm>
#include <map>
#include <ostream>

#include <gtest/gtest.h>

#include "tests/pems_data.h"
#include "tests/twin/sensing/made_up_city.h"
#include "twin/io/measurement_files.h"
#include "twin/scenario/sensor_faults.h"

using namespace twin;

namespace {

constexpr std::size_t kStations = 20;
constexpr std::size_t kVictim = 7;

UtcTime at(int day, int hour, int minute = 0)
{
    return made_up::monday() + std::chrono::hours(24 * day + hour) + std::chrono::minutes(minute);
}

/// How often each verdict was given to each station.
using Counts = std::vector<std::map<DetectorFault, int>>;

struct Judged {
    Counts counts = Counts(kStations);
    std::vector<std::vector<DetectorFault>> victim; ///< by day, tick by tick
    std::vector<DetectorFault> atEvening;           ///< of the victim, the diagnostic of each day
};

Judged judge(Measurements measurements, const std::vector<Event>& events)
{
    const Scenario scenario{.name = "a", .story = "b", .seed = 9, .start = made_up::monday(), .events = events};
    SensorFaultFeed feed(std::make_unique<RecordedFeed>(std::move(measurements)), scenario);
    DetectorHealth health(feed.stations(), feed.axis());
    Judged judged;
    for (ObservationFrame frame; feed.next(frame);) {
        health.update(frame);
        for (std::size_t i = 0; i < kStations; ++i) {
            ++judged.counts[i][health.verdicts()[i]];
        }
        if (frame.tick % 288 == 0) {
            judged.victim.emplace_back();
        }
        judged.victim.back().push_back(health.verdicts()[kVictim]);
        if (frame.tick % 288 == 287) {
            judged.atEvening.push_back(health.lastDay()[kVictim]);
        }
    }
    return judged;
}

/// A fault on the second day, what it must be called, and until when of that day it must have been noticed.
struct Injected {
    std::string name;
    std::vector<Action> actions;
    int fromHour;
    int toHour;
    DetectorFault expected;
    int noticedBy; ///< tick of the day
    bool isDaily;  ///< one of the six that PeMS names
};

void PrintTo(const Injected& injected, std::ostream* out) { *out << injected.name; }

std::vector<Injected> allInjected()
{
    const Place victim{.stations = {std::to_string(400001 + kVictim)}};
    const auto scaled = [&](Signal signal, double factor) {
        return InducedDrift{victim, signal, InducedDriftKind::Scale, factor};
    };
    const auto shifted = [&](Signal signal, double amount) {
        return InducedDrift{victim, signal, InducedDriftKind::Shift, amount};
    };
    return {
        {"NoData", {SensorFault{victim, SensorFaultKind::DropOut, 1.0}}, 0, 24, DetectorFault::NoData, 97, true},
        {"InsufficientData",
         {SensorFault{victim, SensorFaultKind::DropOut, 0.6}},
         0,
         24,
         DetectorFault::InsufficientData,
         97,
         true},
        {"CardOff", {SensorFault{victim, SensorFaultKind::Zero}}, 0, 24, DetectorFault::CardOff, 97, true},
        {"HighValue", {shifted(Signal::Occupancy, 0.75)}, 0, 24, DetectorFault::HighValue, 97, true},
        {"FlowWithoutOccupancy", {scaled(Signal::Occupancy, 0.0)}, 0, 24, DetectorFault::Intermittent, 97, true},
        {"OccupancyWithoutFlow", {scaled(Signal::Flow, 0.0)}, 0, 24, DetectorFault::Intermittent, 97, true},
        {"Constant",
         {scaled(Signal::Occupancy, 0.0), shifted(Signal::Occupancy, 0.08)},
         0,
         24,
         DetectorFault::Constant,
         5 * 12 + 51,
         true},
        {"Stuck", {SensorFault{victim, SensorFaultKind::Stuck}}, 10, 13, DetectorFault::Stuck, 10 * 12 + 7, false},
        {"Spike", {SensorFault{victim, SensorFaultKind::Spike, 0.1}}, 9, 16, DetectorFault::Spike, 16 * 12, false},
        {"DropOut",
         {SensorFault{victim, SensorFaultKind::DropOut, 1.0}},
         15,
         17,
         DetectorFault::DropOut,
         15 * 12 + 3,
         false},
    };
}

} // namespace

class InjectedFault : public ::testing::TestWithParam<Injected> {};

TEST_P(InjectedFault, IsCalledByItsNameInTimeAndNobodyElseIsBlamed)
{
    const Injected& injected = GetParam();
    std::vector<Event> events;
    for (const Action& action : injected.actions) {
        events.push_back({at(1, injected.fromHour), at(1, injected.toHour), "", action});
    }
    const Judged judged = judge(made_up::stations(kStations, 1, 21), events);
    const auto& day = judged.victim[1];
    const auto found = std::ranges::find(day, injected.expected);
    ASSERT_NE(found, day.end());
    EXPECT_LE(found - day.begin(), injected.noticedBy);
    EXPECT_EQ(judged.atEvening[1], injected.isDaily ? injected.expected : DetectorFault::Healthy);
    EXPECT_EQ(judged.atEvening[0], DetectorFault::Healthy);
    EXPECT_EQ(judged.atEvening[3], DetectorFault::Healthy) << "two days later all is well again";
    for (std::size_t i = 0; i < kStations; ++i) {
        if (i != kVictim) {
            EXPECT_EQ(judged.counts[i].at(DetectorFault::Healthy), 2016) << i;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Classes, InjectedFault, ::testing::ValuesIn(allInjected()),
                         [](const auto& injected) { return injected.param.name; });

TEST(DetectorHealth, RaisesNoAlarmInCleanWeeks)
{
    for (const std::uint64_t seed : {1, 2, 3}) {
        const Judged judged = judge(made_up::stations(kStations, 2, seed), {});
        for (const auto& counts : judged.counts) {
            EXPECT_EQ(counts.at(DetectorFault::Healthy), 2 * 2016) << "seed " << seed;
        }
    }
}

TEST(DetectorHealth, RaisesNoAlarmWhereOnlyFlowIsMeasured)
{
    Measurements measurements = made_up::stations(kStations, 2, 4);
    for (Observation& reading : measurements.readings) {
        reading.occupancy = kMissing;
        reading.speed_mps = kMissing;
    }
    const Judged judged = judge(std::move(measurements), {});
    for (const auto& counts : judged.counts) {
        EXPECT_EQ(counts.at(DetectorFault::Healthy), 2 * 2016);
    }
}

TEST(DetectorHealth, BelievesASurgeThatStays)
{
    const Place all;
    const Judged judged =
        judge(made_up::stations(kStations, 1, 6),
              {{at(1, 2), at(1, 12), "", InducedDrift{all, Signal::Flow, InducedDriftKind::Shift, 90.0}}});
    for (const auto& counts : judged.counts) {
        const auto spikes = counts.find(DetectorFault::Spike);
        EXPECT_LE(spikes == counts.end() ? 0 : spikes->second, 2);
    }
}

TEST(DetectorHealth, FindsTheImputedStationOfRealData)
{
    SKIP_WITHOUT_PEMS("us101n-2022/d04_text_station_5min_2022_10_04.txt");
    const auto file = pemsDirectory() / "us101n-2022" / "d04_text_station_5min_2022_10_04.txt";
    const auto imported = readMeasurements(std::vector{file}, {});
    ASSERT_TRUE(imported) << imported.error().message;
    RecordedFeed feed(imported->measurements);
    DetectorHealth health(feed.stations(), feed.axis());
    for (ObservationFrame frame; feed.next(frame);) {
        health.update(frame);
    }
    std::map<DetectorFault, int> counts;
    for (std::size_t i = 0; i < feed.stations().size(); ++i) {
        ++counts[health.lastDay()[i]];
    }
    EXPECT_EQ(counts[DetectorFault::NoData], 3) << "a wholly imputed main-line station and two ramps without values";
    EXPECT_EQ(counts[DetectorFault::Healthy], 3);
}
