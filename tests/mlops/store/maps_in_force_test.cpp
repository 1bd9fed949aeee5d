// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/maps_in_force.h"

#include <gtest/gtest.h>

#include "mlops/runtime/command_json.h"

using namespace mlops;

namespace {

EventRecord order(twin::Tick after, const std::string& name, const char* kind = "command")
{
    PolicyCommand command{harmoneMap()};
    command.map.name = name;
    return {after, kind, toJsonLine(Command(command), Actor::User)};
}

} // namespace

TEST(MapsInForce, AnOrderHoldsFromTheNextTickOn)
{
    MapsInForce maps(std::make_shared<const DecisionMap>(harmoneMap()));
    ASSERT_TRUE(maps.hear(order(-1, "before the first tick")));
    ASSERT_TRUE(maps.hear(order(10, "second")));
    EXPECT_EQ(maps.at(0)->name, "before the first tick");
    EXPECT_EQ(maps.at(10)->name, "before the first tick") << "tick 10 was over when the order came";
    EXPECT_EQ(maps.at(11)->name, "second");
}

TEST(MapsInForce, OfTwoOrdersAfterATickTheLastHolds)
{
    MapsInForce maps(std::make_shared<const DecisionMap>(harmoneMap()));
    ASSERT_TRUE(maps.hear(order(10, "second")));
    ASSERT_TRUE(maps.hear(order(10, "third")));
    EXPECT_EQ(maps.at(10)->name, "harmone");
    EXPECT_EQ(maps.at(11)->name, "third");
}

TEST(MapsInForce, ARefusedOrderDoesNot)
{
    MapsInForce maps(std::make_shared<const DecisionMap>(harmoneMap()));
    ASSERT_TRUE(maps.hear(order(10, "second")));
    ASSERT_TRUE(maps.hear(order(12, "third")));
    ASSERT_TRUE(maps.hear(order(12, "third", "command-refused")));
    EXPECT_EQ(maps.at(20)->name, "second");
}

TEST(MapsInForce, OtherEventsMeanNothingHere)
{
    MapsInForce maps(std::make_shared<const DecisionMap>(harmoneMap()));
    EXPECT_TRUE(maps.hear({3, "fold", "not JSON"}));
    EXPECT_TRUE(maps.hear({3, "command", toJsonLine(Command(PauseLoopCommand{true}), Actor::User)}));
    EXPECT_FALSE(maps.hear({3, "command", "not JSON"})) << "an order that cannot be read is said";
    EXPECT_EQ(maps.at(20)->name, "harmone");
}
