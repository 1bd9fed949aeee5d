// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/policy_edits.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "gui/models/dry_run_rows.h"
#include "mlops/mapek/decision_map_json.h"

using namespace gui;

namespace {

const mlops::DecisionMap kMap = mlops::harmoneMap();

} // namespace

TEST(PolicyEdits, ANewBoxHasAnIdOfItsOwnAndIsChosen)
{
    const PolicyEdit first = withBox(kMap, mlops::NodeKind::Quality);
    const PolicyEdit second = withBox(first.after, mlops::NodeKind::Quality);
    EXPECT_NE(first.chosen.node, second.chosen.node);
    EXPECT_NE(boxOf(second.after, second.chosen.node), nullptr);
    EXPECT_EQ(boxOf(second.after, second.chosen.node)->kind, mlops::NodeKind::Quality);
}

TEST(PolicyEdits, ArrowsLeadFromTheSystemToFeaturesAndOnToQualities)
{
    EXPECT_EQ(whyNotJoined(kMap, "switching", "trust"), QString());
    EXPECT_NE(whyNotJoined(kMap, "pipeline", "trust"), QString()) << "no feature between";
    EXPECT_NE(whyNotJoined(kMap, "trust", "switching"), QString()) << "backwards";
    EXPECT_NE(whyNotJoined(kMap, "switching", "switching"), QString());
    EXPECT_NE(whyNotJoined(kMap, "switching", "energy"), QString()) << "there is one";
    EXPECT_NE(whyNotJoined(kMap, "trust", "maintainability"), QString()) << "the other way round";
    EXPECT_NE(whyNotJoined(kMap, "switching", "nowhere"), QString());
}

TEST(PolicyEdits, ABoxTakesItsArrowsWithIt)
{
    const PolicyEdit edit = without(kMap, {"switching", {}});
    EXPECT_EQ(boxOf(edit.after, "switching"), nullptr);
    EXPECT_TRUE(std::ranges::none_of(edit.after.edges, [](const mlops::MapEdge& edge) {
        return edge.from == "switching" || edge.to == "switching";
    }));
    EXPECT_TRUE(mlops::decisionMapFromText(mlops::toJson(edit.after).dump())) << "it can be read again";
}

TEST(PolicyEdits, AnArrowGoesAlone)
{
    const PolicyEdit edit = without(kMap, {"switching", "energy"});
    EXPECT_EQ(edit.after.edges.size() + 1, kMap.edges.size());
    EXPECT_EQ(arrowOf(edit.after, {"switching", "energy"}), nullptr);
    EXPECT_NE(boxOf(edit.after, "switching"), nullptr);
}

TEST(PolicyEdits, TheSystemAndQualitiesWithALimitStay)
{
    EXPECT_NE(whyItStays(kMap, {"pipeline", {}}), QString());
    EXPECT_TRUE(whyItStays(kMap, {"accuracy", {}}).contains(QStringLiteral("running score")));
    EXPECT_EQ(whyItStays(kMap, {"trust", {}}), QString());
    EXPECT_EQ(whyItStays(kMap, {"switching", "energy"}), QString());
    const PolicyEdit bare =
        withoutBoundary(withoutBoundary(kMap, mlops::Metric::Score).after, mlops::Metric::DriftDistance);
    EXPECT_EQ(whyItStays(bare.after, {"accuracy", {}}), QString());
}

TEST(PolicyEdits, ALimitIsGivenToAQualityThatIsThere)
{
    const mlops::DecisionMap bare = withoutBoundary(kMap, mlops::Metric::NormalisedEnergy).after;
    const PolicyEdit back = withBoundary(bare, mlops::Metric::NormalisedEnergy);
    EXPECT_EQ(back.after.boundaryOn(mlops::Metric::NormalisedEnergy)->quality, "energy");
    const PolicyEdit elsewhere = withBoundary(without(bare, {"energy", {}}).after, mlops::Metric::NormalisedEnergy);
    EXPECT_NE(boxOf(elsewhere.after, elsewhere.after.boundaryOn(mlops::Metric::NormalisedEnergy)->quality), nullptr);
}

TEST(PolicyEdits, AnApproachSaysWhichLimitItMisses)
{
    EXPECT_EQ(whyNotUsed(kMap, "harmone"), QString());
    const mlops::DecisionMap bare = withoutBoundary(kMap, mlops::Metric::DriftDistance).after;
    EXPECT_TRUE(whyNotUsed(bare, "harmone").contains(QStringLiteral("drift distance")));
    EXPECT_EQ(whyNotUsed(bare, "switch"), QString());
}

TEST(DryRunRows, LeaveDriftAsRecordedWhereAnotherTestIsAskedFor)
{
    mlops::DecisionMap edited = kMap;
    mlops::Boundary& drift =
        *std::ranges::find(edited.boundaries, mlops::Metric::DriftDistance, &mlops::Boundary::metric);
    drift.reference = 0.1;
    EXPECT_EQ(comparableMap(edited, kMap).boundaryOn(mlops::Metric::DriftDistance)->reference, 0.1)
        << "the same test: the limit alone can be tried";
    EXPECT_EQ(driftTestSentence(edited, kMap), QString());
    drift.distance = mlops::DistanceKind::Wasserstein;
    EXPECT_EQ(comparableMap(edited, kMap).boundaryOn(mlops::Metric::DriftDistance)->reference, 0.75)
        << "0.1 is a Wasserstein distance: no recorded one can be held against it";
    EXPECT_TRUE(driftTestSentence(edited, kMap).contains(QStringLiteral("Wasserstein")));
}

TEST(DryRunRows, NameTheKindsOfDecisionWhoseNumberDiffers)
{
    const auto planned = [](mlops::Tactic was, mlops::Tactic is) {
        mlops::ReplannedDecision decision{.recorded = std::move(was)};
        decision.planned.tactic = std::move(is);
        decision.differs = true;
        return decision;
    };
    mlops::DryRun run;
    run.decisions = {planned(mlops::Keep{}, mlops::SetForgetting{0.99})};
    run.differing = 1;
    EXPECT_EQ(dryRunSentence(run).toStdString(),
              "1 of 1 decisions would have been others: 1 changes of forgetting instead of 0.");
    run.decisions = {planned(mlops::SwitchModel{mlops::Family::Svr}, mlops::SwitchModel{mlops::Family::Ridge})};
    EXPECT_TRUE(dryRunSentence(run).contains(QStringLiteral("with another model")))
        << "as many switches, none of them the same";
}
