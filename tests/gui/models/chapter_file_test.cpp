// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/chapter_file.h"

#include <fstream>

#include <QTemporaryDir>
#include <gtest/gtest.h>

using namespace gui;

namespace {

struct ChapterFile : ::testing::Test {
    QTemporaryDir folder;
    std::filesystem::path file = chapterFileOf(folder.filePath(QStringLiteral("night.run")).toStdString());
    twin::TimeAxis axis = twin::TimeAxis::withoutDates(std::chrono::seconds(300));

    [[nodiscard]] std::string refusal(const std::string& text) const
    {
        std::ofstream(file) << text;
        const auto read = readChapters(file);
        return read ? std::string() : read.error().message;
    }
};

} // namespace

TEST_F(ChapterFile, LiesBesideTheRun)
{
    EXPECT_EQ(file.filename(), "night.chapters.json");
    EXPECT_EQ(file.parent_path().string(), folder.path().toStdString());
    EXPECT_TRUE(chapterFileOf({}).empty()) << "a run in no file";
}

TEST_F(ChapterFile, GivesBackTheUsersOwnInOrderOfTimeAndNoOthers)
{
    const std::vector<Chapter> kept{{40, QStringLiteral("Später: „Stau\" \\ 渋滞")},
                                    {7, QStringLiteral("first")},
                                    {20, QStringLiteral("found by the program"), ChapterKind::Drift}};
    ASSERT_TRUE(writeChapters(file, kept, axis));
    const auto read = readChapters(file);
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0].tick, 7);
    EXPECT_EQ((*read)[1].title, kept[0].title);
    EXPECT_EQ((*read)[1].kind, ChapterKind::User);
}

TEST_F(ChapterFile, IsNotThereWhereThereAreNone)
{
    EXPECT_TRUE(readChapters(file)->empty());
    ASSERT_TRUE(writeChapters(file, {{1, QStringLiteral("one")}}, axis));
    EXPECT_TRUE(std::filesystem::exists(file));
    ASSERT_TRUE(writeChapters(file, {}, axis));
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(ChapterFile, SaysWhatIsWrongWithAFileOfSomethingElse)
{
    EXPECT_NE(refusal("not json").find("found no chapters"), std::string::npos);
    EXPECT_NE(refusal(R"({"format": "other", "chapters": []})").find("expected an object"), std::string::npos);
    const std::string bad = refusal(
        R"({"format": "greenloop-chapters/1", "chapters": [{"tick": 1, "title": "a"}, {"tick": -1, "title": "b"}]})");
    EXPECT_NE(bad.find("entry 2 is no chapter"), std::string::npos) << bad;
    EXPECT_NE(bad.find("night.chapters.json"), std::string::npos);
}

TEST_F(ChapterFile, SaysWhyItCannotBeWritten)
{
    const auto written = writeChapters(folder.filePath(QStringLiteral("no/such/x.json")).toStdString(),
                                       {{1, QStringLiteral("one")}}, axis);
    EXPECT_FALSE(written);
}
