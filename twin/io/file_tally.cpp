// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/file_tally.h"

#include <algorithm>
#include <utility>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/text_file.h"

namespace twin {

namespace {

/// A file of which more than a fifth cannot be read is another kind of file, or a ruined one.
constexpr std::size_t kBadRowsPerRow = 5;

} // namespace

FileTally::FileTally(std::string file, std::string advice) : m_file(std::move(file)), m_advice(std::move(advice)) {}

void FileTally::addBad(const DelimitedRows& rows, const FieldFault& fault)
{
    ++m_bad.count;
    if (m_bad.first.size() < BadRows::kShown) {
        const bool isThere = fault.field < rows.fields().size();
        m_bad.first.push_back({.file = m_file,
                               .line = rows.line(),
                               .column = rows.column(fault.field),
                               .found = isThere ? excerpt(rows.fields()[fault.field]) : "the end of the line",
                               .expected = std::string(fault.expected)});
    }
}

void FileTally::addBad(const DelimitedRows& rows, std::string found, std::string expected)
{
    ++m_bad.count;
    if (m_bad.first.size() < BadRows::kShown) {
        m_bad.first.push_back({.file = m_file,
                               .line = rows.line(),
                               .column = 1,
                               .found = std::move(found),
                               .expected = std::move(expected)});
    }
}

Result<void> FileTally::close(ImportReport& report) const
{
    if (m_rows == 0) {
        return badFile({.file = m_file, .found = "no row of data", .expected = "at least one"}, m_advice);
    }
    if (m_bad.count * kBadRowsPerRow > m_rows) {
        return badFile(m_bad.first.front(), concat(m_bad.count, " of ", m_rows,
                                                   " rows cannot be read, too many to "
                                                   "believe the rest. ",
                                                   m_advice));
    }
    report.files.push_back(m_file);
    report.rowsRead += m_rows;
    report.badRows.count += m_bad.count;
    const std::size_t room = BadRows::kShown - std::min(BadRows::kShown, report.badRows.first.size());
    const auto end = m_bad.first.begin() + static_cast<std::ptrdiff_t>(std::min(room, m_bad.first.size()));
    report.badRows.first.insert(report.badRows.first.end(), m_bad.first.begin(), end);
    return {};
}

std::optional<FieldFault> strayQuote(const DelimitedRows& rows)
{
    if (rows.isWellQuoted()) {
        return std::nullopt;
    }
    const auto fields = rows.fields();
    std::size_t quoted = 0;
    for (std::size_t field = 0; field < fields.size(); ++field) {
        quoted = rows.row().substr(rows.column(field) - 1).starts_with('"') ? field : quoted;
    }
    return FieldFault{quoted, "a field whose quotes are closed before the next separator"};
}

Result<std::string> readTextOfRows(const std::filesystem::path& path)
{
    Result<std::string> text = readText(path);
    if (!text) {
        return fail(ErrorCode::InvalidInput, text.error().message);
    }
    if (text->find_first_not_of(" \t\r\n") == std::string::npos) {
        return badFile({.file = path.string(), .found = "an empty file", .expected = "rows of measurements"},
                       "Download or export it again");
    }
    return text;
}

} // namespace twin
