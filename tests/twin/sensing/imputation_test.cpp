// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/sensing/imputation.h"

#include <gtest/gtest.h>

#include "tests/twin/sensing/made_up_city.h"

using namespace twin;

namespace {

constexpr std::size_t kStations = 6;
constexpr std::size_t kGap = 3;
constexpr Tick kMonday3 = 14 * 288;

struct Outcome {
    double rule = 0.0;    ///< mean absolute error of what was filled in, vehicles
    double hold = 0.0;    ///< of holding the last reading
    bool marked = true;   ///< whatever was filled in has nothing observed
    bool touched = false; ///< something observed was changed
};

/// Two weeks of learning, then a day on which one station, or all of them, says nothing from 06:00 to 20:00.
Outcome fillADay(bool neighboursToo)
{
    const Measurements truth = made_up::stations(kStations, 3, 11);
    RecordedFeed feed(truth);
    Imputer imputer(feed.stations(), feed.axis(), neighboursInOrder(feed.stations()));
    const std::vector<DetectorFault> healthy(kStations, DetectorFault::Healthy);
    Outcome outcome;
    float last = 0.0F;
    int gaps = 0;
    for (ObservationFrame frame; feed.next(frame);) {
        const bool isGap = frame.tick >= kMonday3 + 72 && frame.tick < kMonday3 + 240;
        for (std::size_t i = 0; i < kStations && isGap; ++i) {
            if (i == kGap || neighboursToo) {
                frame.readings[i] = {};
            }
        }
        imputer.update(frame, healthy);
        const auto tick = static_cast<std::size_t>(frame.tick);
        for (std::size_t i = 0; i < kStations; ++i) {
            const bool filled = isGap && (i == kGap || neighboursToo);
            outcome.marked = outcome.marked && (!filled || frame.readings[i].quality() == Quality::Imputed);
            outcome.touched = outcome.touched || (!filled && frame.readings[i].flow_veh != truth.at(tick, i).flow_veh);
        }
        if (isGap) {
            outcome.rule += std::fabs(frame.readings[kGap].flow_veh - truth.at(tick, kGap).flow_veh);
            outcome.hold += std::fabs(last - truth.at(tick, kGap).flow_veh);
            ++gaps;
        } else {
            last = frame.readings[kGap].flow_veh;
        }
    }
    outcome.rule /= gaps;
    outcome.hold /= gaps;
    return outcome;
}

} // namespace

TEST(Imputation, FollowsTheNeighboursAndMarksWhatItFills)
{
    const Outcome alone = fillADay(false);
    EXPECT_TRUE(alone.marked);
    EXPECT_FALSE(alone.touched);
    EXPECT_LT(alone.rule, 0.25 * alone.hold);
    const Outcome all = fillADay(true);
    EXPECT_TRUE(all.marked);
    EXPECT_LT(all.rule, 0.5 * all.hold) << "what is usual, where nobody says anything";
    EXPECT_LT(alone.rule, all.rule) << "neighbours know more than the calendar";
}

TEST(Imputation, NeverLearnsFromWhatIsNotBelieved)
{
    Measurements measurements = made_up::stations(2, 1, 2);
    TimeAxis axis = measurements.axis;
    Imputer imputer(measurements.stations, axis, Neighbours(2));
    const std::vector<DetectorFault> stuck{DetectorFault::Healthy, DetectorFault::Stuck};
    ObservationFrame frame;
    for (Tick tick = 0; tick < 400; ++tick) {
        frame.tick = tick;
        frame.readings = {{.flow_veh = 100.0F, .observed_pct = 100}, {.flow_veh = 999.0F, .observed_pct = 100}};
        imputer.update(frame, stuck);
        EXPECT_EQ(frame.readings[0].flow_veh, 100.0F);
        EXPECT_EQ(frame.readings[1].quality(), Quality::Missing) << "nothing is known of it";
    }
}

TEST(Imputation, HoldsTheLastReadingForTwoHoursWhereNothingIsUsualYet)
{
    Measurements measurements = made_up::stations(1, 1, 2);
    Imputer imputer(measurements.stations, measurements.axis, Neighbours(1));
    const std::vector<DetectorFault> healthy{DetectorFault::Healthy};
    ObservationFrame frame{0, {{.flow_veh = 80.0F, .observed_pct = 100}}};
    imputer.update(frame, healthy);
    for (Tick tick = 1; tick <= 30; ++tick) {
        frame = {tick, {Observation{}}};
        imputer.update(frame, healthy);
        EXPECT_EQ(frame.readings[0].quality(), tick <= 24 ? Quality::Imputed : Quality::Missing) << tick;
    }
}

TEST(Neighbours, AreOfTheSameRoadTheNearestFirst)
{
    std::vector<Station> stations(6, Station{.kind = StationKind::Mainline, .freeway = 101, .direction = 'N'});
    stations[2].direction = 'S';
    const Neighbours neighbours = neighboursInOrder(stations);
    EXPECT_EQ(neighbours[3], (std::vector<std::size_t>{4, 1, 5, 0}));
    EXPECT_TRUE(neighbours[2].empty());
}
