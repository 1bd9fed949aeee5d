// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/text.h"

#include <array>
#include <cctype>
#include <cmath>

namespace twin {

namespace {

template <typename Number>
void appendShortest(std::string& text, Number value)
{
    std::array<char, 40> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    text.append(buffer.data(), end);
}

template <typename Number>
std::optional<Number> parseWhole(std::string_view text)
{
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
    }
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

} // namespace

void appendNumber(std::string& text, double value) { appendShortest(text, value); }
void appendNumber(std::string& text, float value) { appendShortest(text, value); }
void appendNumber(std::string& text, std::int64_t value) { appendShortest(text, value); }
void appendNumber(std::string& text, std::uint64_t value) { appendShortest(text, value); }

std::string fixed(double value, int decimals)
{
    std::array<char, 400> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    return {buffer.data(), end};
}

std::string significant(double value, int digits)
{
    if (value == 0.0 || !std::isfinite(value)) {
        return value == 0.0 ? "0" : concat(value);
    }
    const int magnitude = static_cast<int>(std::floor(std::log10(std::fabs(value))));
    const double scale = std::pow(10.0, magnitude - digits + 1);
    const int decimals = std::max(0, digits - 1 - magnitude);
    std::string text = fixed(std::round(value / scale) * scale, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
    }
    return text;
}

std::optional<double> parseNumber(std::string_view text) { return parseWhole<double>(text); }
std::optional<std::int64_t> parseInteger(std::string_view text) { return parseWhole<std::int64_t>(text); }

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> pieces;
    std::size_t begin = 0;
    for (;;) {
        const std::size_t end = text.find(separator, begin);
        if (end == std::string_view::npos) {
            pieces.push_back(text.substr(begin));
            return pieces;
        }
        pieces.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
}

std::string_view trim(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& letter : result) {
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return result;
}

} // namespace twin
