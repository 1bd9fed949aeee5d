// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/wkt_line.h"

#include "twin/core/text.h"

namespace twin {

namespace {

/// "lon lat" or "lon lat height".
std::optional<GeoPoint> readPoint(std::string_view text)
{
    std::vector<double> numbers;
    for (const std::string_view piece : split(trim(text), ' ')) {
        if (piece.empty()) {
            continue;
        }
        const auto number = parseNumber(piece);
        if (!number) {
            return std::nullopt;
        }
        numbers.push_back(*number);
    }
    if (numbers.size() < 2 || numbers.size() > 3) {
        return std::nullopt;
    }
    return GeoPoint{.lat_deg = numbers[1], .lon_deg = numbers[0]};
}

} // namespace

std::optional<std::vector<GeoPoint>> readWktLine(std::string_view text)
{
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || !trim(text).ends_with(')')) {
        return std::nullopt;
    }
    const std::string kind = lower(trim(text.substr(0, open)));
    if (kind != "linestring" && kind != "linestring z" && kind != "linestringz") {
        return std::nullopt;
    }
    std::vector<GeoPoint> points;
    for (const std::string_view piece : split(text.substr(open + 1, text.rfind(')') - open - 1), ',')) {
        const auto point = readPoint(piece);
        if (!point) {
            return std::nullopt;
        }
        points.push_back(*point);
    }
    return points.size() < 2 ? std::nullopt : std::optional(std::move(points));
}

std::string wktLine(std::span<const GeoPoint> points)
{
    std::string text = "LINESTRING (";
    for (std::size_t index = 0; index < points.size(); ++index) {
        text += concat(index == 0 ? "" : ", ", points[index].lon_deg, " ", points[index].lat_deg);
    }
    return text + ")";
}

} // namespace twin
