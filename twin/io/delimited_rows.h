// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Rows and fields of delimited text, without copying it. Every reader of measured data stands on this, and a district's
// day is 170 MB of text, so a row without quotes costs one pass over its bytes and no allocation.
//
// A row is a line: a quoted field may hold separators and doubled quotes but no line break. No format read here needs
// one, and otherwise a single stray quote would swallow the rest of a file unseen.

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twin {

/// The separator of a text by its first line that is not blank: the one of `,` `;` and tab that occurs most often
/// outside quotes; a comma if there is none.
[[nodiscard]] char detectSeparator(std::string_view text);

/// What quotes mean in a text.
enum class Quotes {
    Enclose, ///< they enclose fields
    Literal  ///< they are letters like others; names of PeMS stations hold stray ones
};

/// Steps through the lines of a text. Lines end with LF, CRLF, or CR where there is no LF at all.
class DelimitedRows {
public:
    /// Requires: `text` outlives this object.
    DelimitedRows(std::string_view text, char separator, Quotes quotes = Quotes::Enclose);

    /// Goes to the next line; false after the last. Ends the life of the fields seen before.
    bool next();

    /// The fields of the current line, without their quotes; at least one.
    [[nodiscard]] std::span<const std::string_view> fields() const { return {m_fields.data(), m_count}; }
    /// The current line as it stands in the text, without its end.
    [[nodiscard]] std::string_view row() const { return m_row; }
    /// The number of the current line, from 1.
    [[nodiscard]] std::size_t line() const { return m_line; }
    /// Where a field begins in its line, in bytes from 1; beyond the last field, the end of the line.
    [[nodiscard]] std::size_t column(std::size_t field) const;
    /// Whether the line holds nothing but blanks and separators.
    [[nodiscard]] bool isBlank() const;
    /// Whether every quote that was opened was closed just before a separator or the end of the line.
    [[nodiscard]] bool isWellQuoted() const { return m_wellQuoted; }

private:
    void splitPlain();
    void splitQuoted();
    std::size_t readQuotedField(std::size_t begin);
    void addField(std::string_view field);

    std::string_view m_text;
    std::string_view m_row;
    char m_separator;
    char m_lineEnd = '\n';
    bool m_hasQuotes = false;
    bool m_wellQuoted = true;
    std::size_t m_next = 0;
    std::size_t m_line = 0;
    std::size_t m_count = 0;
    std::vector<std::string_view> m_fields; ///< the first m_count are of the current line
    std::vector<std::size_t> m_begins;      ///< where fields begin; kept only for lines with quotes
    std::deque<std::string> m_unescaped;    ///< fields that had doubled quotes
};

} // namespace twin
