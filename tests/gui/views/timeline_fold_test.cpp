// SPDX-License-Identifier: GPL-3.0-or-later
// Time that says nothing takes no room, and no more than nothing is left out.
#include <QTest>
#include <gtest/gtest.h>

#include "gui/views/timeline_widget.h"
#include "tests/gui/made_up_run.h"

using namespace gui;

TEST(TimelineScale, ACutTakesAFewPixelsAndTheWayBackFindsEveryTick)
{
    TimelineScale scale{.from = 0.0, .to = 1000.0, .left = 90.0, .width = 800.0};
    scale.folds = {{200, 700}};
    scale.settleFolds();
    EXPECT_NEAR(scale.xOf(700.0) - scale.xOf(200.0), TimelineScale::kFold_px, 0.1);
    EXPECT_DOUBLE_EQ(scale.xOf(0.0), 90.0);
    EXPECT_DOUBLE_EQ(scale.xOf(1000.0), 890.0);
    for (double tick = 0.0; tick <= 1000.0; tick += 7.0) {
        EXPECT_NEAR(scale.tickAt(scale.xOf(tick)), tick, 1e-6);
    }
    EXPECT_TRUE(scale.isFolded(300.0));
    EXPECT_FALSE(scale.isFolded(700.0));
}

TEST(TimelineScale, TwoCutsAreApart)
{
    TimelineScale scale{.from = 0.0, .to = 1000.0, .left = 0.0, .width = 800.0};
    scale.folds = {{100, 300}, {500, 900}};
    scale.settleFolds();
    for (double tick = 0.0; tick <= 1000.0; tick += 3.0) {
        EXPECT_NEAR(scale.tickAt(scale.xOf(tick)), tick, 1e-6) << tick;
    }
    EXPECT_LT(scale.xOf(300.0), scale.xOf(500.0));
}

TEST(Timeline, FoldsSilenceButNotADecisionInIt)
{
    RunSession session;
    TimelineWidget timeline(session, nullptr);
    session.open(gui_test::makeRun({.ticks = 400, .silentFrom = 50, .silentTo = 300}), RunSession::Start::Paused);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun(); }, 20'000));
    // Decisions at 100 and 244 act.
    const std::vector<TimelineFold> expected{{50, 100}, {101, 244}, {245, 300}};
    EXPECT_EQ(timeline.folds(), expected);
    timeline.setFolding(false);
    EXPECT_TRUE(timeline.folds().empty());
}
