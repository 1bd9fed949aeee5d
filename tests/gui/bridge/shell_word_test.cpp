// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/shell_word.h"

#include <cstdio>
#include <memory>

#include <gtest/gtest.h>

using namespace gui;

namespace {

/// What a shell hands to the program that the line starts.
std::string asTakenBySh(const std::string& words)
{
    const std::string line = "printf '[%s]' " + words;
    const std::unique_ptr<FILE, int (*)(FILE*)> shell(::popen(line.c_str(), "r"), &::pclose);
    std::string text;
    for (int letter = std::fgetc(shell.get()); letter != EOF; letter = std::fgetc(shell.get())) {
        text += static_cast<char>(letter);
    }
    return text;
}

} // namespace

TEST(ShellWord, LeavesPlainNamesAsTheyAre)
{
    EXPECT_EQ(shellWord("ordinary-week"), "ordinary-week");
    EXPECT_EQ(shellWord(""), "''") << "an argument that is empty, not none";
    EXPECT_EQ(shellWord("night_2.run"), "night_2.run");
    EXPECT_EQ(shellWord("2024-05-07T08:00:00Z"), "2024-05-07T08:00:00Z");
    EXPECT_EQ(shellWord("/data/my runs/night.run"), "'/data/my runs/night.run'");
}

TEST(ShellWord, ReachesTheProgramAsItIs)
{
    for (const std::string text : {"", "a", "two words", "it's", "''", "$HOME", "`id`", "a\\b", "*", "~", "a;b", "#a",
                                   "a\nb", "\"", "Stra\u00dfe/caf\u00e9.json", "!x", "a&b", "'"}) {
        EXPECT_EQ(asTakenBySh(shellWord(text)), "[" + text + "]");
    }
    EXPECT_EQ(asTakenBySh(shellWord("one word") + " " + shellWord("another's")), "[one word][another's]");
}
