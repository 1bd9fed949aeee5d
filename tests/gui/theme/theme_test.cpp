// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme/theme.h"

#include <QFontMetricsF>
#include <gtest/gtest.h>

#include "gui/theme/typography.h"

namespace {

using gui::Colors;
using gui::colorsOf;
using gui::contrastRatio;
using gui::Scheme;

class ThemeTest : public testing::TestWithParam<Scheme> {};

TEST_P(ThemeTest, TextIsReadableOnEveryGround)
{
    const Colors& c = colorsOf(GetParam());
    for (const QColor& ground : {c.window, c.surface, c.raised, c.sunken, c.accentSoft}) {
        EXPECT_GE(contrastRatio(c.text, ground), 7.0) << ground.name().toStdString();
        EXPECT_GE(contrastRatio(c.textMuted, ground), 4.5) << ground.name().toStdString();
    }
    EXPECT_GE(contrastRatio(c.onAccent, c.accent), 4.5);
    EXPECT_GE(contrastRatio(c.good, c.goodSoft), 4.5);
    EXPECT_GE(contrastRatio(c.warning, c.warningSoft), 4.5);
    EXPECT_GE(contrastRatio(c.bad, c.badSoft), 4.5);
}

TEST_P(ThemeTest, CurvesAndControlsStandOutFromTheSurface)
{
    const Colors& c = colorsOf(GetParam());
    for (const QColor& mark : {c.observed, c.imputed, c.forecast, c.residual, c.boundary, c.yesterday, c.lastWeek,
                               c.good, c.warning, c.bad, c.accent, c.outline}) {
        EXPECT_GE(contrastRatio(mark, c.surface), 3.0) << mark.name().toStdString();
    }
    for (int i = 0; i < 8; ++i) {
        EXPECT_GE(contrastRatio(gui::categoryColor(GetParam(), i), c.surface), 3.0) << i;
    }
}

TEST_P(ThemeTest, StyleSheetLeavesNoNameUnreplaced)
{
    EXPECT_FALSE(gui::styleSheetOf(GetParam()).contains(QLatin1Char('@')));
}

TEST_P(ThemeTest, SchemeIsReadBackFromThePalette) { EXPECT_EQ(gui::schemeOf(gui::paletteOf(GetParam())), GetParam()); }

INSTANTIATE_TEST_SUITE_P(Schemes, ThemeTest, testing::Values(Scheme::Light, Scheme::Dark));

TEST(Typography, DigitsOfATabularFontAreEquallyWide)
{
    const QFontMetricsF metrics(gui::tabular(gui::fontFor(gui::TextRole::Body)));
    EXPECT_NEAR(metrics.horizontalAdvance(QStringLiteral("111")), metrics.horizontalAdvance(QStringLiteral("888")),
                0.1);
}

TEST(Contrast, OfBlackOnWhiteIsTwentyOne) { EXPECT_NEAR(contrastRatio(Qt::black, Qt::white), 21.0, 1e-6); }

} // namespace
