// SPDX-License-Identifier: GPL-3.0-or-later
// The scenarios that are shipped can be read, fit the bundled city and show what they tell.
#include <algorithm>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "tests/source_dir.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/scenario_json.h"
#include "twin/scenario/scenario_places.h"
#include "twin/sensing/detector_health.h"
#include "twin/sensing/simulated_city.h"

using namespace twin;

namespace {

namespace fs = std::filesystem;
const fs::path kData = sourceDirectory() / "data";

RoadNetwork roads()
{
    auto read = readGmns(kData / "city-san-jose");
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return std::move(read.value().network);
}

std::vector<fs::path> bundled()
{
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(kData / "scenarios")) {
        paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    return paths;
}

Scenario read(const fs::path& path)
{
    auto scenario = readScenario(path);
    EXPECT_TRUE(scenario) << (scenario ? "" : scenario.error().message);
    return scenario ? *scenario : Scenario{};
}

} // namespace

TEST(BundledScenarios, AreReadAndFitTheBundledCity)
{
    const RoadNetwork network = roads();
    const std::vector<fs::path> paths = bundled();
    EXPECT_EQ(paths.size(), 7U);
    for (const fs::path& path : paths) {
        const Scenario scenario = read(path);
        const auto fits = checkAgainst(scenario, network, path.filename().string());
        EXPECT_TRUE(fits) << (fits ? "" : fits.error().message);
        EXPECT_EQ(scenario.name, path.stem().string());
        EXPECT_EQ(scenario.network, "city-san-jose");
    }
}

TEST(BundledScenarios, TellInTheFirstSentenceWhatHappens)
{
    for (const fs::path& path : bundled()) {
        const std::string story = read(path).story;
        const std::size_t end = story.find(". ");
        EXPECT_NE(end, std::string::npos) << path;
        EXPECT_GE(end, 20U) << path;
        EXPECT_TRUE(story.ends_with('.')) << path;
    }
}

TEST(BundledScenarios, WhatDriftsAtOnceDoesSoInTheFirstTwentyMinutes)
{
    const Scenario scenario = read(kData / "scenarios" / "induced-drift.json");
    ASSERT_FALSE(scenario.events.empty());
    EXPECT_LE(scenario.events.front().from - scenario.start, std::chrono::minutes(20));
    EXPECT_LE(scenario.end - scenario.start, std::chrono::days(3));
}

TEST(BundledScenarios, TheBrokenDetectorsAreNoticed)
{
    const RoadNetwork network = roads();
    const fs::path path = kData / "scenarios" / "detector-failure.json";
    const auto scenario = settle(read(path), network, path.filename().string());
    ASSERT_TRUE(scenario) << scenario.error().message;
    const LocalClock clock(scenario->zone, {{scenario->start, std::chrono::hours(-7)}});
    auto opened = openCityFeed(network, *scenario, clock);
    ASSERT_TRUE(opened) << opened.error().message;
    DetectorHealth health(opened->feed->stations(), opened->feed->axis());
    std::set<std::pair<std::string, DetectorFault>> seen;
    for (ObservationFrame frame; opened->feed->next(frame);) {
        health.update(frame);
        for (std::size_t i = 0; i < health.verdicts().size(); ++i) {
            seen.emplace(opened->feed->stations()[i].id, health.verdicts()[i]);
        }
    }
    EXPECT_TRUE(seen.contains({"910002", DetectorFault::Stuck}));
    EXPECT_TRUE(seen.contains({"910003", DetectorFault::Stuck}));
    EXPECT_TRUE(seen.contains({"910001", DetectorFault::DropOut}));
}
