// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Numbers in fields of measured data: within bounds, never infinite, and often not there.

#include <charconv>
#include <string_view>

#include "twin/core/text.h"

namespace twin {

template <typename Float>
struct Bounds {
    Float least;
    Float most;
};

/// Reads a field that may be empty. Ensures: true, and `value` set or, for an empty field, left as it was; false, and
/// `value` left as it was, unless the field is a whole number within finite bounds.
template <typename Float>
[[nodiscard]] bool readNumber(std::string_view field, Bounds<Float> bounds, Float& value)
{
    if (field.empty()) {
        return true;
    }
    Float number{};
    const char* const end = field.data() + field.size();
    const auto [stop, error] = std::from_chars(field.data(), end, number);
    if (error != std::errc{} || stop != end) {
        const std::string_view trimmed = trim(field); // blanks are rare: only now worth a look
        return trimmed.size() != field.size() && readNumber(trimmed, bounds, value);
    }
    if (!(number >= bounds.least && number <= bounds.most)) {
        return false; // also what is not a number
    }
    value = number;
    return true;
}

/// As above for an amount, from 0 to `most`.
template <typename Float>
[[nodiscard]] bool readAmount(std::string_view field, Float most, Float& value)
{
    return readNumber(field, Bounds<Float>{Float{0}, most}, value);
}

} // namespace twin
