// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/scenario_edits.h"

#include <gtest/gtest.h>

#include "gui/models/event_fields.h"
#include "gui/models/scenario_checks.h"
#include "gui/models/scenario_lanes.h"
#include "gui/models/scenario_marks.h"
#include "tests/gui/made_up_city.h"
#include "tests/source_dir.h"
#include "twin/io/scenario_json.h"
#include "twin/scenario/scenario_places.h"

using namespace gui;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

twin::Scenario bundled(const std::string& name)
{
    auto read = twin::readScenario(sourceDirectory() / "data" / "scenarios" / (name + ".json"));
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return read.value_or(twin::Scenario{});
}

/// A day with an event from ten to eleven.
twin::Scenario aDay()
{
    twin::Scenario day = bundled("incident");
    day.start = twin::UtcTime(hours(24 * 19'000));
    day.end = day.start + hours(24);
    day.events = {twin::Event{.from = day.start + hours(10), .to = day.start + hours(11), .note = {}, .action = {}}};
    return day;
}

} // namespace

TEST(ScenarioEdits, MovingSnapsToFiveMinutesAndKeepsTheLength)
{
    const twin::Scenario day = aDay();
    const twin::Event moved = dragged(day.events[0], EventGrip::Whole, minutes(13), day);
    EXPECT_EQ(moved.from, day.start + hours(10) + minutes(15));
    EXPECT_EQ(moved.to - moved.from, hours(1));
}

TEST(ScenarioEdits, MovingStopsAtTheEdgesOfTheScenario)
{
    const twin::Scenario day = aDay();
    EXPECT_EQ(dragged(day.events[0], EventGrip::Whole, -hours(40), day).from, day.start);
    EXPECT_EQ(dragged(day.events[0], EventGrip::Whole, hours(40), day).to, day.end);
}

TEST(ScenarioEdits, AnEndPulledBeyondTheOtherLeavesFiveMinutes)
{
    const twin::Scenario day = aDay();
    const twin::Event fromRight = dragged(day.events[0], EventGrip::End, -hours(3), day);
    EXPECT_EQ(fromRight.to - fromRight.from, minutes(5));
    EXPECT_EQ(fromRight.from, day.events[0].from);
    const twin::Event fromLeft = dragged(day.events[0], EventGrip::Start, hours(3), day);
    EXPECT_EQ(fromLeft.to - fromLeft.from, minutes(5));
    EXPECT_EQ(fromLeft.to, day.events[0].to);
}

TEST(ScenarioEdits, WhatTheMapOffersFitsTheNetwork)
{
    const auto city = gui_test::readBundledCity();
    twin::Scenario day = bundled("incident");
    for (const char* id : {"20005", "20008"}) {
        const auto link = city->linkNamed(id);
        ASSERT_TRUE(link);
        const auto choices = choicesAt(*city, *link);
        EXPECT_GE(choices.size(), 6U);
        for (const MapChoice& choice : choices) {
            day.events = {newEvent(choice.action, day.start, day)};
            EXPECT_TRUE(problemsOf(day, city.get()).empty())
                << choice.title.toStdString() << ": " << problemsOf(day, city.get()).front().sentence.toStdString();
        }
    }
}

TEST(ScenarioEdits, EveryKindBeginsWithValuesThatTheCoreTakes)
{
    twin::Scenario day = bundled("incident");
    for (std::size_t kind = 0; kind < kActionKinds; ++kind) {
        twin::Action action = usualAction(kind);
        EXPECT_EQ(action.index(), kind);
        if (twin::Place* place = twin::placeOf(action)) {
            place->freeway = 101;
        }
        day.events = {newEvent(action, day.start, day)};
        EXPECT_TRUE(problemsOf(day, nullptr).empty()) << kindText(action).toStdString();
    }
}

TEST(EventFields, EachValueCanBeSetToBothEndsOfItsRangeAndNotBeyond)
{
    twin::Scenario day = bundled("incident");
    for (std::size_t kind = 0; kind < kActionKinds; ++kind) {
        twin::Action action = usualAction(kind);
        if (twin::Place* place = twin::placeOf(action)) {
            place->freeway = 101;
        }
        for (const EventField& field : fieldsOf(action)) {
            if (field.kind == EventField::Kind::Choice || field.kind == EventField::Kind::Truth) {
                continue;
            }
            for (const double value : {field.range.least, field.range.most}) {
                twin::Action changed = action;
                field.set(changed, value);
                EXPECT_NEAR(field.get(changed), value, 1e-9);
                day.events = {newEvent(changed, day.start, day)};
                EXPECT_TRUE(problemsOf(day, nullptr).empty()) << field.name.toStdString() << ' ' << value;
            }
            twin::Action beyond = action;
            field.set(beyond, field.range.most + 1.0);
            day.events = {newEvent(beyond, day.start, day)};
            EXPECT_FALSE(problemsOf(day, nullptr).empty()) << field.name.toStdString();
        }
    }
}

TEST(ScenarioChecks, SayForEachEventWhatIsWrongWithIt)
{
    const auto city = gui_test::readBundledCity();
    twin::Scenario day = bundled("incident");
    twin::Event backwards = day.events[0];
    std::swap(backwards.from, backwards.to);
    twin::Event nowhere = day.events[0];
    twin::placeOf(nowhere.action)->links = {"no-such-road"};
    day.events.push_back(backwards);
    day.events.push_back(nowhere);
    const auto problems = problemsOf(day, city.get());
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].event, 1U);
    EXPECT_TRUE(problems[0].sentence.startsWith(QStringLiteral("to: found"))) << problems[0].sentence.toStdString();
    EXPECT_TRUE(problems[0].sentence.contains(QStringLiteral("it ends before it starts")));
    EXPECT_EQ(problems[1].event, 2U);
    EXPECT_TRUE(problems[1].sentence.contains(QStringLiteral("no-such-road"))) << problems[1].sentence.toStdString();
}

TEST(ScenarioLanes, EventsOfOneSortAtOneTimeLieInRowsOfTheirOwn)
{
    twin::Scenario day = aDay();
    twin::Event later = day.events[0];
    later.from += minutes(30);
    later.to += minutes(30);
    twin::Event after = later;
    after.from = later.to;
    after.to = later.to + hours(1);
    day.events = {later, day.events[0], after};
    const EventLayout layout = layoutOf(day.events);
    EXPECT_EQ(layout.bars[1].row, 0);
    EXPECT_EQ(layout.bars[0].row, 1);
    EXPECT_EQ(layout.bars[2].row, 0) << "the first row is free again";
    EXPECT_EQ(layout.rows[static_cast<std::size_t>(EventLane::Closures)], 2);
    EXPECT_EQ(layout.rowsInAll(), static_cast<int>(kEventLanes) + 1);
}

TEST(ScenarioMarks, ShowRoadsStationsAndCirclesButNotWhatIsEverywhere)
{
    const auto city = gui_test::readBundledCity();
    const MapEvents incident = mapEventsOf(bundled("incident"), *city, 0);
    ASSERT_EQ(incident.events.size(), 1U);
    EXPECT_EQ(incident.events[0].links.size(), 1U);
    EXPECT_TRUE(incident.events[0].isChosen);
    const MapEvents faults = mapEventsOf(bundled("detector-failure"), *city, std::nullopt);
    ASSERT_EQ(faults.events.size(), 2U);
    EXPECT_EQ(faults.events[0].stations.size(), 2U);
    const MapEvents storm = mapEventsOf(bundled("storm-and-game"), *city, std::nullopt);
    ASSERT_EQ(storm.events.size(), 1U) << "rain is everywhere";
    ASSERT_TRUE(storm.events[0].circle);
    EXPECT_NEAR(storm.events[0].circle->width(), 12'000.0, 1.0);
    EXPECT_TRUE(everywhereText(bundled("storm-and-game")).contains(QStringLiteral("heavy rain")));
}
