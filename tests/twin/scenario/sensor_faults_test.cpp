// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/scenario/sensor_faults.h"

#include <gtest/gtest.h>

#include "tests/twin/sensing/made_up_city.h"

using namespace twin;

namespace {

constexpr Tick kFrom = 96; ///< 08:00 of the first day
constexpr Tick kTo = 132;  ///< 11:00

Event during(Action action)
{
    const auto at = [](Tick tick) { return made_up::monday() + tick * std::chrono::minutes(5); };
    return {at(kFrom), at(kTo), "", std::move(action)};
}

std::vector<ObservationFrame> play(const std::vector<Event>& events, std::uint64_t seed = 3)
{
    const Scenario scenario{.name = "a", .story = "b", .seed = seed, .start = made_up::monday(), .events = events};
    SensorFaultFeed feed(std::make_unique<RecordedFeed>(made_up::stations(10, 1, 5)), scenario);
    std::vector<ObservationFrame> frames;
    for (ObservationFrame frame; feed.next(frame);) {
        frames.push_back(frame);
    }
    return frames;
}

const std::vector<ObservationFrame>& original()
{
    static const std::vector<ObservationFrame> frames = play({});
    return frames;
}

float flowAt(const std::vector<ObservationFrame>& frames, Tick tick, std::size_t station)
{
    return frames[static_cast<std::size_t>(tick)].readings[station].flow_veh;
}

const Place kThird{.stations = {"400003"}};
constexpr std::size_t kStation = 2;

} // namespace

TEST(SensorFaults, AreOnlyWhereAndWhenTheScenarioSays)
{
    const auto frames = play({during(SensorFault{kThird, SensorFaultKind::Zero})});
    ASSERT_EQ(frames.size(), 2016U);
    for (std::size_t tick = 0; tick < frames.size(); ++tick) {
        for (std::size_t station = 0; station < 10; ++station) {
            const bool isOn = station == kStation && static_cast<Tick>(tick) >= kFrom && static_cast<Tick>(tick) < kTo;
            const float flow = frames[tick].readings[station].flow_veh;
            EXPECT_EQ(flow, isOn ? 0.0F : original()[tick].readings[station].flow_veh);
        }
    }
}

TEST(SensorFaults, RepeatDelayAndDropWhatWasRead)
{
    const auto stuck = play({during(SensorFault{kThird, SensorFaultKind::Stuck})});
    const auto late = play({during(SensorFault{kThird, SensorFaultKind::Delay, 3.0})});
    const auto gone = play({during(SensorFault{kThird, SensorFaultKind::DropOut, 1.0})});
    for (Tick tick = kFrom; tick < kTo; ++tick) {
        EXPECT_EQ(flowAt(stuck, tick, kStation), flowAt(original(), kFrom, kStation));
        EXPECT_EQ(flowAt(late, tick, kStation), flowAt(original(), tick - 3, kStation));
        EXPECT_EQ(gone[static_cast<std::size_t>(tick)].readings[kStation].quality(), Quality::Missing);
    }
    EXPECT_EQ(flowAt(stuck, kTo, kStation), flowAt(original(), kTo, kStation));
}

TEST(SensorFaults, FallOnTheShareAskedForAndOnTheSameStationsForASeed)
{
    const auto noisy = [](std::uint64_t seed) {
        return play({during(SensorFault{{}, SensorFaultKind::Zero, 1.0, 0.4})}, seed);
    };
    const auto hit = [](const std::vector<ObservationFrame>& frames) {
        std::vector<std::size_t> stations;
        for (std::size_t i = 0; i < 10; ++i) {
            if (flowAt(frames, kFrom, i) == 0.0F) {
                stations.push_back(i);
            }
        }
        return stations;
    };
    EXPECT_EQ(hit(noisy(3)), hit(noisy(3)));
    EXPECT_NE(hit(noisy(3)), hit(noisy(4)));
    EXPECT_GE(hit(noisy(3)).size(), 1U);
    EXPECT_LE(hit(noisy(3)).size(), 8U);
}

TEST(InducedDrift, ScaledThenShiftedIsHarmonEs)
{
    InducedDrift shift{kThird, Signal::Flow, InducedDriftKind::Shift, -70.0};
    shift.allowsNegative = true;
    const auto drifted =
        play({during(InducedDrift{kThird, Signal::Flow, InducedDriftKind::Scale, 1.7}), during(shift)});
    for (Tick tick = kFrom; tick < kTo; ++tick) {
        EXPECT_NEAR(flowAt(drifted, tick, kStation), 1.7F * flowAt(original(), tick, kStation) - 70.0F, 1e-3F);
    }
    const auto bounded = play({during(InducedDrift{kThird, Signal::Flow, InducedDriftKind::Shift, -1000.0})});
    EXPECT_EQ(flowAt(bounded, kFrom, kStation), 0.0F);
}

TEST(InducedDrift, SetsInSlowlyWhereAsked)
{
    const auto drifted =
        play({during(InducedDrift{kThird, Signal::Flow, InducedDriftKind::Scale, 2.0, 0, Onset::Gradual})});
    EXPECT_EQ(flowAt(drifted, kFrom, kStation), flowAt(original(), kFrom, kStation));
    const Tick middle = (kFrom + kTo) / 2;
    EXPECT_NEAR(flowAt(drifted, middle, kStation), 1.5F * flowAt(original(), middle, kStation), 1e-3F);
}

TEST(InducedDrift, ChangesVarianceLagsAndSeasons)
{
    const auto wider = play({during(InducedDrift{kThird, Signal::Speed, InducedDriftKind::Variance, 3.0})});
    const auto echo = play({during(InducedDrift{kThird, Signal::Flow, InducedDriftKind::LagStructure, 1.0, 4})});
    const auto season = play({during(InducedDrift{kThird, Signal::Flow, InducedDriftKind::Seasonal, 0.5, 12})});
    double before = 0.0;
    double after = 0.0;
    for (Tick tick = kFrom + 1; tick < kTo; ++tick) {
        const auto step = [tick](const std::vector<ObservationFrame>& frames) {
            return frames[static_cast<std::size_t>(tick)].readings[kStation].speed_mps -
                   frames[static_cast<std::size_t>(tick - 1)].readings[kStation].speed_mps;
        };
        before += std::fabs(step(original()));
        after += std::fabs(step(wider));
        EXPECT_EQ(flowAt(echo, tick, kStation), flowAt(original(), tick - 4, kStation));
    }
    EXPECT_GT(after, 2.0 * before);
    EXPECT_NEAR(flowAt(season, kFrom + 3, kStation), 1.5F * flowAt(original(), kFrom + 3, kStation), 1e-2F);
    EXPECT_NEAR(flowAt(season, kFrom + 9, kStation), 0.5F * flowAt(original(), kFrom + 9, kStation), 1e-2F);
}
