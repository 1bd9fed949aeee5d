// SPDX-License-Identifier: GPL-3.0-or-later
// What stations that were kept from the reconstruction say of it.
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "tests/twin/estimation/corridor_fixture.h"
#include "twin/estimation/withheld_check.h"

using namespace twin;

namespace {

constexpr std::size_t kBetween = 4; ///< a link without a station, between the second and the third: a ramp joins
constexpr std::size_t kPlain = 6;   ///< as above, between the third and the fourth: nothing joins or leaves
constexpr std::size_t kFirst = 0;   ///< before the first station
constexpr std::size_t kLast = 10;   ///< between the last two
constexpr double kSilent = -1.0;    ///< instead of a speed

std::unique_ptr<WithheldCheck> checkOf(const std::shared_ptr<const RoadNetwork>& network)
{
    auto check = WithheldCheck::build(network, corridor::allStations(*network), {});
    EXPECT_TRUE(check) << (check ? "" : check.error().message);
    return std::move(check).value();
}

LinkStates everywhere(const RoadNetwork& network, float flow_vps, float speed_mps)
{
    LinkStates states;
    states.resize(network.links().size());
    std::fill(states.flow_vps.begin(), states.flow_vps.end(), flow_vps);
    std::fill(states.speed_mps.begin(), states.speed_mps.end(), speed_mps);
    return states;
}

/// The share of the model in the speed of a link: a model that says 20 and a line that says 10 are mixed.
float weightOfModel(const WithheldCheck& check, const RoadNetwork& network, std::size_t link)
{
    return (check.mix(everywhere(network, 1.0F, 20.0F), everywhere(network, 1.0F, 10.0F)).speed_mps[link] - 10.0F) /
           10.0F;
}

/// Stations whose speeds are given, interval after interval.
void feed(WithheldCheck& check, int intervals, const std::function<double(int, int)>& speedOf_mps,
          double flow_vps = 0.8)
{
    for (int interval = 0; interval < intervals; ++interval) {
        ObservationFrame frame;
        for (int s = 0; s < 6; ++s) {
            const double speed_mps = speedOf_mps(interval, s);
            frame.readings.push_back(speed_mps == kSilent ? Observation{} : corridor::counted(flow_vps, speed_mps));
        }
        check.correct(frame);
    }
}

} // namespace

TEST(WithheldCheck, BelievesTheModelAcrossARampUntilItHasSeenMore)
{
    const auto network = corridor::network();
    const auto check = checkOf(network);
    feed(*check, 1, [](int /*interval*/, int /*s*/) { return 27.0; });
    EXPECT_FLOAT_EQ(weightOfModel(*check, *network, kBetween), 1.0F);
}

TEST(WithheldCheck, BelievesTheLineWhereNothingJoinsOrLeavesUntilItHasSeenMore)
{
    const auto network = corridor::network();
    const auto check = checkOf(network);
    feed(*check, 1, [](int /*interval*/, int /*s*/) { return 27.0; });
    EXPECT_FLOAT_EQ(weightOfModel(*check, *network, kPlain), 0.0F);
    const auto queued = checkOf(network);
    feed(*queued, 1, [](int /*interval*/, int s) { return s < 3 ? 10.0 : 27.0; }); // its head is anywhere between
    EXPECT_FLOAT_EQ(weightOfModel(*queued, *network, kPlain), 0.0F);
}

TEST(WithheldCheck, BelievesTheModelOfAQueueWhereALaneEnds)
{
    const auto narrow = corridor::network(7);
    const auto free = checkOf(narrow);
    feed(*free, 1, [](int /*interval*/, int /*s*/) { return 27.0; });
    EXPECT_FLOAT_EQ(weightOfModel(*free, *narrow, kPlain), 0.0F);
    const auto queued = checkOf(narrow);
    feed(
        *queued, 1, [](int /*interval*/, int s) { return s < 3 ? 10.0 : 27.0; }, 1.0); // two lanes pass 1.11 / s
    EXPECT_GE(weightOfModel(*queued, *narrow, kPlain), 0.5F);
}

TEST(WithheldCheck, BelievesTheLineWhereTheLaneThatEndsCannotHoldTheQueue)
{
    const auto narrow = corridor::network(7);
    const auto check = checkOf(narrow);
    // Far less passes than two lanes could: what held the queue was elsewhere, and its head is on its way.
    feed(
        *check, 1, [](int /*interval*/, int s) { return s < 3 ? 10.0 : 27.0; }, 0.8);
    EXPECT_FLOAT_EQ(weightOfModel(*check, *narrow, kPlain), 0.0F);
}

TEST(WithheldCheck, BelievesTheLineBeyondTheLastStationThatCounts)
{
    const auto network = corridor::network();
    const auto check = checkOf(network);
    feed(*check, 1, [](int /*interval*/, int s) { return s == 5 ? kSilent : 27.0; });
    EXPECT_FLOAT_EQ(weightOfModel(*check, *network, kLast), 0.0F);
    // Upstream of the first station traffic is what this one counts soon after: of that the model knows as much.
    EXPECT_FLOAT_EQ(weightOfModel(*check, *network, kFirst), 0.5F);
}

TEST(WithheldCheck, BelievesTheLineWhereTheLineIsRight)
{
    const auto network = corridor::network();
    const auto check = checkOf(network);
    const auto straight = [](int /*interval*/, int s) { return 27.0 - 3.6 * s; }; // free at one end, slow at the other
    feed(*check, 2, straight);
    const float before = weightOfModel(*check, *network, kBetween);
    feed(*check, 150, straight);
    EXPECT_LT(weightOfModel(*check, *network, kBetween), 0.7F * before);
}

TEST(WithheldCheck, GoesOnBelievingTheModelWhereTheModelIsRight)
{
    const auto network = corridor::network();
    const auto check = checkOf(network);
    for (int interval = 0; interval < 120; ++interval) {
        ObservationFrame frame;
        const double level = 0.5 + 0.3 * (interval % 3); // beyond the ramp, which adds 0.3
        for (int s = 0; s < 6; ++s) {
            const double flow_vps = s < 2 ? level - 0.3 : level;
            const double load = flow_vps / 1.6667;
            frame.readings.push_back(corridor::counted(flow_vps, 29.0 * (1.0 - 0.2 * load * load)));
        }
        check->correct(frame);
    }
    EXPECT_GT(weightOfModel(*check, *network, kBetween), 0.9F);
}

TEST(WithheldCheck, IsAsWideAsWithheldStationsAreOff)
{
    const auto network = corridor::network();
    const auto calm = checkOf(network);
    const auto noisy = checkOf(network);
    feed(*calm, 200, [](int /*interval*/, int /*s*/) { return 27.0; });
    feed(*noisy, 200, [](int interval, int s) { return 27.0 + 2.0 * std::sin(2.3 * interval + 1.7 * s); });
    // A sine of 2 m/s is 1.4 off its mean, and a mean of two of them, or one held constant, is off by itself.
    EXPECT_LT(calm->speedSpread()[kBetween], 0.35F);
    EXPECT_GT(noisy->speedSpread()[kBetween], 1.2F);
    EXPECT_LT(noisy->speedSpread()[kBetween], 2.8F);
}

TEST(WithheldCheck, LeavesRampsToTheModel)
{
    const auto network = corridor::network();
    const auto check = checkOf(network);
    feed(*check, 5, [](int /*interval*/, int /*s*/) { return 27.0; });
    const LinkStates mixed = check->mix(everywhere(*network, 0.3F, 20.0F), everywhere(*network, 0.1F, 10.0F));
    EXPECT_FLOAT_EQ(mixed.speed_mps[corridor::kOnRamp], 20.0F);
    EXPECT_FLOAT_EQ(mixed.flow_vps[corridor::kOffRamp], 0.3F);
    EXPECT_TRUE(std::isnan(check->speedSpread()[corridor::kOnRamp]));
}
