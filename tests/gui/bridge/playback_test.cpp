// SPDX-License-Identifier: GPL-3.0-or-later
// Where the playhead goes: forwards, backwards, round, and along with a run that grows.
#include <gtest/gtest.h>

#include "gui/bridge/playback.h"

using gui::Playback;

TEST(Playback, MovesByWholeTicksAndStopsAtTheEnd)
{
    Playback playback;
    playback.play();
    EXPECT_FALSE(playback.advance(0.4, 10, false)) << "less than a tick is no move";
    EXPECT_TRUE(playback.advance(0.7, 10, false));
    EXPECT_EQ(playback.playhead(), 1);
    EXPECT_TRUE(playback.advance(50.0, 10, false));
    EXPECT_EQ(playback.playhead(), 10);
    EXPECT_FALSE(playback.isPlaying());
}

TEST(Playback, GoesBackwardsAndStopsAtTheStart)
{
    Playback playback;
    playback.seek(5, 10);
    playback.play(true);
    EXPECT_TRUE(playback.advance(2.0, 10, false));
    EXPECT_EQ(playback.playhead(), 3);
    EXPECT_TRUE(playback.advance(9.0, 10, false));
    EXPECT_EQ(playback.playhead(), 0);
    EXPECT_FALSE(playback.isPlaying());
}

TEST(Playback, LoopsAStretchInBothDirections)
{
    Playback playback;
    playback.setLoop(Playback::Stretch{4, 6});
    playback.seek(6, 10);
    playback.play();
    static_cast<void>(playback.advance(1.0, 10, false));
    EXPECT_EQ(playback.playhead(), 4);
    playback.play(true);
    static_cast<void>(playback.advance(1.0, 10, false));
    EXPECT_EQ(playback.playhead(), 6);
}

TEST(Playback, FollowsAGrowingRunUntilSomebodyLooksBack)
{
    Playback playback;
    playback.follow(0);
    playback.play();
    playback.grow(7);
    EXPECT_EQ(playback.playhead(), 7);
    playback.seek(3, 7);
    playback.grow(9);
    EXPECT_EQ(playback.playhead(), 3) << "looking back is not undone by news";
    EXPECT_TRUE(playback.advance(20.0, 9, true));
    EXPECT_TRUE(playback.isFollowing()) << "whoever plays into the end of a growing run goes along with it again";
}
