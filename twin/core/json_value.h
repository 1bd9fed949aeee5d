// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// JSON read into values that remember where they stood, so that what is wrong with a scenario can be said with its
// line. Strict as RFC 8259 has it: no comments, no trailing commas, no second key of the same name, one value a text.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twin/core/result.h"

namespace twin {

enum class JsonKind : std::uint8_t { Null, Truth, Number, Text, Array, Object };

/// "a number", "an object": what a value is, in a sentence.
[[nodiscard]] std::string_view nameOf(JsonKind kind);

struct JsonMember;

/// Invariants: only what belongs to `kind` is filled; the names of an object's members differ.
struct JsonValue {
    JsonKind kind = JsonKind::Null;
    bool truth = false;
    double number = 0.0;
    std::string text; ///< of a Text its content; of a Number its digits as written
    std::vector<JsonValue> elements;
    std::vector<JsonMember> members; ///< in the order written
    std::size_t line = 1;            ///< from 1
    std::size_t column = 1;          ///< byte within the line, from 1

    /// The member of that name, null if there is none or this is no object.
    [[nodiscard]] const JsonValue* find(std::string_view name) const;
};

struct JsonMember {
    std::string name;
    JsonValue value;
};

/// Errors: InvalidInput `line 3, column 21: found "x", expected a value` for anything but one JSON value, for a number
/// no double holds, for text that is not UTF-8 and for values nested more than 64 deep.
[[nodiscard]] Result<JsonValue> parseJson(std::string_view text);

} // namespace twin
