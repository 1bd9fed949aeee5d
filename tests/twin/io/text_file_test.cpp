// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/text_file.h"

#include "tests/twin/io/io_fixture.h"

using namespace twin;

class TextFile : public FolderTest {};

TEST_F(TextFile, ReadsPlainTextByteForByte)
{
    EXPECT_EQ(readText(write("a.csv", "one\r\ntwo")).value(), "one\r\ntwo");
    EXPECT_EQ(readText(write("empty.csv", "")).value(), "");
}

TEST_F(TextFile, TakesTheByteOrderMarkAway)
{
    EXPECT_EQ(readText(write("a.csv", "\xef\xbb\xbf"
                                      "flow"))
                  .value(),
              "flow");
    EXPECT_EQ(readText(write("a.gz", gzipped("\xef\xbb\xbf"
                                             "flow")))
                  .value(),
              "flow");
}

TEST_F(TextFile, KnowsGzipByItsFirstBytesAndNotByItsName)
{
    EXPECT_EQ(readText(write("a.txt", gzipped("flow\n1\n"))).value(), "flow\n1\n");
    EXPECT_EQ(readText(write("plain.gz", "flow\n1\n")).value(), "flow\n1\n");
}

TEST_F(TextFile, JoinsConcatenatedGzipMembersAndPassesOverPadding)
{
    const std::string packed = gzipped("one\n") + gzipped("") + gzipped("two\n");
    EXPECT_EQ(readText(write("a.gz", packed)).value(), "one\ntwo\n");
    EXPECT_EQ(readText(write("padded.gz", packed + std::string(512, '\0'))).value(), "one\ntwo\n");
}

TEST_F(TextFile, InflatesMoreThanOneBufferful)
{
    std::string text;
    for (int i = 0; i < 200'000; ++i) {
        text += std::to_string(i * 7919) + "\n";
    }
    EXPECT_EQ(readText(write("a.gz", gzipped(text))).value(), text);
    EXPECT_EQ(readText(write("a.txt", text)).value(), text);
}

TEST_F(TextFile, RefusesGzipCutShortAtAnyPlace)
{
    const std::string packed = gzipped("one\n") + gzipped("two and some more\n");
    for (std::size_t size = 2; size < packed.size(); ++size) {
        const auto text = readText(write("cut.gz", packed.substr(0, size)));
        if (size == gzipped("one\n").size()) {
            EXPECT_EQ(text.value(), "one\n"); // the first member alone is whole
            continue;
        }
        ASSERT_FALSE(text) << size;
        EXPECT_EQ(text.error().code, ErrorCode::InvalidInput);
        EXPECT_MENTIONS(text.error().message, "cut.gz");
    }
}

TEST_F(TextFile, RefusesGzipWithAWrongByteOrSomethingBehindIt)
{
    std::string packed = gzipped("one two three four five\n");
    const auto behind = readText(write("behind.gz", packed + "<html>"));
    ASSERT_FALSE(behind);
    EXPECT_MENTIONS(behind.error().message, "not gzip");
    packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1); // the checksum
    const auto wrong = readText(write("wrong.gz", packed));
    ASSERT_FALSE(wrong);
    EXPECT_MENTIONS(wrong.error().message, "incorrect data check");
}

TEST_F(TextFile, RefusesWhatIsNotTextAndSaysWhere)
{
    const auto binary = readText(write("a.bin", std::string("ab\ncd\0ef", 8)));
    ASSERT_FALSE(binary);
    EXPECT_EQ(binary.error().code, ErrorCode::InvalidInput);
    EXPECT_MENTIONS(binary.error().message, "a.bin: line 2, column 3: found a zero byte");
    const auto wide = readText(write("wide.csv", std::string("\xff\xfe"
                                                             "f\0l\0",
                                                             6)));
    ASSERT_FALSE(wide);
    EXPECT_MENTIONS(wide.error().message, "UTF-16");
    const auto workbook = readText(write("book.csv", "PK\x03\x04 and so on"));
    ASSERT_FALSE(workbook);
    EXPECT_MENTIONS(workbook.error().message, "xlsx");
}

TEST_F(TextFile, TellsAMissingFileFromOneThatCannotBeRead)
{
    const auto missing = readText(folder() / "nowhere.csv");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    EXPECT_MENTIONS(missing.error().message, "nowhere.csv: cannot be opened: No such file");
    const auto isFolder = readText(folder());
    ASSERT_FALSE(isFolder);
    EXPECT_EQ(isFolder.error().code, ErrorCode::Io);
    EXPECT_MENTIONS(isFolder.error().message, "directory");
}

TEST_F(TextFile, ReadsOnlyTheHeadWhenAskedTo)
{
    const std::string text(1'000'000, 'x');
    const auto plain = readTextHead(write("a.txt", text), 1000);
    EXPECT_EQ(plain.value().size(), 1000U);
    const std::string packed = gzipped(text);
    const auto head = readTextHead(write("cut.gz", packed.substr(0, packed.size() / 2)), 1000);
    ASSERT_TRUE(head) << head.error().message;
    EXPECT_GE(head->size(), 1000U);
    EXPECT_TRUE(readTextHead(folder() / "cut.gz", 16)); // no text in so few bytes, and no fault either
}

TEST_F(TextFile, WritesAllOrNothingAndLeavesNothingBeside)
{
    const auto path = write("a.csv", "before");
    ASSERT_TRUE(writeTextAtomically(path, "after"));
    EXPECT_EQ(contentOf(path), "after");
    EXPECT_EQ(filesInFolder(), 1U);

    std::filesystem::create_directory(folder() / "taken");
    const auto refused = writeTextAtomically(folder() / "taken", "text");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Io);
    EXPECT_MENTIONS(refused.error().message, "taken: cannot be written");
    EXPECT_EQ(filesInFolder(), 2U);

    const auto nowhere = writeTextAtomically(folder() / "no" / "a.csv", "text");
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code, ErrorCode::NotFound);
}
