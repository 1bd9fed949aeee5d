// SPDX-License-Identifier: GPL-3.0-or-later
// What the lanes show has happened: right of the last interval stands only what is planned.
#include <cmath>

#include <QImage>
#include <gtest/gtest.h>

#include "gui/views/timeline_painter.h"
#include "tests/gui/made_up_run.h"

using namespace gui;

namespace {

constexpr int kWidth = 1200;

QImage painted(const TimelinePicture& picture)
{
    QImage image(kWidth, static_cast<int>(timelineHeight()), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    TimelinePainter(painter, picture, Scheme::Light, kWidth).drawLanes();
    return image;
}

/// The columns of a lane that differ between two pictures: the first and the last, -1 where none does.
std::pair<int, int> changedColumns(const QImage& one, const QImage& other, Lane lane)
{
    std::pair<int, int> columns{-1, -1};
    const int top = static_cast<int>(std::ceil(topOf(lane)));
    const int bottom = static_cast<int>(topOf(lane) + heightOf(lane)) - 1;
    for (int x = 0; x < one.width(); ++x) {
        for (int y = top; y < bottom; ++y) {
            if (one.pixel(x, y) != other.pixel(x, y)) {
                columns = {columns.first < 0 ? x : columns.first, x};
            }
        }
    }
    return columns;
}

} // namespace

TEST(TimelinePainter, DrawsNothingLaterThanWhatHasHappened)
{
    // Trained in the last interval there is, 5 minutes into an hour without readings; a day is planned.
    const gui_test::RunSize size{.ticks = 101, .silentFrom = 96, .silentTo = 101};
    const RunDescription run = gui_test::makeDescription(size);
    const RunHistory history = gui_test::makeRunHistory(size, run);
    TimelineLanes lanes;
    lanes.extend(history);
    ASSERT_TRUE(lanes.marks().back().isTraining);
    ASSERT_EQ(lanes.marks().back().tick, 100);
    const TimelineScale scale{
        .from = 0.0, .to = 288.0, .left = TimelinePainter::gutter(), .width = kWidth - TimelinePainter::gutter() - 8.0};
    const std::vector<Chapter> chapters;
    const auto picture = [&](const TimelineLanes& shown) {
        return painted(
            {.lanes = shown, .run = run, .chapters = chapters, .scale = scale, .end = 288.0, .known = 101.0});
    };
    const QImage full = picture(lanes);
    const QImage empty = picture({});
    const int now = static_cast<int>(std::ceil(scale.xOf(101.0)));
    for (const Lane lane : {Lane::Training, Lane::Health, Lane::Overview}) {
        const auto [first, last] = changedColumns(full, empty, lane);
        EXPECT_GE(first, 0) << "there is something to see in " << nameOf(lane).toStdString();
        EXPECT_LE(last, now) << nameOf(lane).toStdString();
        EXPECT_GE(last, now - 8) << nameOf(lane).toStdString() << " goes up to now";
    }
}
