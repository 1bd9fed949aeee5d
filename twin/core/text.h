// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Numbers and sentences as text, without locale and without streams: the same value gives the same bytes on every
// machine, which run logs, exports and digests rely on.

#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twin {

/// Appends the shortest decimal text that reads back to exactly `value`; `nan` and `inf` as such.
void appendNumber(std::string& text, double value);
/// As above in single precision, so that 382.2F is written 382.2 and not 382.20001220703125.
void appendNumber(std::string& text, float value);
void appendNumber(std::string& text, std::int64_t value);
void appendNumber(std::string& text, std::uint64_t value);

/// `value` with exactly `decimals` digits after the point: fixed(0.75972, 4) == "0.7597".
[[nodiscard]] std::string fixed(double value, int decimals);

/// `value` with at most `digits` significant digits and no trailing zeros: significant(24.3456, 3) == "24.3".
[[nodiscard]] std::string significant(double value, int digits);

/// Reads a whole text as a number: no blanks, no rest. Empty, partial or out-of-range text gives nothing.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view text);

/// The pieces between the separators; an empty text is one empty piece.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// Without blanks, tabs, CR and LF at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// ASCII letters in lower case.
[[nodiscard]] std::string lower(std::string_view text);

namespace detail {
inline void appendPiece(std::string& text, std::string_view piece) { text.append(piece); }
inline void appendPiece(std::string& text, char piece) { text.push_back(piece); }
inline void appendPiece(std::string& text, double piece) { appendNumber(text, piece); }
inline void appendPiece(std::string& text, float piece) { appendNumber(text, piece); }
template <std::integral Integer>
void appendPiece(std::string& text, Integer piece)
{
    if constexpr (std::is_signed_v<Integer>) {
        appendNumber(text, static_cast<std::int64_t>(piece));
    } else {
        appendNumber(text, static_cast<std::uint64_t>(piece));
    }
}
} // namespace detail

/// The pieces one after another: concat("line ", 12, ": expected ", 52, " fields").
template <typename... Pieces>
[[nodiscard]] std::string concat(const Pieces&... pieces)
{
    std::string text;
    (detail::appendPiece(text, pieces), ...);
    return text;
}

} // namespace twin
