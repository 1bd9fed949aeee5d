// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/delimited_rows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "twin/core/text.h"

namespace twin {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::string_view firstLine(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of("\r\n");
    if (begin == kNowhere) {
        return {};
    }
    return text.substr(begin, text.find_first_of("\r\n", begin) - begin);
}

/// Bytes looked at together: fields are two or three bytes long, so calling memchr for each costs more than it saves.
constexpr std::size_t kWord = 8;
constexpr bool kLowByteFirst = std::endian::native == std::endian::little;

/// The highest bit of each of the 8 bytes at `text` that is `wanted`. Requires: kLowByteFirst.
std::uint64_t marksOf(const char* text, char wanted)
{
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kLow7 = 0x7f7f7f7f7f7f7f7f;
    std::uint64_t word = 0;
    std::memcpy(&word, text, kWord);
    word ^= kOnes * static_cast<unsigned char>(wanted); // wanted bytes become 0
    return ~(((word & kLow7) + kLow7) | word | kLow7);
}

} // namespace

char detectSeparator(std::string_view text)
{
    constexpr std::array<char, 3> kSeparators = {',', '\t', ';'};
    std::array<std::size_t, 3> counts{};
    bool inQuotes = false;
    for (const char letter : firstLine(text)) {
        inQuotes = inQuotes != (letter == '"');
        const auto* found = std::find(kSeparators.begin(), kSeparators.end(), letter);
        if (found != kSeparators.end() && !inQuotes) {
            ++counts[static_cast<std::size_t>(found - kSeparators.begin())];
        }
    }
    return kSeparators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

DelimitedRows::DelimitedRows(std::string_view text, char separator, Quotes quotes)
    : m_text(text), m_separator(separator)
{
    m_hasQuotes = quotes == Quotes::Enclose && text.find('"') != kNowhere;
    if (text.find('\n') == kNowhere && text.find('\r') != kNowhere) {
        m_lineEnd = '\r';
    }
    m_fields.resize(64);
}

bool DelimitedRows::next()
{
    if (m_next >= m_text.size()) {
        return false;
    }
    const std::size_t end = std::min(m_text.find(m_lineEnd, m_next), m_text.size());
    m_row = m_text.substr(m_next, end - m_next);
    if (m_row.ends_with('\r')) {
        m_row.remove_suffix(1);
    }
    m_next = end + 1;
    ++m_line;
    m_count = 0;
    m_wellQuoted = true;
    m_begins.clear();
    if (m_hasQuotes && m_row.find('"') != kNowhere) {
        splitQuoted();
    } else {
        splitPlain();
    }
    return true;
}

void DelimitedRows::addField(std::string_view field)
{
    if (m_count == m_fields.size()) {
        m_fields.resize(m_fields.size() * 2);
    }
    m_fields[m_count++] = field;
}

void DelimitedRows::splitPlain()
{
    const char* const row = m_row.data();
    const std::size_t size = m_row.size();
    std::size_t begin = 0;
    std::size_t at = 0;
    m_count = 0;
    for (; kLowByteFirst && at + kWord <= size; at += kWord) {
        if (m_count + kWord >= m_fields.size()) {
            m_fields.resize(m_fields.size() * 2);
        }
        std::string_view* field = m_fields.data() + m_count;
        for (std::uint64_t marks = marksOf(row + at, m_separator); marks != 0; marks &= marks - 1) {
            const std::size_t end = at + static_cast<std::size_t>(std::countr_zero(marks)) / 8;
            *field++ = {row + begin, end - begin};
            begin = end + 1;
        }
        m_count = static_cast<std::size_t>(field - m_fields.data());
    }
    for (; at < size; ++at) {
        if (row[at] == m_separator) {
            addField({row + begin, at - begin});
            begin = at + 1;
        }
    }
    addField({row + begin, size - begin});
}

void DelimitedRows::splitQuoted()
{
    m_unescaped.clear();
    std::size_t begin = 0;
    while (begin <= m_row.size()) {
        m_begins.push_back(begin);
        if (begin < m_row.size() && m_row[begin] == '"') {
            begin = readQuotedField(begin);
            continue;
        }
        const std::size_t end = std::min(m_row.find(m_separator, begin), m_row.size());
        addField(m_row.substr(begin, end - begin));
        begin = end + 1;
    }
}

/// Adds the field whose opening quote stands at `begin`; returns where the next field begins.
std::size_t DelimitedRows::readQuotedField(std::size_t begin)
{
    std::size_t close = m_row.find('"', begin + 1);
    bool hasDoubled = false;
    while (close != kNowhere && close + 1 < m_row.size() && m_row[close + 1] == '"') {
        hasDoubled = true;
        close = m_row.find('"', close + 2);
    }
    const std::size_t inside = begin + 1;
    std::string_view field = m_row.substr(inside, std::min(close, m_row.size()) - inside);
    if (hasDoubled) {
        std::string& plain = m_unescaped.emplace_back(field);
        std::size_t quote = 0;
        while ((quote = plain.find("\"\"", quote)) != std::string::npos) {
            plain.erase(quote++, 1);
        }
        field = plain;
    }
    addField(field);
    if (close == kNowhere) {
        m_wellQuoted = false;
        return m_row.size() + 1;
    }
    const std::size_t end = std::min(m_row.find(m_separator, close), m_row.size());
    m_wellQuoted = m_wellQuoted && end == close + 1;
    return end + 1;
}

std::size_t DelimitedRows::column(std::size_t field) const
{
    if (field >= m_count) {
        return m_row.size() + 1;
    }
    return m_begins.empty() ? static_cast<std::size_t>(m_fields[field].data() - m_row.data()) + 1 : m_begins[field] + 1;
}

bool DelimitedRows::isBlank() const
{
    return std::all_of(m_fields.begin(), m_fields.begin() + static_cast<std::ptrdiff_t>(m_count),
                       [](std::string_view field) { return trim(field).empty(); });
}

} // namespace twin
