// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/decision_map_json.h"

#include <algorithm>

#include <gtest/gtest.h>

using namespace mlops;

namespace {

std::string complaintAbout(const std::string& text)
{
    const auto map = decisionMapFromText(text);
    EXPECT_FALSE(map) << "accepted: " << text;
    return map ? "" : map.error().message;
}

} // namespace

TEST(DecisionMap, SurvivesItsOwnFileFormat)
{
    for (const DecisionMap& map : {harmoneMap(), frugalMap()}) {
        const std::string text = toJson(map).dump(2);
        const auto back = decisionMapFromText(text);
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(toJson(*back).dump(2), text);
    }
}

TEST(DecisionMap, RefusesWhatPointsToNoBox)
{
    DecisionMap map = harmoneMap();
    map.edges.push_back({"switching", "comfort", Effect::Positive, Impact::Immediate, ""});
    EXPECT_EQ(complaintAbout(toJson(map).dump()),
              "policy: edges: switching to comfort: found no node 'comfort'; expected one of nodes");
    map = harmoneMap();
    map.nodes.push_back(map.nodes.front());
    EXPECT_EQ(complaintAbout(toJson(map).dump()), "policy: nodes: found 'pipeline' twice; expected ids of their own");
    map = harmoneMap();
    map.boundaries.front().quality = "comfort";
    EXPECT_EQ(complaintAbout(toJson(map).dump()),
              "policy: boundaries: score: quality: found no node 'comfort'; expected one of nodes");
}

TEST(DecisionMap, ServesAllFourDimensions)
{
    const DecisionMap map = harmoneMap();
    for (const Dimension dimension :
         {Dimension::Technical, Dimension::Environmental, Dimension::Economic, Dimension::Social}) {
        EXPECT_TRUE(std::ranges::any_of(map.nodes, [&](const MapNode& node) {
            return node.kind == NodeKind::Quality && node.dimension == dimension;
        }));
    }
    for (const MapEdge& edge : map.edges) {
        for (const std::string& end : {edge.from, edge.to}) {
            EXPECT_NE(std::ranges::find(map.nodes, end, &MapNode::id), map.nodes.end()) << end;
        }
    }
}

TEST(HarmonicaPolicy, IsReadOntoTheMap)
{
    const auto map = decisionMapFromText(R"({"policy_id":"reg_harmone_score","quality_attribute":"score",
        "adaptation_boundary":{"type":"STATIC_THRESHOLD","condition":"LESS_THAN","threshold":0.7,
                               "dynamic_logic":"historic_avg * 0.9"},
        "tactics":[{"tactic_id":"execute_mape_plan","priority":1,"tactic_type":"CORE","tactic_endpoint":"http://x"}],
        "secondary_boundaries":[{"quality_attribute":"kl_div","condition":"GREATER_THAN","threshold":0.10,
                                 "tactic_id":"handle_data_drift"}],"associated_qas":["r2_score"]})");
    ASSERT_TRUE(map) << map.error().message;
    EXPECT_EQ(map->name, "reg_harmone_score");
    const Boundary& score = *map->boundaryOn(Metric::Score);
    EXPECT_EQ(score.reference, 0.7);
    EXPECT_EQ(score.law, Law::RelativeToHistory);
    EXPECT_EQ(score.historyFactor, 0.9);
    EXPECT_EQ(map->boundaryOn(Metric::DriftDistance)->reference, 0.10);
    EXPECT_EQ(map->boundaryOn(Metric::NormalisedEnergy)->gain, 0.95) << "what it does not say is HarmonE's";
}

TEST(HarmonicaPolicy, ComesBackAsItWasWritten)
{
    const auto text = harmonicaPolicy(harmoneMap(), Metric::Score);
    ASSERT_TRUE(text);
    const auto map = decisionMapFromText(*text);
    ASSERT_TRUE(map) << map.error().message;
    EXPECT_EQ(*harmonicaPolicy(*map, Metric::Score), *text);
    EXPECT_FALSE(harmonicaPolicy(frugalMap(), Metric::Skill));
}

TEST(HarmoneThresholds, ComeBackAsTheyWereWritten)
{
    const auto text = harmoneThresholds(harmoneMap());
    ASSERT_TRUE(text);
    EXPECT_NE(text->find("\"E_M\": 25000"), std::string::npos) << *text;
    const auto map = decisionMapFromText(*text);
    ASSERT_TRUE(map);
    EXPECT_EQ(*harmoneThresholds(*map), *text);
    EXPECT_DOUBLE_EQ(map->score.energyCeiling.value, 0.025);
}

TEST(PolicyFiles, SayWhatIsWrongWithThem)
{
    EXPECT_NE(complaintAbout("{").find("policy:"), std::string::npos);
    EXPECT_NE(complaintAbout("[]").find("no JSON object"), std::string::npos);
    EXPECT_NE(complaintAbout("{}").find("expected a decision map"), std::string::npos);
    EXPECT_NE(complaintAbout(R"({"min_score":0.7})").find("max_energy"), std::string::npos);
    EXPECT_NE(complaintAbout(R"({"policy_id":"x","quality_attribute":"happiness",
        "adaptation_boundary":{"condition":"LESS_THAN","threshold":1}})")
                  .find("happiness"),
              std::string::npos);
    EXPECT_NE(complaintAbout(R"({"policy_id":"x","quality_attribute":"score",
        "adaptation_boundary":{"condition":"AROUND","threshold":1}})")
                  .find("AROUND"),
              std::string::npos);
    EXPECT_NE(complaintAbout(R"({"policy_id":"x","quality_attribute":"score",
        "adaptation_boundary":{"condition":"LESS_THAN","threshold":1},
        "tactics":[{"tactic_id":"null"}]})")
                  .find("'null'"),
              std::string::npos);
    auto json = toJson(harmoneMap());
    json["boundaries"][0]["metric"] = "mood";
    EXPECT_NE(complaintAbout(json.dump()).find("mood"), std::string::npos);
    json = toJson(harmoneMap());
    json["boundaries"][2]["reference"] = 0.0;
    EXPECT_NE(complaintAbout(json.dump()).find("expected a distance above 0"), std::string::npos);
    json = toJson(harmoneMap());
    json["boundaries"][0]["tactics"] = {"pray"};
    EXPECT_NE(complaintAbout(json.dump()).find("tactic 'pray'"), std::string::npos);
    json = toJson(harmoneMap());
    json["score"]["beta"] = 1.5;
    EXPECT_NE(complaintAbout(json.dump()).find("expected 0 to 1"), std::string::npos);
    json = toJson(harmoneMap());
    json["boundaries"].push_back(json["boundaries"][0]);
    EXPECT_NE(complaintAbout(json.dump()).find("two of them"), std::string::npos);
}
