// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A table whose first line names its columns, as networks and descriptions of stations come. Columns may stand in any
// order and more may be there than we know. Unlike measured series, of which a few rows may be ruined, a network with
// a broken row is a wrong network: every fault is an error with its line and column.

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twin/core/result.h"
#include "twin/io/delimited_rows.h"
#include "twin/io/field_numbers.h"

namespace twin {

class NamedRows {
public:
    using Column = std::optional<std::size_t>; ///< none where the table lacks it

    struct Layout {
        char separator = ',';
        Quotes quotes = Quotes::Enclose;
    };

    /// Errors: InvalidInput if the file cannot be read, is empty, or its first line lacks one of `required` or
    /// names a column twice.
    [[nodiscard]] static Result<NamedRows> open(const std::filesystem::path& path, Layout layout,
                                                std::initializer_list<std::string_view> required);

    /// The column of this name, whatever its case.
    [[nodiscard]] Column column(std::string_view name) const;
    /// Goes to the next row that is not blank; false after the last.
    /// Errors: InvalidInput if it has more or fewer fields than the first line.
    [[nodiscard]] Result<bool> next();

    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] std::size_t line() const { return m_rows.line(); }
    /// The field without blanks around it; empty where it is, where it is NaN, and where there is no such column.
    [[nodiscard]] std::string_view text(Column column) const;
    /// Errors: InvalidInput if the field is empty.
    [[nodiscard]] Result<std::string> needText(Column column, std::string_view expected) const;
    /// Nothing where the field is empty. Errors: InvalidInput unless it is a number within the bounds.
    [[nodiscard]] Result<std::optional<double>> number(Column column, Bounds<double> bounds,
                                                       std::string_view expected) const;
    /// Errors: as number(), and InvalidInput if the field is empty.
    [[nodiscard]] Result<double> needNumber(Column column, Bounds<double> bounds, std::string_view expected) const;
    /// The refusal of one field of the current row, saying what was expected there.
    [[nodiscard]] tl::unexpected<Error> bad(Column column, std::string_view expected) const;

private:
    NamedRows(std::string file, std::unique_ptr<const std::string> text, Layout layout);

    std::string m_file;
    std::unique_ptr<const std::string> m_text; ///< stays where it is when this object moves
    DelimitedRows m_rows;
    std::vector<std::string> m_names; ///< in lower case
};

} // namespace twin
