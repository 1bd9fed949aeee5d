// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme/color_map.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace {

using gui::ColorMap;
using gui::ColorMapKind;
using gui::Scheme;

TEST(ColorMap, SequentialGetsMoreSalientWithEveryStep)
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const ColorMap map(ColorMapKind::Sequential, scheme);
        const QColor ground = gui::colorsOf(scheme).mapGround;
        double before = 0.0;
        for (int step = 0; step <= 20; ++step) {
            const double contrast = gui::contrastRatio(map.at(step / 20.0), ground);
            EXPECT_GT(contrast, before) << "at " << step;
            before = contrast;
        }
    }
}

TEST(ColorMap, HoldsItsEndsOutsideTheScale)
{
    const ColorMap map(ColorMapKind::Speed, Scheme::Light);
    EXPECT_EQ(map.at(-3.0), map.at(0.0));
    EXPECT_EQ(map.at(7.0), map.at(1.0));
    EXPECT_EQ(map.at(std::numeric_limits<double>::quiet_NaN()), map.at(0.0));
}

TEST(ColorMap, DivergingEndsAreBlueAndOrangeNeverGreenAndRed)
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const ColorMap map(ColorMapKind::Diverging, scheme);
        EXPECT_GT(map.at(0.0).blue(), map.at(0.0).red());
        EXPECT_GT(map.at(1.0).red(), map.at(1.0).blue());
    }
}

TEST(ColorMap, ClassColorsReachBothEnds)
{
    const ColorMap map(ColorMapKind::Speed, Scheme::Dark);
    const auto colors = map.classColors(6);
    ASSERT_EQ(colors.size(), 6U);
    EXPECT_EQ(colors.front(), map.at(0.0));
    EXPECT_EQ(colors.back(), map.at(1.0));
}

} // namespace
