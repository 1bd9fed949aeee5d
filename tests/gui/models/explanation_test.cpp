// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/explanation.h"

#include <gtest/gtest.h>

#include "tests/gui/made_up_run.h"

using namespace gui;

namespace {

std::shared_ptr<mlops::Decision> check(const RunHistory& history, const RunDescription& run, mlops::CheckKind kind)
{
    auto decision = std::make_shared<mlops::Decision>();
    decision->tick = history.ticks();
    decision->situation.check = kind;
    decision->situation.map = run.map.get();
    return decision;
}

} // namespace

TEST(Explanation, OfSeveralChecksOfOneTickTheOneThatDidSomethingTellsMost)
{
    const gui_test::RunSize size{.city = {.freeways = 2}, .ticks = 30, .seed = 1};
    const RunDescription run = gui_test::makeDescription(size);
    RunHistory history = gui_test::makeRunHistory(size, run);
    const auto order = check(history, run, mlops::CheckKind::Command);
    const auto cycle = check(history, run, mlops::CheckKind::Cycle);
    const auto drift = check(history, run, mlops::CheckKind::Drift); // collects, and comes last
    cycle->plan.tactic = mlops::SwitchModel{mlops::Family::Svr};
    cycle->plan.trigger = mlops::Trigger{};
    auto snapshot = std::make_shared<mlops::TwinSnapshot>(*history.snapshotAt(history.ticks() - 1));
    snapshot->tick = history.ticks();
    history.append(
        {.snapshot = snapshot, .decisions = {order, cycle, drift}, .energy = {}, .versions = {}, .events = {}});
    EXPECT_EQ(history.decisionBefore(history.ticks()), drift);
    EXPECT_EQ(tellingBefore(history, history.ticks()), cycle);
    EXPECT_EQ(tellingBefore(history, -1), nullptr);
}
