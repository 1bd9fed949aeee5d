// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/named_rows.h"

#include <algorithm>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/text_file.h"

namespace twin {

namespace {

constexpr std::string_view kAdvice = "Correct the file or export it again";

} // namespace

NamedRows::NamedRows(std::string file, std::unique_ptr<const std::string> text, Layout layout)
    : m_file(std::move(file)), m_text(std::move(text)), m_rows(*m_text, layout.separator, layout.quotes)
{
}

Result<NamedRows> NamedRows::open(const std::filesystem::path& path, Layout layout,
                                  std::initializer_list<std::string_view> required)
{
    Result<std::string> text = readText(path);
    if (!text) {
        return fail(ErrorCode::InvalidInput, text.error().message);
    }
    NamedRows rows(path.string(), std::make_unique<const std::string>(std::move(*text)), layout);
    do {
        if (!rows.m_rows.next()) {
            return badFile({.file = rows.m_file, .found = "an empty file", .expected = "a line that names the columns"},
                           kAdvice);
        }
    } while (rows.m_rows.isBlank());
    for (const std::string_view name : rows.m_rows.fields()) {
        const std::string known = lower(trim(name));
        if (!known.empty() && rows.column(known)) {
            return rows.bad(rows.m_names.size(), "every column once");
        }
        rows.m_names.push_back(known);
    }
    for (const std::string_view name : required) {
        if (!rows.column(name)) {
            return badFile({.file = rows.m_file,
                            .line = rows.line(),
                            .found = concat("no column named \"", name, "\""),
                            .expected = "one"},
                           kAdvice);
        }
    }
    return rows;
}

NamedRows::Column NamedRows::column(std::string_view name) const
{
    const auto at = std::find(m_names.begin(), m_names.end(), lower(name));
    return at == m_names.end() ? Column() : Column(static_cast<std::size_t>(at - m_names.begin()));
}

Result<bool> NamedRows::next()
{
    do {
        if (!m_rows.next()) {
            return false;
        }
    } while (m_rows.isBlank());
    const std::size_t found = m_rows.fields().size();
    if (!m_rows.isWellQuoted()) {
        return bad(0, "fields whose quotes are closed before the next separator");
    }
    if (found != m_names.size()) {
        return badFile({.file = m_file,
                        .line = line(),
                        .column = m_rows.column(std::min(found, m_names.size())),
                        .found = concat(found, " fields"),
                        .expected = concat(m_names.size(), ", as the first line names")},
                       kAdvice);
    }
    return true;
}

std::string_view NamedRows::text(Column column) const
{
    if (!column || *column >= m_rows.fields().size()) {
        return {};
    }
    const std::string_view field = trim(m_rows.fields()[*column]);
    return field == "NaN" || field == "nan" ? std::string_view() : field;
}

Result<std::string> NamedRows::needText(Column column, std::string_view expected) const
{
    const std::string_view field = text(column);
    if (field.empty()) {
        return bad(column, expected);
    }
    return std::string(field);
}

Result<std::optional<double>> NamedRows::number(Column column, Bounds<double> bounds, std::string_view expected) const
{
    const std::string_view field = text(column);
    double value = 0.0;
    if (field.empty()) {
        return std::optional<double>();
    }
    if (!readNumber(field, bounds, value)) {
        return bad(column, expected);
    }
    return std::optional(value);
}

Result<double> NamedRows::needNumber(Column column, Bounds<double> bounds, std::string_view expected) const
{
    const auto value = number(column, bounds, expected);
    if (!value) {
        return tl::unexpected(value.error());
    }
    if (!*value) {
        return bad(column, expected);
    }
    return **value;
}

tl::unexpected<Error> NamedRows::bad(Column column, std::string_view expected) const
{
    const std::size_t field = column.value_or(m_rows.fields().size());
    const bool isThere = field < m_rows.fields().size();
    return badFile({.file = m_file,
                    .line = line(),
                    .column = m_rows.column(field),
                    .found = isThere ? excerpt(m_rows.fields()[field]) : "no such column",
                    .expected = std::string(expected)},
                   kAdvice);
}

} // namespace twin
