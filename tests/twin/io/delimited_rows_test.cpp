// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/delimited_rows.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

using namespace twin;

namespace {

using Texts = std::vector<std::string>;

Texts fieldsOf(const DelimitedRows& rows) { return {rows.fields().begin(), rows.fields().end()}; }

Texts firstRow(std::string_view text, char separator = ',')
{
    DelimitedRows rows(text, separator);
    EXPECT_TRUE(rows.next());
    return fieldsOf(rows);
}

} // namespace

TEST(DelimitedRows, KeepsEmptyFieldsAlsoAtTheEnd)
{
    EXPECT_EQ(firstRow("a,,b,"), (Texts{"a", "", "b", ""}));
    EXPECT_EQ(firstRow(",,,,0"), (Texts{"", "", "", "", "0"}));
}

TEST(DelimitedRows, FindsEverySeparatorWhereverItStands)
{
    // Separators are looked for eight bytes at a time: every place within a word, and bytes that differ by one bit.
    for (std::size_t length = 0; length < 40; ++length) {
        for (std::size_t place = 0; place < length; ++place) {
            std::string text(length, '-');
            text[place] = ',';
            EXPECT_EQ(firstRow(text), (Texts{std::string(place, '-'), std::string(length - place - 1, '-')}));
        }
    }
    for (int letter = 1; letter < 256; ++letter) {
        const std::string byte(16, static_cast<char>(letter));
        const bool isSpecial = letter == ',' || letter == '\n' || letter == '\r' || letter == '"';
        EXPECT_TRUE(isSpecial || firstRow(byte) == Texts{byte}) << letter;
    }
}

TEST(DelimitedRows, HoldsMoreFieldsThanAnyoneExpects)
{
    // Whatever their number, and wherever in a word they begin.
    for (std::size_t before = 0; before < 9; ++before) {
        for (const std::size_t count : {1U, 60U, 63U, 64U, 65U, 127U, 128U, 1000U}) {
            Texts expected(1, std::string(before, '-'));
            std::string text = expected.front();
            for (std::size_t field = 0; field < count; ++field) {
                expected.push_back(field % 3 == 0 ? "x" : "");
                text += "," + expected.back();
            }
            EXPECT_EQ(firstRow(text), expected);
        }
    }
}

TEST(DelimitedRows, EndsLinesAtLfCrlfOrLoneCr)
{
    for (const std::string_view text : {"a,b\nc,d", "a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r"}) {
        DelimitedRows rows(text, ',');
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(fieldsOf(rows), (Texts{"a", "b"}));
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(fieldsOf(rows), (Texts{"c", "d"}));
        EXPECT_EQ(rows.line(), 2U);
        EXPECT_FALSE(rows.next());
    }
}

TEST(DelimitedRows, CountsBlankLinesAndSaysSo)
{
    DelimitedRows rows("a\n\n , \nb\n", ',');
    ASSERT_TRUE(rows.next());
    EXPECT_FALSE(rows.isBlank());
    ASSERT_TRUE(rows.next());
    EXPECT_TRUE(rows.isBlank());
    ASSERT_TRUE(rows.next());
    EXPECT_TRUE(rows.isBlank());
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.line(), 4U);
    EXPECT_FALSE(rows.isBlank());
}

TEST(DelimitedRows, UndoesQuotes)
{
    EXPECT_EQ(firstRow(R"("a,b",2,"say ""yes""","",x)"), (Texts{"a,b", "2", "say \"yes\"", "", "x"}));
    EXPECT_EQ(firstRow(R"(1,"""")"), (Texts{"1", "\""}));
    EXPECT_EQ(firstRow("\"a;b\";\"c\"", ';'), (Texts{"a;b", "c"}));
    EXPECT_EQ(firstRow("\"a\"\tb", '\t'), (Texts{"a", "b"}));
}

TEST(DelimitedRows, KeepsAStrayQuoteWithinItsLine)
{
    DelimitedRows rows("1,\"open,2\n3,4\n\"a\"b,5\n", ',');
    ASSERT_TRUE(rows.next());
    EXPECT_FALSE(rows.isWellQuoted());
    ASSERT_TRUE(rows.next());
    EXPECT_TRUE(rows.isWellQuoted());
    EXPECT_EQ(fieldsOf(rows), (Texts{"3", "4"}));
    ASSERT_TRUE(rows.next());
    EXPECT_FALSE(rows.isWellQuoted());
    EXPECT_EQ(rows.fields().size(), 2U);
    EXPECT_FALSE(rows.next());
}

TEST(DelimitedRows, SaysInWhichColumnAFieldBegins)
{
    DelimitedRows rows("ab,c,,d\n\"a\"\"b\",c\n", ',');
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.column(0), 1U);
    EXPECT_EQ(rows.column(1), 4U);
    EXPECT_EQ(rows.column(3), 7U);
    EXPECT_EQ(rows.column(4), 8U);
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.column(0), 1U);
    EXPECT_EQ(rows.column(1), 8U);
}

TEST(DetectSeparator, TakesTheMostFrequentOfTheFirstLineOutsideQuotes)
{
    EXPECT_EQ(detectSeparator("a,b;c,d\n;;;;;;"), ',');
    EXPECT_EQ(detectSeparator("\r\na;b;c"), ';');
    EXPECT_EQ(detectSeparator("5 Minutes\tFlow (Veh/5 Minutes)\n"), '\t');
    EXPECT_EQ(detectSeparator("\"a,b,c,d\";2;3"), ';');
    EXPECT_EQ(detectSeparator("flow\n1\n"), ',');
    EXPECT_EQ(detectSeparator(""), ',');
}
