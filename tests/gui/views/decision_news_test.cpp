// SPDX-License-Identifier: GPL-3.0-or-later
// Who watches a live run is told what the loop does and why, and what came of an order.
#include <QPushButton>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/bridge/qt_text.h"
#include "gui/views/banner.h"
#include "gui/views/decision_news.h"
#include "tests/gui/made_up_run.h"
#include "tests/gui/patience.h"
#include "tests/gui/scripted_run.h"

using namespace gui;
using gui_test::decisionOf;
using mlops::Actor;

namespace {

const mlops::Tactic kTraining = mlops::Retrain{mlops::Family::Ridge, 576, mlops::TrainingReason::User};

struct News : ::testing::Test {
    std::shared_ptr<gui_test::Script> script = std::make_shared<gui_test::Script>();
    RunSession session;
    QWidget window;
    Banner banner{&window};
    qint64 asked = 0;
    DecisionNews* news = new DecisionNews(session, banner, [this](qint64 id) { asked = id; });

    void SetUp() override
    {
        session.setSpeed(50.0);
        session.open(gui_test::scriptedRun(script), RunSession::Start::Playing);
        ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() > 0; }, kPatience_ms));
    }
    /// Waits until the run has decided and the session has heard of it.
    void decide(const mlops::Decision& decision)
    {
        script->decide(decision);
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                const auto& decisions = session.history().decisions();
                return !decisions.empty() && decisions.back()->id == decision.id;
            },
            kPatience_ms));
    }
    [[nodiscard]] QPushButton* button(const QString& text) const
    {
        for (auto* one : banner.findChildren<QPushButton*>()) {
            if (one->text() == text) {
                return one;
            }
        }
        return nullptr;
    }
};

} // namespace

TEST_F(News, TellsWhatTheLoopDidAndOpensWhy)
{
    auto calm = decisionOf(7, mlops::SetForgetting{0.9995}, Actor::Loop);
    calm.plan.trigger.reset();
    decide(calm);
    EXPECT_TRUE(banner.isHidden()) << "nothing was wrong";
    decide(decisionOf(1, mlops::SetForgetting{0.98}, Actor::Loop));
    EXPECT_FALSE(banner.isHidden());
    EXPECT_TRUE(banner.text().contains(qtText(mlops::sentenceOf(*session.history().decisions().back()))))
        << banner.text().toStdString();
    ASSERT_NE(button(QStringLiteral("Why?")), nullptr);
    button(QStringLiteral("Why?"))->click();
    EXPECT_EQ(asked, 1);
}

TEST_F(News, LeavesTimeToReadAndIsSilentOnceItWasClosed)
{
    decide(decisionOf(1, mlops::SetForgetting{0.98}, Actor::Loop));
    const QString first = banner.text();
    decide(decisionOf(2, mlops::SetForgetting{0.97}, Actor::Loop));
    EXPECT_EQ(banner.text(), first) << "nobody has read it yet";
    button(QStringLiteral("Close"))->click();
    EXPECT_FALSE(QTest::qWaitFor([&] { return !banner.isHidden(); }, DecisionNews::kApart_ms + 300));
}

TEST_F(News, AnswersATrainingThatDoesNotServe)
{
    auto refused = decisionOf(1, kTraining, Actor::User);
    refused.note = "Version 2 was refused: its RMSE is 9 against 7 of the version in service";
    decide(refused);
    EXPECT_FALSE(banner.isHidden());
    EXPECT_TRUE(banner.text().contains(QStringLiteral("Version 2 was refused: its RMSE is 9 against 7")))
        << banner.text().toStdString();
}

TEST_F(News, NeverTakesTheErrorsPlaceAndSaysNothingOfARecordedRun)
{
    banner.showError(QStringLiteral("The disk is full."));
    decide(decisionOf(1, kTraining, Actor::User));
    EXPECT_TRUE(banner.isError());
    banner.hide();
    session.open(gui_test::makeRun({}), RunSession::Start::Paused);
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() == 600; }, kPatience_ms));
    session.seek(500);
    EXPECT_TRUE(banner.isHidden());
}
