// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/text.h"

#include <gtest/gtest.h>

#include "twin/core/markup.h"

using namespace twin;

TEST(Text, WritesTheShortestNumberThatReadsBack)
{
    EXPECT_EQ(concat(0.1), "0.1");
    EXPECT_EQ(concat(382.2F), "382.2");
    EXPECT_EQ(concat(-70), "-70");
    EXPECT_EQ(concat(1e300), "1e+300");
}

TEST(Text, KeepsTheDigitsAskedFor)
{
    EXPECT_EQ(fixed(0.759727, 4), "0.7597");
    EXPECT_EQ(significant(24.3456, 3), "24.3");
    EXPECT_EQ(significant(0.000123456, 2), "0.00012");
    EXPECT_EQ(significant(1500.0, 2), "1500");
    EXPECT_EQ(significant(0.0, 2), "0");
}

TEST(Text, ReadsOnlyWholeNumbers)
{
    EXPECT_EQ(parseNumber(".445"), 0.445);
    EXPECT_EQ(parseNumber("+3"), 3.0);
    EXPECT_FALSE(parseNumber("3 "));
    EXPECT_FALSE(parseNumber("3x"));
    EXPECT_FALSE(parseNumber(""));
    EXPECT_EQ(parseInteger("288"), 288);
    EXPECT_FALSE(parseInteger("2.5"));
}

TEST(Text, SplitsKeepingEmptyPieces)
{
    const auto pieces = split("a,,b,", ',');
    ASSERT_EQ(pieces.size(), 4U);
    EXPECT_EQ(pieces[1], "");
    EXPECT_EQ(pieces[3], "");
    EXPECT_EQ(split("", ',').size(), 1U);
}

TEST(Markup, IsSafeBetweenTagsAndQuotes)
{
    EXPECT_EQ(markupText("a < b && c > \"d\""), "a &lt; b &amp;&amp; c &gt; &quot;d&quot;");
    EXPECT_EQ(markupText("José\n"), "José\n");
}
