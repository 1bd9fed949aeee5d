// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Reads the fields of a JSON object one by one and refuses what was not asked for. Every refusal is a sentence with the
// place: `scenario.json: events[3].to (line 12, column 9): found "noon", expected a time such as ...`. Of several
// faults the first is told.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twin/core/json_value.h"
#include "twin/core/result.h"
#include "twin/core/time.h"

namespace twin {

/// What is shared by all objects of one file: the first fault, and, for who wants to know, the names asked for.
struct JsonReading {
    std::string file;
    std::optional<Error> fault;
    std::vector<std::string>* asked = nullptr; ///< not owned

    /// Keeps the fault if it is the first.
    void refuse(std::string_view path, const JsonValue& at, std::string_view found, std::string_view expected);
};

/// Least and most that a number may be.
struct NumberBounds {
    double least;
    double most;
};

class JsonFields {
public:
    /// `path` is the way to the object, such as events[3]; empty for the whole file.
    /// Requires: `value` and `reading` outlive this object.
    JsonFields(const JsonValue& value, std::string path, JsonReading& reading);

    /// Each leaves `field` as it was if the object has no such member or a wrong one; the `require` kinds refuse the
    /// file then, the others only a wrong one.
    void requireText(std::string_view name, std::string& field);
    void text(std::string_view name, std::string& field);
    void requireTime(std::string_view name, UtcTime& field);
    void requireNumber(std::string_view name, NumberBounds bounds, double& field);
    void number(std::string_view name, NumberBounds bounds, double& field);
    void integer(std::string_view name, NumberBounds bounds, std::int64_t& field);
    void truth(std::string_view name, bool& field);
    void texts(std::string_view name, std::vector<std::string>& field);
    /// The position of a text among `words`; `field` must be one of them where `isRequired`.
    void word(std::string_view name, std::span<const std::string_view> words, std::size_t& field, bool isRequired);
    /// The member as it is, null if there is none.
    const JsonValue* member(std::string_view name);
    /// Refuses the file because of a member, or of the whole object where the name is empty.
    void refuse(std::string_view name, std::string_view found, std::string_view expected);
    /// Refuses the file if the object has a member that was never asked for. Call last.
    void finish();

    [[nodiscard]] std::string pathOf(std::string_view name) const;
    [[nodiscard]] JsonReading& reading() { return m_reading; }

private:
    const JsonValue* take(std::string_view name, JsonKind kind, bool isRequired);

    const JsonValue& m_value;
    std::string m_path;
    JsonReading& m_reading;
    std::vector<std::string_view> m_names;
};

/// Reads `2024-05-06T08:35:00-07:00` or `...Z`, seconds optional, parts of a second dropped. Nothing for anything else,
/// a time without zone included.
[[nodiscard]] std::optional<UtcTime> parseIsoTime(std::string_view text);

/// What a value is, for a sentence: its text in quotes, its digits, or its kind.
[[nodiscard]] std::string describe(const JsonValue& value);

} // namespace twin
