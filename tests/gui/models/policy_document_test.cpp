// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/policy_document.h"

#include <QSignalSpy>
#include <gtest/gtest.h>

using namespace gui;

namespace {

PolicyEdit withLimit(const PolicyDocument& document, double limit, int gesture)
{
    PolicyEdit edit{
        .title = QStringLiteral("limit"), .after = document.map(), .chosen = document.chosen(), .gesture = gesture};
    edit.after.boundaries.front().reference = limit;
    return edit;
}

struct Document : ::testing::Test {
    PolicyDocument document;
    Document() { document.reset(mlops::harmoneMap()); }
};

} // namespace

TEST_F(Document, GoesBackAndForthStepByStep)
{
    document.edit(withBox(document.map(), mlops::NodeKind::Feature));
    const MapElement box = document.chosen();
    document.edit(joined(document.map(), "pipeline", box.node));
    EXPECT_EQ(document.chosen(), (MapElement{"pipeline", box.node}));
    document.undoStack().undo();
    EXPECT_EQ(document.chosen(), box);
    document.undoStack().undo();
    EXPECT_TRUE(sameMap(document.map(), mlops::harmoneMap())) << "the name as well";
    document.undoStack().redo();
    EXPECT_NE(boxOf(document.map(), box.node), nullptr);
}

TEST_F(Document, OneGestureIsOneStep)
{
    document.edit(withLimit(document, 0.7, 3));
    document.edit(withLimit(document, 0.6, 3));
    document.edit(withLimit(document, 0.5, 4));
    EXPECT_EQ(document.undoStack().count(), 2);
    document.undoStack().undo();
    EXPECT_EQ(document.map().boundaries.front().reference, 0.6);
    document.undoStack().undo();
    EXPECT_EQ(document.map().boundaries.front().reference, 0.78);
}

TEST_F(Document, AnEditedMapIsNotCalledWhatTheShippedOneIs)
{
    document.edit(withLimit(document, 0.7, -1));
    EXPECT_EQ(document.map().name, "harmone, edited");
    document.edit(withLimit(document, 0.6, -1));
    EXPECT_EQ(document.map().name, "harmone, edited");
    PolicyEdit named{.title = QStringLiteral("rename"), .after = document.map(), .chosen = {}};
    named.after.name = "ours";
    document.reset(mlops::harmoneMap());
    document.edit(named);
    EXPECT_EQ(document.map().name, "ours");
}

TEST_F(Document, AnEditThatChangesNothingIsNoStep)
{
    const QSignalSpy changed(&document, &PolicyDocument::changed);
    document.edit(withLimit(document, 0.78, -1));
    EXPECT_EQ(document.undoStack().count(), 0);
    EXPECT_EQ(changed.count(), 0);
}

TEST_F(Document, WhatIsNotThereCannotBeChosen)
{
    document.choose({"nowhere", {}});
    EXPECT_EQ(document.chosen(), MapElement{});
    document.choose({"switching", "energy"});
    EXPECT_TRUE(document.chosen().isArrow());
    document.edit(without(document.map(), {"switching", {}}));
    EXPECT_EQ(document.chosen(), MapElement{});
}
