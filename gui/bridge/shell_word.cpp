// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/shell_word.h"

namespace gui {

namespace {

constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";

} // namespace

std::string shellWord(std::string_view text)
{
    if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) {
        return std::string(text);
    }
    std::string word = "'";
    for (const char letter : text) {
        if (letter == '\'') {
            word += "'\\''"; // no escapes inside single quotes: out of them, the quote, in again
        } else {
            word += letter;
        }
    }
    return word + "'";
}

} // namespace gui
