// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/json_value.h"

#include <gtest/gtest.h>

#include "twin/core/json_text.h"

using namespace twin;

TEST(JsonValue, ReadsEveryKindAndRemembersWhereItStood)
{
    const auto value = parseJson("{\"a\": [1, -2.5e2, true, null],\n  \"b\": \"x\\u00e9\\ud83d\\ude00\\n\"}");
    ASSERT_TRUE(value) << value.error().message;
    const JsonValue* const list = value->find("a");
    ASSERT_NE(list, nullptr);
    ASSERT_EQ(list->elements.size(), 4U);
    EXPECT_EQ(list->elements[1].number, -250.0);
    EXPECT_EQ(list->elements[1].text, "-2.5e2");
    EXPECT_TRUE(list->elements[2].truth);
    EXPECT_EQ(list->elements[3].kind, JsonKind::Null);
    const JsonValue* const text = value->find("b");
    ASSERT_NE(text, nullptr);
    EXPECT_EQ(text->text, "x\xc3\xa9\xf0\x9f\x98\x80\n");
    EXPECT_EQ(text->line, 2U);
    EXPECT_EQ(text->column, 8U);
    EXPECT_EQ(value->find("c"), nullptr);
}

TEST(JsonValue, RefusesWhatIsNoJsonWithThePlace)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "line 1, column 1: found the end of the file, expected a value"},
        {"{\"a\": 1,}", "column 9: found \"}\", expected a name in quotes"},
        {"[1 2]", "column 4: found \"2\", expected a comma or the closing bracket"},
        {"{\"a\" 1}", "expected a colon"},
        {"{\"a\": 1, \"a\": 2}", "column 10: found \"\"\", expected a name that does not stand there already"},
        {"[01]", "expected a value"},
        {"[1.]", "expected a digit after the point"},
        {"[1e999]", "not beyond all bounds"},
        {"[tru]", "expected a value"},
        {"\"a\nb\"", "expected a closing quote on the same line"},
        {"\"\\x\"", "after a backslash"},
        {"\"\\ud800\"", "four hexadecimal digits"},
        {"\"\xff\"", "text in UTF-8"},
        {"1\n2", "line 2, column 1: found \"2\", expected the end"},
        {std::string(70, '[') + std::string(70, ']'), "nested no deeper than 64"},
    };
    for (const auto& [text, says] : cases) {
        const auto value = parseJson(text);
        ASSERT_FALSE(value) << text;
        EXPECT_EQ(value.error().code, ErrorCode::InvalidInput);
        EXPECT_NE(value.error().message.find(says), std::string::npos) << value.error().message;
    }
}

TEST(IndentedJson, KeepsTheValuesAndShortListsOnOneLine)
{
    JsonText json;
    json.beginObject().key("list").beginArray().value(1).value("a,\"b").endArray();
    json.key("deep").beginObject().key("inner").beginArray().beginObject().field("x", 0.5).endObject().endArray();
    json.endObject().endObject();
    EXPECT_EQ(indented(json.text()),
              "{\n  \"list\": [1, \"a,\\\"b\"],\n  \"deep\": {\n    \"inner\": [\n      {\"x\": 0.5}\n"
              "    ]\n  }\n}\n");
}
