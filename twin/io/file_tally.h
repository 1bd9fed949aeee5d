// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Counts the rows of one file while it is read, remembers the first that could not be read, and says at the end whether
// the file as a whole can be believed.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "twin/core/result.h"
#include "twin/io/delimited_rows.h"
#include "twin/io/import_report.h"

namespace twin {

/// What is wrong with a row: the field, and what was expected there.
struct FieldFault {
    std::size_t field = 0;     ///< from 0
    std::string_view expected; ///< a literal
};

class FileTally {
public:
    /// `advice` is what to do about a file that is refused, a whole sentence.
    FileTally(std::string file, std::string advice);

    void countRow() { ++m_rows; }
    /// Notes that the current row is bad in one field, or, with `found`, as a whole.
    void addBad(const DelimitedRows& rows, const FieldFault& fault);
    void addBad(const DelimitedRows& rows, std::string found, std::string expected);

    [[nodiscard]] const std::string& file() const { return m_file; }

    /// Adds to `report`. Errors: InvalidInput if there was no row, no good row, or more than a fifth were bad; the
    /// place named is that of the first bad row. `report` is then left as it was.
    [[nodiscard]] Result<void> close(ImportReport& report) const;

private:
    std::string m_file;
    std::string m_advice;
    std::size_t m_rows = 0;
    BadRows m_bad;
};

/// What is wrong with a row that holds a stray quote, if it does.
[[nodiscard]] std::optional<FieldFault> strayQuote(const DelimitedRows& rows);

/// Reads the text of a file as readText does, and refuses an empty one.
/// Errors: InvalidInput, whatever the reason: to a reader of many files a missing one is a wrong argument.
[[nodiscard]] Result<std::string> readTextOfRows(const std::filesystem::path& path);

} // namespace twin
