// SPDX-License-Identifier: GPL-3.0-or-later

// The ports alarm where the implementation they are compared with alarms. Source of every index: the tests and the
// documentation of River (tests/data/drift/README.md).

#include <algorithm>

#include "drift_streams.h"
#include "mlops/drift/adwin.h"
#include "mlops/drift/ddm.h"
#include "mlops/drift/hddm_w.h"
#include "mlops/drift/page_hinkley.h"

using namespace mlops;
using Indices = std::vector<std::size_t>;

TEST(PublishedDetectors, PageHinkleyAlarmsWhereRiverDoes)
{
    PageHinkley detector;
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(detector, recorded("level_shift.csv"))), (Indices{1020, 1991}));
}

TEST(PublishedDetectors, AdwinAlarmsWhereRiverDoes)
{
    Adwin detector;
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(detector, recorded("level_shift.csv"))), (Indices{1023}));
}

TEST(PublishedDetectors, AdwinFindsEveryOneOfFourLevelsWhereRiverDoes)
{
    Adwin detector;
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(detector, recorded("four_levels.csv"))),
              (Indices{1023, 2015, 3007}));
}

TEST(PublishedDetectors, AdwinWithOtherSettingsAlarmsWhereRiverDoes)
{
    // Expected: River's corrected loop, transcribed line by line into Python and run once on these files.
    Adwin quick({.clock = 1});
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(quick, recorded("level_shift.csv"))), (Indices{1004}));
    quick.reset();
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(quick, recorded("four_levels.csv"))), (Indices{1003, 2005, 3003}));
    Adwin bold({.confidence = 0.2, .clock = 1});
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(bold, recorded("four_levels.csv"))),
              (Indices{1002, 2002, 2254, 3002, 3091}));
    Adwin wide({.clock = 1, .minimumWindow = 20});
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(wide, recorded("four_levels.csv"))), (Indices{1007, 2009, 3006}));
}

TEST(PublishedDetectors, DdmAlarmsWhereRiverDoes)
{
    Ddm detector;
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(detector, recorded("misses.csv"))), (Indices{1049}));
}

TEST(PublishedDetectors, HddmWAlarmsWhereRiverDoes)
{
    HddmW detector;
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(detector, recorded("misses.csv"))), (Indices{1018}));
}

TEST(PublishedDetectors, DdmWarnsAndAlarmsWhereRiverDoes)
{
    Ddm detector;
    const auto states = answers(detector, recorded("misses_rising.csv"));
    EXPECT_EQ(indicesOf(DriftState::Drift, states), (Indices{1334}));
    const Indices warnings = indicesOf(DriftState::Warning, states);
    ASSERT_FALSE(warnings.empty());
    EXPECT_EQ(warnings.front(), 1084U);
    const auto next = std::ranges::upper_bound(warnings, std::size_t{1334});
    ASSERT_NE(next, warnings.end());
    EXPECT_EQ(*next, 1492U);
}

TEST(PublishedDetectors, HddmWWarnsAndAlarmsWhereRiverDoes)
{
    HddmW detector;
    const auto states = answers(detector, recorded("misses_rising.csv"));
    EXPECT_EQ(indicesOf(DriftState::Drift, states), (Indices{1077}));
    const Indices warnings = indicesOf(DriftState::Warning, states);
    ASSERT_FALSE(warnings.empty());
    EXPECT_EQ(warnings.front(), 451U);
}

TEST(PublishedDetectors, HddmWForgetsWhatCameBeforeItsBestPoint)
{
    // The best point moves on during the hits in the middle. With the misses before it still in the later average there
    // would be warnings at the end; River has none.
    HddmW detector({.driftConfidence = 0.05, .warningConfidence = 0.2, .weightOfNewest = 0.1});
    const auto states = answers(detector, {0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1});
    EXPECT_EQ(indicesOf(DriftState::Stable, states).size(), 19U);
}

TEST(PageHinkley, SumsWhatLiesAboveTheMeanAndForgetsByItsFactor)
{
    // Means 0, 1, 4/3. Sums: 0, then 2 - 1 = 1, then f + 2 - 4/3: 1.17 with f = 1/2 and 1.67 with f = 1.
    const PageHinkleySettings forgetful{.warmUp = 1, .tolerance = 0.0, .threshold = 1.2, .forgetting = 0.5};
    PageHinkley shortMemory(forgetful);
    EXPECT_TRUE(indicesOf(DriftState::Drift, answers(shortMemory, {0, 2, 2})).empty());
    PageHinkley longMemory({.warmUp = 1, .tolerance = 0.0, .threshold = 1.2, .forgetting = 1.0});
    EXPECT_EQ(indicesOf(DriftState::Drift, answers(longMemory, {0, 2, 2})), (Indices{2}));
}

TEST(DriftState, HasAName)
{
    EXPECT_EQ(nameOf(DriftState::Collecting), "collecting");
    EXPECT_EQ(nameOf(DriftState::Stable), "stable");
    EXPECT_EQ(nameOf(DriftState::Warning), "warning");
    EXPECT_EQ(nameOf(DriftState::Drift), "drift");
}
