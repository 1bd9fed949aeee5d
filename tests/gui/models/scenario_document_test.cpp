// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/scenario_document.h"

#include <QTemporaryDir>
#include <gtest/gtest.h>

#include "gui/models/reading_preview.h"
#include "gui/models/scenario_edits.h"
#include "tests/gui/made_up_city.h"
#include "tests/source_dir.h"
#include "twin/io/scenario_json.h"
#include "twin/io/text_file.h"

using namespace gui;

namespace {

twin::Scenario bundled(const std::string& name)
{
    return twin::readScenario(sourceDirectory() / "data" / "scenarios" / (name + ".json")).value();
}

struct ScenarioDocumentTest : ::testing::Test {
    QTemporaryDir folder;
    ScenarioDocument document;
    twin::Scenario first = bundled("incident");

    ScenarioDocumentTest() { document.reset(first, {}); }
    void drag(std::chrono::minutes by, int gesture)
    {
        const twin::Event moved = dragged(first.events[0], EventGrip::Whole, by, first);
        document.edit(replaced(document.scenario(), 0, moved, QStringLiteral("move"), gesture));
    }
    [[nodiscard]] std::filesystem::path file(const char* name) const
    {
        return folder.path().toStdString() + '/' + name;
    }
};

} // namespace

TEST_F(ScenarioDocumentTest, EveryEditCanBeTakenBackAndMadeAgain)
{
    document.edit(added(document.scenario(), newEvent(twin::Weather{}, first.start, first)));
    EXPECT_EQ(document.chosen(), 1U) << "what was added is chosen";
    document.edit(removed(document.scenario(), 0));
    ASSERT_EQ(document.scenario().events.size(), 1U);
    document.undoStack().undo();
    document.undoStack().undo();
    EXPECT_EQ(document.scenario(), first);
    EXPECT_TRUE(document.undoStack().isClean());
    document.undoStack().redo();
    EXPECT_EQ(document.scenario().events.size(), 2U);
}

TEST_F(ScenarioDocumentTest, SaysSoAfterEveryStepThatCanBeMadeAgain)
{
    bool canRedo = false;
    QObject::connect(&document, &ScenarioDocument::changed, &document,
                     [&] { canRedo = document.undoStack().canRedo(); });
    document.edit(added(document.scenario(), newEvent(twin::Weather{}, first.start, first)));
    document.edit(removed(document.scenario(), 0));
    EXPECT_FALSE(canRedo);
    document.undoStack().undo(); // not to a clean state, of which the stack tells anyway
    EXPECT_TRUE(canRedo);
    document.edit(removed(document.scenario(), 0));
    EXPECT_FALSE(canRedo);
}

TEST_F(ScenarioDocumentTest, OneDragIsOneStepBack)
{
    drag(std::chrono::minutes(5), 1);
    drag(std::chrono::minutes(10), 1);
    drag(std::chrono::minutes(35), 1);
    EXPECT_EQ(document.undoStack().count(), 1);
    drag(std::chrono::minutes(50), 2);
    EXPECT_EQ(document.undoStack().count(), 2);
    document.undoStack().undo();
    EXPECT_EQ(document.scenario().events[0].from, first.events[0].from + std::chrono::minutes(35));
    document.undoStack().undo();
    EXPECT_EQ(document.scenario(), first);
}

TEST_F(ScenarioDocumentTest, ADragBackToWhereItBeganIsNoEdit)
{
    drag(std::chrono::minutes(20), 1);
    drag(std::chrono::minutes(0), 1);
    EXPECT_EQ(document.undoStack().count(), 0);
    EXPECT_TRUE(document.undoStack().isClean());
}

TEST_F(ScenarioDocumentTest, WhatWasSavedReadsBackToTheSameBytes)
{
    drag(std::chrono::minutes(20), 1);
    EXPECT_FALSE(document.undoStack().isClean());
    ASSERT_TRUE(document.save(file("mine.json")));
    EXPECT_TRUE(document.undoStack().isClean());
    const auto read = twin::readScenario(file("mine.json"));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, document.scenario());
    ScenarioDocument second;
    second.reset(*read, file("mine.json"));
    ASSERT_TRUE(second.save(file("again.json")));
    EXPECT_EQ(*twin::readText(file("mine.json")), *twin::readText(file("again.json")));
}

TEST_F(ScenarioDocumentTest, RefusesToSaveWhatCouldNotBeReadAgain)
{
    twin::Event backwards = first.events[0];
    std::swap(backwards.from, backwards.to);
    document.edit(replaced(first, 0, backwards, QStringLiteral("turn round")));
    ASSERT_EQ(document.problems().size(), 1U);
    const auto saved = document.save(file("bad.json"));
    ASSERT_FALSE(saved);
    EXPECT_NE(saved.error().message.find("bad.json: events[0].to"), std::string::npos) << saved.error().message;
    EXPECT_FALSE(std::filesystem::exists(file("bad.json")));
}

TEST_F(ScenarioDocumentTest, TellsWhenTheScenarioItselfMakesNoSense)
{
    twin::Scenario after = first;
    after.zone = "Mars/Olympus";
    document.edit({.title = QStringLiteral("zone"), .after = after, .chosen = {}});
    ASSERT_EQ(document.problems().size(), 1U);
    EXPECT_FALSE(document.problems()[0].event);
    EXPECT_TRUE(document.problems()[0].sentence.contains(QStringLiteral("Mars/Olympus")));
}

TEST(ReadingPreview, ShowsTheDriftOfTheCoresOwnFeed)
{
    const auto city = gui_test::readBundledCity();
    twin::Scenario scenario = bundled("induced-drift");
    scenario.events.resize(1); // times 1.7
    const twin::UtcTime start = previewStart(scenario.events[0]);
    EXPECT_EQ(start, scenario.events[0].from) << "a day and more: from its beginning on";
    const auto day = simulateTypicalDay(*city, scenario, start, {});
    ASSERT_TRUE(day) << day.error().message;
    EXPECT_EQ((*day)->ticks(), 288U);
    const auto stations = previewStations(*day, *city, scenario.events[0]);
    ASSERT_FALSE(stations.empty());
    const auto preview = previewOf(*day, *city, scenario, 0, stations[0]);
    ASSERT_TRUE(preview) << preview.error().message;
    ASSERT_EQ(preview->usual.size(), 288U);
    for (std::size_t i = 0; i < preview->usual.size(); ++i) {
        ASSERT_NEAR(preview->changed[i], 1.7F * preview->usual[i], 1e-2F * preview->usual[i] + 1e-3F);
    }
    twin::Scenario both = bundled("induced-drift");
    const auto shifted = previewOf(*day, *city, both, 0, stations[0]);
    ASSERT_TRUE(shifted);
    EXPECT_EQ(shifted->together, 2U);
    EXPECT_NEAR(shifted->changed[100], 1.7F * shifted->usual[100] - 70.0F, 1.0F);
}
