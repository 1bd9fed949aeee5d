// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/json_text.h"

namespace twin {

void JsonText::appendQuoted(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    m_text.push_back('"');
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            m_text.push_back('\\');
            m_text.push_back(letter);
        } else if (letter == '\n') {
            m_text.append("\\n");
        } else if (code < 0x20) {
            m_text.append("\\u00");
            m_text.push_back(kDigits[code >> 4U]);
            m_text.push_back(kDigits[code & 15U]);
        } else {
            m_text.push_back(letter);
        }
    }
    m_text.push_back('"');
}

namespace {

/// The piece of `compact` from `at` to past the bracket that closes the one there; of no more than `most` bytes,
/// without brackets inside, else nothing.
std::string_view plainList(std::string_view compact, std::size_t at, std::size_t most)
{
    bool isQuoted = false;
    for (std::size_t i = at + 1; i < compact.size() && i - at < most; ++i) {
        const char letter = compact[i];
        if (isQuoted && letter == '\\') {
            ++i;
        } else if (letter == '"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && (letter == ']' || letter == '}')) {
            return compact.substr(at, i + 1 - at);
        } else if (!isQuoted && (letter == '[' || letter == '{')) {
            return {};
        }
    }
    return {};
}

/// Appends JSON of one line with a blank after each comma and colon.
void appendSpaced(std::string& text, std::string_view line)
{
    bool isQuoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        text.push_back(line[i]);
        if (isQuoted && line[i] == '\\') {
            text.push_back(line[++i]);
        } else if (line[i] == '"') {
            isQuoted = !isQuoted;
        } else if (!isQuoted && (line[i] == ',' || line[i] == ':')) {
            text.push_back(' ');
        }
    }
}

} // namespace

std::string indented(std::string_view compact)
{
    constexpr std::size_t kOneLine = 72; ///< bytes that still stand on one line
    std::string text;
    std::size_t level = 0;
    bool isQuoted = false;
    const auto newLine = [&] { text.append(1, '\n').append(2 * level, ' '); };
    for (std::size_t i = 0; i < compact.size(); ++i) {
        const char letter = compact[i];
        if (isQuoted || letter == '"') {
            text.push_back(letter);
            if (letter == '\\') {
                text.push_back(compact[++i]);
            } else if (letter == '"') {
                isQuoted = !isQuoted;
            }
        } else if (letter == '{' || letter == '[') {
            if (const auto list = plainList(compact, i, kOneLine); !list.empty()) {
                appendSpaced(text, list);
                i += list.size() - 1;
                continue;
            }
            text.push_back(letter);
            ++level;
            newLine();
        } else if (letter == '}' || letter == ']') {
            --level;
            newLine();
            text.push_back(letter);
        } else {
            text.push_back(letter);
            if (letter == ',') {
                newLine();
            } else if (letter == ':') {
                text.push_back(' ');
            }
        }
    }
    return text + '\n';
}

} // namespace twin
