// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated city of the bundled network lives like a city: it wakes, jams at a few places and gets over it.
#include "twin/sensing/simulated_city.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/source_dir.h"
#include "twin/core/quantity.h"
#include "twin/io/gmns_reader.h"

using namespace twin;

namespace {

constexpr int kTicksPerDay = 288;
constexpr double kCongested_mps = 40.0 * kMetresPerSecondPerMph;

const RoadNetwork& roads()
{
    static const RoadNetwork kRoads = [] {
        auto read = readGmns(sourceDirectory() / "data" / "city-san-jose");
        EXPECT_TRUE(read) << (read ? "" : read.error().message);
        return std::move(read.value().network);
    }();
    return kRoads;
}

/// From Monday, 6 May 2024, midnight.
SimulatedCitySettings settingsFor(int days, std::uint64_t seed)
{
    const UtcTime start = UtcTime(std::chrono::sys_days{std::chrono::year{2024} / 5 / 6}) + std::chrono::hours(7);
    return {.seed = seed,
            .start = start,
            .end = start + std::chrono::days(days),
            .clock = LocalClock("America/Los_Angeles", {{start, std::chrono::hours(-7)}})};
}

std::unique_ptr<SimulatedCity> cityOf(const SimulatedCitySettings& settings)
{
    auto city = SimulatedCity::build(roads(), settings);
    EXPECT_TRUE(city) << (city ? "" : city.error().message);
    return std::move(city.value());
}

double queued_veh(const Simulation& simulation)
{
    double queued = 0.0;
    for (std::size_t i = 0; i < simulation.origins().size(); ++i) {
        queued += simulation.queue_veh(OriginIndex(i), MemberIndex{});
    }
    return queued;
}

/// FNV-1a over the bits of every reading.
std::uint64_t digestOf(SensorFeed& feed)
{
    std::uint64_t digest = 14695981039346656037U;
    for (ObservationFrame frame; feed.next(frame);) {
        for (const Observation& reading : frame.readings) {
            for (const float value : {reading.flow_veh, reading.occupancy, reading.speed_mps}) {
                digest = (digest ^ std::bit_cast<std::uint32_t>(value)) * 1099511628211U;
            }
        }
    }
    return digest;
}

/// What two ordinary weekdays were like.
struct Days {
    std::vector<double> congestedShare; ///< [ticks] of mainline stations below 40 mph
    std::vector<double> queued_veh;     ///< [ticks] before origins
};

Days weekdays(std::uint64_t seed)
{
    SimulatedCitySettings settings = settingsFor(2, seed);
    settings.incidentsPerDay = 0.0;
    settings.wetDays = 0.0;
    const auto city = cityOf(settings);
    Days days;
    for (ObservationFrame frame; city->next(frame);) {
        double mainline = 0.0;
        double congested = 0.0;
        for (std::size_t i = 0; i < frame.readings.size(); ++i) {
            const bool counts = city->stations()[i].kind == StationKind::Mainline;
            mainline += counts ? 1.0 : 0.0;
            congested += counts && frame.readings[i].speed_mps < kCongested_mps ? 1.0 : 0.0;
        }
        days.congestedShare.push_back(congested / mainline);
        days.queued_veh.push_back(queued_veh(city->simulation()));
    }
    return days;
}

/// The greatest value from one hour to before another of a day.
double mostBetween(const std::vector<double>& values, int day, int fromHour, int toHour)
{
    const auto begin = values.begin() + day * kTicksPerDay;
    return *std::max_element(begin + fromHour * 12, begin + toHour * 12);
}

} // namespace

TEST(SimulatedCity, GivesTheSameReadingsForASeedAndOthersForAnother)
{
    const std::uint64_t first = digestOf(*cityOf(settingsFor(1, 5)));
    EXPECT_EQ(digestOf(*cityOf(settingsFor(1, 5))), first);
    EXPECT_NE(digestOf(*cityOf(settingsFor(1, 6))), first);
}

TEST(SimulatedCity, JamsAtAFewPlacesInTheMorningAndEveningAndNowhereAtNight)
{
    double mornings = 0.0;
    double evenings = 0.0;
    for (const std::uint64_t seed : {1U, 2U}) {
        const Days days = weekdays(seed);
        for (const int day : {0, 1}) {
            const double morning = mostBetween(days.congestedShare, day, 6, 10);
            const double evening = mostBetween(days.congestedShare, day, 15, 20);
            mornings += morning / 4.0;
            evenings += evening / 4.0;
            EXPECT_GE(std::min(morning, evening), 0.02) << "seed " << seed << ", day " << day;
            EXPECT_LE(std::max(morning, evening), 0.25) << "seed " << seed << ", day " << day;
            EXPECT_EQ(mostBetween(days.congestedShare, day, 0, 5), 0.0) << "seed " << seed << ", day " << day;
        }
    }
    EXPECT_GE(mornings, 0.05);
    EXPECT_GE(evenings, 0.05);
}

TEST(SimulatedCity, NobodyWaitsByNight)
{
    const Days days = weekdays(1);
    for (const int day : {0, 1}) {
        EXPECT_LT(mostBetween(days.queued_veh, day, 23, 24), 1.0) << "day " << day;
        EXPECT_LT(mostBetween(days.queued_veh, day, 0, 5), 1.0) << "day " << day;
    }
}

TEST(SimulatedCity, QueuesThatMeetInARingLetGoOfEachOther)
{
    for (const std::uint64_t seed : {0U, 3U, 5U}) { // these stood still from the first evening on
        const Days days = weekdays(seed);
        for (const int day : {0, 1}) {
            EXPECT_EQ(mostBetween(days.congestedShare, day, 23, 24), 0.0) << "seed " << seed << ", day " << day;
            EXPECT_EQ(mostBetween(days.congestedShare, day, 0, 5), 0.0) << "seed " << seed << ", day " << day;
            EXPECT_LT(mostBetween(days.queued_veh, day, 23, 24), 1.0) << "seed " << seed << ", day " << day;
        }
    }
}

TEST(SimulatedCity, ReadingsAreWhatDetectorsOnAFreewayCouldGive)
{
    const auto city = cityOf(settingsFor(2, 3));
    for (ObservationFrame frame; city->next(frame);) {
        for (std::size_t i = 0; i < frame.readings.size(); ++i) {
            const Observation& reading = frame.readings[i];
            if (reading.quality() == Quality::Missing) {
                continue;
            }
            const Station& station = city->stations()[i];
            const double speed_mph = reading.speed_mps / kMetresPerSecondPerMph;
            EXPECT_LE(reading.flow_veh * 12.0F / static_cast<float>(station.lanes), 2300.0F) << station.id;
            EXPECT_GE(reading.occupancy, 0.0F) << station.id;
            EXPECT_LE(reading.occupancy, 1.0F) << station.id;
            EXPECT_TRUE(reading.flow_veh > 0.0F || reading.occupancy == 0.0F || reading.occupancy > 0.2F)
                << station.id << " counted nobody: the road is empty or its traffic stands";
            EXPECT_TRUE(reading.flow_veh == 0.0F || (speed_mph >= 2.99 && speed_mph <= 80.0))
                << station.id << " at tick " << frame.tick << ": " << speed_mph << " mph";
        }
    }
}

TEST(SimulatedCity, TruthIsThatOfTheSimulationBehindTheReadings)
{
    const auto city = cityOf(settingsFor(1, 1));
    ObservationFrame frame;
    ASSERT_TRUE(city->next(frame));
    ASSERT_EQ(city->truth().size(), roads().links().size());
    for (std::size_t i = 0; i < city->truth().size(); ++i) {
        const LinkTruth& truth = city->truth()[i];
        EXPECT_NEAR(truth.flow_vps, truth.density_vpm * truth.speed_mps, 1e-4F + 1e-4F * truth.flow_vps);
    }
}
