// SPDX-License-Identifier: GPL-3.0-or-later
// Why, what would have changed it, and the record's way to disk and back.
#include <algorithm>

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mlops/approaches/catalogue.h"
#include "mlops/mapek/counterfactual.h"
#include "mlops/mapek/decision_json.h"

using namespace mlops;

namespace {

struct Explanation : ::testing::Test {
    DecisionMap map = harmoneMap();
    std::unique_ptr<Approach> approach = *makeApproach("harmone", Fidelity::corrected());

    Decision cycle(double r2, double energy_mj, double limit, double explore = 0.9)
    {
        Decision decision;
        decision.id = 7;
        decision.tick = 263;
        decision.draws = {.explore = explore, .pick = 0.1};
        Situation& situation = decision.situation;
        situation.check = CheckKind::Cycle;
        situation.now = 259;
        situation.map = &map;
        situation.knowledge.active = Family::Lstm;
        for (std::size_t i = 0; i < kFamilyCount; ++i) {
            situation.knowledge.beliefs[i].score = map.score.startScore[i];
        }
        situation.knowledge.scoreLaw = initialState(*map.boundaryOn(Metric::Score));
        situation.knowledge.energyLaw.limit = limit;
        WindowScore score{.count = 259, .r2 = r2, .mae = 12.5, .rmse = 18.0, .energy = twin::millijoules(energy_mj)};
        situation.evidence.window.from = 0;
        situation.evidence.window.to = 259;
        situation.evidence.window.all = score;
        situation.evidence.window.byModel[static_cast<std::size_t>(Family::Lstm)] = score;
        situation.evidence.window.persistence = {.count = 259, .rmse = 25.0};
        decision.plan = decide(*approach, situation, decision.draws);
        decision.from = {Family::Lstm, 1};
        decision.to = {decision.plan.next.active, 1};
        return decision;
    }
    static const Counterfactual* named(const std::vector<Counterfactual>& all, const std::string& input)
    {
        const auto found = std::ranges::find(all, input, &Counterfactual::input);
        return found == all.end() ? nullptr : &*found;
    }
};

} // namespace

TEST_F(Explanation, SaysWhatHappenedInOneSentence)
{
    EXPECT_EQ(sentenceOf(cycle(0.91, 32.91, 1.0)),
              "Switched from lstm v1 to svm v1 because normalised energy 1.316 was above its limit 1.");
    EXPECT_EQ(sentenceOf(cycle(0.91, 32.91, 5.0)), "Kept lstm v1 because every boundary was kept.");
    EXPECT_EQ(sentenceOf(cycle(0.91, 32.91, 1.0, 0.034)),
              "Switched from lstm v1 to lr v1 because chance decided: draw 0.034 is below the exploration rate 0.1.");
}

TEST_F(Explanation, SaysThatThereWasTooLittleToJudge)
{
    Decision decision = cycle(0.91, 32.91, 5.0);
    decision.situation.evidence.window.byModel[static_cast<std::size_t>(Family::Lstm)] = {.count = 1};
    decision.plan = decide(*approach, decision.situation, decision.draws);
    EXPECT_EQ(sentenceOf(decision),
              "Kept lstm v1 because there was too little to judge: 1 usable forecasts of 30 needed.");
}

TEST_F(Explanation, SaysThatARetrainingWasRefused)
{
    Decision decision = cycle(0.91, 32.91, 5.0);
    decision.situation.check = CheckKind::Periodic;
    decision.plan = {.tactic = Retrain{Family::Ridge, 1500, TrainingReason::Periodic}};
    EXPECT_EQ(sentenceOf(decision),
              "Retrained lr on the newest 1500 intervals because the retraining period had passed.");
    decision.refusal = TraceStep{StepKind::WindowTooShort, true, 2, {3.0, 6.0}};
    decision.note = "The training was refused: too little was observed";
    const auto read = decisionFromJson(nlohmann::json::parse(toJsonLine(decision)), *decision.situation.map);
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_TRUE(read->refusal) << "planning again would not know of it";
    EXPECT_EQ(read->refusal->numbers[1], 6.0);
    EXPECT_EQ(
        sentenceOf(decision),
        "Was to retrain lr on the newest 1500 intervals because the retraining period had passed. The training was "
        "refused: too little was observed.");
    EXPECT_EQ(describe(stepsOf(decision).back()), "the window has 3 usable samples of 6 needed: no training");
}

TEST_F(Explanation, FrugalSaysOfEveryCandidateWhyItWasNotChosen)
{
    const DecisionMap frugal = frugalMap();
    const auto own = makeApproach("frugal", Fidelity::corrected());
    Decision decision = cycle(0.2, 1.0, 5.0);
    Situation& situation = decision.situation;
    situation.map = &frugal;
    situation.evidence.window.all.rmse = 50.0; // persistence: 25
    situation.knowledge.forgetting = 0.9995;
    situation.knowledge.usualForgetting = 0.9995;
    const auto reasons = [&] {
        decision.plan = decide(**own, situation, decision.draws);
        std::vector<Feasibility> all;
        for (const Candidate& candidate : decision.plan.candidates) {
            all.push_back(candidate.feasibility);
        }
        return all; // retrain, set forgetting, keep
    };
    using F = Feasibility;
    EXPECT_EQ(reasons(), (std::vector{F::CheaperFirst, F::Feasible, F::HasToAct}));
    situation.knowledge = decision.plan.next;
    EXPECT_EQ(reasons(), (std::vector{F::Feasible, F::ServesNow, F::HasToAct}));
    situation.evidence.window.all.rmse = 20.0;
    EXPECT_EQ(reasons(), (std::vector{F::NotDue, F::Feasible, F::NotDue}));
    EXPECT_NE(sentenceOf(decision).find("no boundary is crossed any more"), std::string::npos) << sentenceOf(decision);
    situation.evidence.window.all.count = 3;
    situation.knowledge = decision.plan.next;
    EXPECT_EQ(reasons(), (std::vector{F::NotReady, F::NotReady, F::Feasible}));
}

TEST_F(Explanation, ReadsAnOrderBackAsItWasGiven)
{
    Decision decision = cycle(0.91, 32.91, 5.0);
    decision.actor = Actor::User;
    decision.situation.check = CheckKind::Command;
    for (const Tactic& tactic : {Tactic(SwitchModel{Family::Svr}), Tactic(ReuseVersion{Family::Ridge, 3}),
                                 Tactic(Retrain{Family::Ridge, 1200, TrainingReason::User})}) {
        decision.plan = {.tactic = tactic, .trigger = {}, .candidates = {}, .trace = {}, .next = {}};
        decision.plan.next = decision.situation.knowledge;
        const std::string line = toJsonLine(decision);
        const auto back = decisionFromJson(nlohmann::json::parse(line), map);
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(sentenceOf(*back), sentenceOf(decision));
        EXPECT_EQ(nameOf(back->plan.tactic), nameOf(tactic));
    }
    auto json = nlohmann::json::parse(toJsonLine(decision));
    json["order"]["tactic"] = "keep";
    const auto refused = decisionFromJson(json, map);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("'keep'"), std::string::npos) << refused.error().message;
}

TEST(Trace, FindsTheFirstStepOfAKind)
{
    Trace trace;
    EXPECT_EQ(trace.find(StepKind::Score), nullptr);
    trace.add(StepKind::Belief, true, {1.0});
    trace.add(StepKind::Score, true, {2.0});
    trace.add(StepKind::Score, true, {3.0});
    ASSERT_NE(trace.find(StepKind::Score), nullptr);
    EXPECT_EQ(trace.find(StepKind::Score)->numbers[0], 2.0);
    EXPECT_EQ(trace.find(StepKind::WindowTooShort), nullptr);
}

TEST_F(Explanation, SubstitutesItsNumbersIntoEveryRule)
{
    const Decision decision = cycle(0.91, 32.91, 1.0);
    std::string all;
    for (const TraceStep& step : decision.plan.trace.steps()) {
        const std::string text = describe(step);
        EXPECT_EQ(text.find('{'), std::string::npos) << text;
        all += text + '\n';
    }
    EXPECT_NE(all.find("normalised energy e = (32.91 - 0) / (25 - 0) mJ = 1.316"), std::string::npos) << all;
    EXPECT_NE(all.find("energy 1.316 > limit 1: crossed"), std::string::npos) << all;
    EXPECT_NE(all.find("best candidate: svm with running score 0.79"), std::string::npos) << all;
}

TEST_F(Explanation, FindsTheSmallestChangeOfEachInputByPlanningAgain)
{
    const Decision decision = cycle(0.91, 32.91, 1.0);
    const auto changes = counterfactuals(*approach, decision);
    const Counterfactual* limit = named(changes, "energy limit in force");
    ASSERT_NE(limit, nullptr);
    EXPECT_NEAR(limit->needed, 1.3164, 1e-5);
    EXPECT_EQ(limit->verdict, "keep");
    const Counterfactual* energy = named(changes, "energy per forecast (J)");
    ASSERT_NE(energy, nullptr);
    EXPECT_NEAR(energy->needed, 0.025, 1e-6);
    const Counterfactual* chance = named(changes, "exploration rate");
    ASSERT_NE(chance, nullptr);
    EXPECT_NEAR(chance->needed, 0.9, 1e-5);
}

TEST_F(Explanation, EveryCounterfactualReallyChangesTheVerdict)
{
    const Decision decision = cycle(0.70, 20.0, 1.4);
    const auto changes = counterfactuals(*approach, decision);
    ASSERT_FALSE(changes.empty());
    for (const Counterfactual& change : changes) {
        EXPECT_NE(change.needed, change.value) << change.input;
        EXPECT_NE(change.verdict, std::string(nameOf(decision.plan.tactic))) << change.input;
    }
    EXPECT_TRUE(std::ranges::is_sorted(changes, [](const auto&, const auto&) { return false; }));
}

TEST_F(Explanation, PlanningAgainFromTheRecordGivesTheSameRecord)
{
    for (const Decision& decision : {cycle(0.91, 32.91, 1.0), cycle(0.5, 12.0, 2.0), cycle(0.9, 32.9, 1.0, 0.01)}) {
        const std::string line = toJsonLine(decision);
        const auto back = decisionFromJson(nlohmann::json::parse(line), map);
        ASSERT_TRUE(back) << back.error().message;
        Decision again = *back;
        again.plan = decide(*approach, again.situation, again.draws);
        EXPECT_EQ(toJsonLine(again), line);
    }
}

TEST_F(Explanation, ADriftDecisionSurvivesItsRecordToo)
{
    Decision decision;
    decision.situation.check = CheckKind::Drift;
    decision.situation.map = &map;
    decision.situation.knowledge.active = Family::Svr;
    decision.situation.evidence.drift = {.have = 2400,
                                         .need = 2400,
                                         .ready = true,
                                         .distance = 0.9,
                                         .referenceCount = 1200,
                                         .currentCount = 1200,
                                         .meanShift = 0.4,
                                         .spreadRatio = 1.2,
                                         .stationsJudged = 1,
                                         .stationsInAlarm = 1,
                                         .archive = {{1, 0.3, false}, {2, 0.5, true}}};
    decision.plan = decide(*approach, decision.situation, decision.draws);
    const std::string line = toJsonLine(decision);
    auto back = decisionFromJson(nlohmann::json::parse(line), map);
    ASSERT_TRUE(back) << back.error().message;
    back->plan = decide(*approach, back->situation, back->draws);
    EXPECT_EQ(toJsonLine(*back), line);
    const auto changes = counterfactuals(*approach, decision);
    const Counterfactual* distance = named(changes, "drift distance");
    ASSERT_NE(distance, nullptr);
    EXPECT_NEAR(distance->needed, 0.75, 1e-5);
}

TEST_F(Explanation, ADriftDecisionNamesItsWorstStationsAndItsRecordAll)
{
    Decision decision;
    decision.situation.check = CheckKind::Drift;
    decision.situation.map = &map;
    decision.situation.knowledge.active = Family::Svr;
    DriftEvidence& drift = decision.situation.evidence.drift;
    drift = {.have = 2400, .need = 2400, .ready = true, .distance = 0.9};
    drift.stationsJudged = 40;
    drift.stationsInAlarm = 14;
    for (std::size_t i = 0; i < drift.stationsInAlarm; ++i) {
        drift.drifted.push_back({i, "9100" + std::to_string(10 + i), 2.0 - 0.05 * static_cast<double>(i)});
    }
    decision.plan = decide(*approach, decision.situation, decision.draws);
    ASSERT_TRUE(decision.plan.trigger);
    const std::string sentence = sentenceOf(decision);
    EXPECT_NE(sentence.find(" at 14 of 40 stations: 910010, 910011, "), std::string::npos) << sentence;
    EXPECT_NE(sentence.find("910021 and 2 more."), std::string::npos) << sentence;
    const std::string line = toJsonLine(decision);
    EXPECT_NE(line.find("910023"), std::string::npos);
    auto back = decisionFromJson(nlohmann::json::parse(line), map);
    ASSERT_TRUE(back) << back.error().message;
    ASSERT_EQ(back->situation.evidence.drift.drifted.size(), 14U);
    EXPECT_EQ(back->situation.evidence.drift.drifted[13].id, "910023");
    back->plan = decide(*approach, back->situation, back->draws);
    EXPECT_EQ(toJsonLine(*back), line);
}

TEST_F(Explanation, ADamagedRecordIsAnErrorAndNotACrash)
{
    const nlohmann::json whole = nlohmann::json::parse(toJsonLine(cycle(0.91, 32.91, 1.0)));
    for (const auto& [key, value] : whole.items()) {
        nlohmann::json partial = whole;
        partial[key] = "something else";
        static_cast<void>(decisionFromJson(partial, map)); // must not throw or crash
    }
    nlohmann::json broken = whole;
    broken.erase("before");
    const auto result = decisionFromJson(broken, map);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, twin::ErrorCode::Corrupt);
}
