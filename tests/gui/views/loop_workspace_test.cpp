// SPDX-License-Identifier: GPL-3.0-or-later
// The loop's page: what may be ordered, and what came of it.
#include <algorithm>

#include <QMenu>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <gtest/gtest.h>

#include "gui/views/loop_workspace.h"
#include "tests/gui/made_up_run.h"
#include "tests/gui/patience.h"
#include "tests/gui/scripted_run.h"

using namespace gui;

namespace {

struct LoopPage : ::testing::Test {
    std::shared_ptr<gui_test::Script> script = std::make_shared<gui_test::Script>();
    RunSession session;
    TimeCursor cursor;
    LoopWorkspace page{session, cursor, nullptr};

    void SetUp() override
    {
        session.setSpeed(50.0);
        session.open(gui_test::scriptedRun(script), RunSession::Start::Playing);
        ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() > 0; }, kPatience_ms));
    }
    [[nodiscard]] QToolButton* button(const QString& text) const
    {
        for (auto* one : page.findChildren<QToolButton*>()) {
            if (one->text() == text) {
                return one;
            }
        }
        return nullptr;
    }
};

} // namespace

TEST_F(LoopPage, OffersToSwitchToEveryModelButTheOneThatServes)
{
    QMenu* menu = button(QStringLiteral("Switch to…"))->menu();
    Q_EMIT menu->aboutToShow();
    ASSERT_EQ(menu->actions().size(), 3);
    QAction* serving = menu->actions().front();
    EXPECT_FALSE(serving->isEnabled());
    EXPECT_TRUE(serving->text().contains(QStringLiteral("serves now"))) << serving->text().toStdString();
    QAction* other = menu->actions()[1];
    EXPECT_TRUE(other->isEnabled());
    other->trigger();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            const std::scoped_lock lock(script->guard);
            return !script->orders.empty();
        },
        kPatience_ms));
    const std::scoped_lock lock(script->guard);
    EXPECT_EQ(std::get<mlops::SwitchCommand>(script->orders.front()).to, mlops::Family::Svr);
}

TEST_F(LoopPage, StepsOneIntervalOfARunThatItPausesForThat)
{
    QToolButton* step = button(QStringLiteral("Step the run"));
    ASSERT_NE(step, nullptr);
    EXPECT_TRUE(session.playback().isPlaying());
    EXPECT_TRUE(step->isEnabled());
    step->click();
    EXPECT_FALSE(session.playback().isPlaying());
    QTest::qWait(200); // what was under way has come
    const twin::Tick before = session.history().ticks();
    step->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() > before; }, kPatience_ms));
    QTest::qWait(200);
    EXPECT_EQ(session.history().ticks(), before + 1);
}

TEST_F(LoopPage, StepsTheLoopOnlyWhereItIsPaused)
{
    QToolButton* pause = button(QStringLiteral("Pause loop"));
    QToolButton* step = button(QStringLiteral("Step loop"));
    ASSERT_TRUE(pause && step);
    EXPECT_FALSE(step->isEnabled());
    EXPECT_TRUE(step->toolTip().contains(QStringLiteral("once")));
    pause->click();
    EXPECT_TRUE(step->isEnabled());
    step->click();
    const auto orders = [&] {
        const std::scoped_lock lock(script->guard);
        return script->orders.size();
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return orders() == 2; }, kPatience_ms));
    EXPECT_TRUE(std::holds_alternative<mlops::StepLoopCommand>(script->orders.back()));
    session.order(mlops::PauseLoopCommand{false}); // from elsewhere in the window
    EXPECT_FALSE(pause->isChecked());
    EXPECT_FALSE(step->isEnabled());
}

TEST_F(LoopPage, ComputesAnIntervalForAStepOfTheLoopWhereTheRunStands)
{
    session.order(mlops::PauseLoopCommand{true});
    session.setPlaying(false);
    QTest::qWait(200); // what was under way has come
    const twin::Tick before = session.history().ticks();
    button(QStringLiteral("Step loop"))->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() > before; }, kPatience_ms));
    QTest::qWait(100);
    EXPECT_EQ(session.history().ticks(), before + 1);
}

TEST_F(LoopPage, ShowsTheStateOfEveryCandidateWhole)
{
    page.resize(700, 700);
    page.show();
    auto decision = gui_test::decisionOf(1, mlops::Keep{}, mlops::Actor::Loop);
    decision.plan.next.belief(mlops::Family::Svr).energy = twin::Joules{1e-13}; // told by the longest text there is
    script->decide(decision);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !session.history().decisions().empty(); }, kPatience_ms));
    session.seek(session.history().ticks() - 1);
    QTest::qWait(50);
    const auto tables = page.findChildren<QTableView*>();
    const auto candidates =
        std::ranges::find_if(tables, [](const QTableView* table) { return table->model()->rowCount() == 3; });
    ASSERT_NE(candidates, tables.end());
    const QTableView& table = **candidates;
    constexpr int kState = 4;
    for (int row = 0; row < 3; ++row) {
        const QModelIndex cell = table.model()->index(row, kState);
        const QRect seen = table.visualRect(cell).intersected(table.viewport()->rect());
        EXPECT_GE(seen.width(), table.fontMetrics().horizontalAdvance(cell.data().toString()) + 6)
            << cell.data().toString().toStdString();
    }
    EXPECT_LE(table.columnViewportPosition(kState) + table.columnWidth(kState), table.viewport()->width());
}

TEST_F(LoopPage, SaysInTheOutcomeThatATrainedVersionDoesNotServe)
{
    const mlops::Tactic training = mlops::Retrain{mlops::Family::Ridge, 576, mlops::TrainingReason::User};
    std::optional<mlops::TraceStep> refusal;
    const auto outcomeOf = [&](std::int64_t id, const std::string& note, std::vector<VersionFact> versions) {
        {
            const std::scoped_lock lock(script->guard);
            script->versions = std::move(versions);
            auto decision = gui_test::decisionOf(id, training, mlops::Actor::User);
            decision.note = note;
            decision.refusal = refusal;
            script->decisions.push_back(std::make_shared<const mlops::Decision>(decision));
        }
        const auto isThere = [&] { return session.history().decisions().size() == static_cast<std::size_t>(id); };
        EXPECT_TRUE(QTest::qWaitFor(isThere, kPatience_ms));
        return decisionRows(session.description(), session.history(), session.history().ticks(), Quiet::Folded)
            .front()
            .outcome.toStdString();
    };
    const auto version = [](std::size_t number, bool serves) {
        return VersionFact{.family = mlops::Family::Ridge, .number = number, .serves = serves};
    };
    EXPECT_EQ(outcomeOf(1, "Version 2 was refused: it is worse", {version(2, false)}), "✕ v2 refused: not better");
    EXPECT_EQ(outcomeOf(2, "The training failed: too few rows", {}), "✕ training failed");
    refusal = mlops::TraceStep{mlops::StepKind::WindowTooShort, true, 2, {3.0, 6.0}};
    EXPECT_EQ(outcomeOf(3, "The training was refused: of the newest", {}), "✕ too little observed");
    refusal.reset();
    EXPECT_EQ(outcomeOf(4, "Version 3 is accepted: it is better", {version(3, true)}), "open");
}
