// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/gmns_units.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "twin/core/quantity.h"
#include "twin/core/text.h"
#include "twin/io/named_rows.h"

namespace twin {

namespace {

using Unit = std::pair<std::string_view, double>;

constexpr double kMetresPerFoot = 0.3048; ///< by definition

constexpr std::array<Unit, 14> kLengths = {{{"m", 1.0},
                                            {"meter", 1.0},
                                            {"meters", 1.0},
                                            {"metres", 1.0},
                                            {"km", 1000.0},
                                            {"kilometer", 1000.0},
                                            {"kilometers", 1000.0},
                                            {"kilometres", 1000.0},
                                            {"mi", kMetresPerMile},
                                            {"mile", kMetresPerMile},
                                            {"miles", kMetresPerMile},
                                            {"ft", kMetresPerFoot},
                                            {"foot", kMetresPerFoot},
                                            {"feet", kMetresPerFoot}}};
constexpr std::array<Unit, 8> kSpeeds = {{{"mph", kMetresPerSecondPerMph},
                                          {"mi/h", kMetresPerSecondPerMph},
                                          {"miles/hour", kMetresPerSecondPerMph},
                                          {"kph", 1.0 / 3.6},
                                          {"kmh", 1.0 / 3.6},
                                          {"km/h", 1.0 / 3.6},
                                          {"kmph", 1.0 / 3.6},
                                          {"m/s", 1.0}}};

/// Sets `factor` if the field names a unit; nothing stands for "not stated".
template <std::size_t Count>
bool readUnit(std::string_view field, const std::array<Unit, Count>& units, std::optional<double>& factor)
{
    const std::string name = lower(field);
    const auto* const at =
        std::find_if(units.begin(), units.end(), [&](const Unit& unit) { return unit.first == name; });
    if (at != units.end()) {
        factor = at->second;
    }
    return name.empty() || at != units.end();
}

bool isLonLat(std::string_view crs)
{
    const std::string name = lower(crs);
    return name.empty() || name.find("4326") != std::string::npos || name.find("wgs84") != std::string::npos ||
           name.find("wgs 84") != std::string::npos || name.find("4269") != std::string::npos; // NAD 83: a metre off
}

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void inferLength(const std::vector<UnitEvidence>& links, GmnsUnits& units, NetworkReport& report)
{
    std::vector<double> metresPerLength;
    for (const UnitEvidence& link : links) {
        if (link.length && *link.length > 0.0 && link.shape_m > 0.0) {
            metresPerLength.push_back(link.shape_m / *link.length);
        }
    }
    if (metresPerLength.empty()) {
        units.metresPerLength = 1.0; // nothing to convert
        return;
    }
    const double median = medianOf(metresPerLength);
    constexpr std::array<Unit, 4> kCandidates = {
        {{"metres", 1.0}, {"kilometres", 1000.0}, {"miles", kMetresPerMile}, {"feet", kMetresPerFoot}}};
    const auto* const nearest =
        std::min_element(kCandidates.begin(), kCandidates.end(), [&](const Unit& a, const Unit& b) {
            return std::abs(std::log(median / a.second)) < std::abs(std::log(median / b.second));
        });
    units.metresPerLength = nearest->second;
    report.notes.push_back(concat("No unit of length is stated. Of ", metresPerLength.size(), " links the geometry is ",
                                  significant(median, 4), " m long per unit in the median, so lengths are read as ",
                                  nearest->first, "."));
}

void inferSpeed(const std::vector<UnitEvidence>& links, GmnsUnits& units, NetworkReport& report)
{
    constexpr double kMostMetresPerSecond = 42.0; ///< 150 km/h; the fastest of a city in mph or km/h is above
    constexpr double kMostMilesPerHour = 85.0;    ///< the highest limit in the United States
    double most = 0.0;
    for (const UnitEvidence& link : links) {
        most = std::max(most, link.speed.value_or(0.0));
    }
    const Unit unit = most > kMostMilesPerHour      ? Unit{"km/h", 1.0 / 3.6}
                      : most > kMostMetresPerSecond ? Unit{"mph", kMetresPerSecondPerMph}
                                                    : Unit{"m/s", 1.0};
    units.mpsPerSpeed = unit.second;
    if (most > 0.0) {
        report.notes.push_back(concat("No unit of speed is stated. The highest free speed is ", significant(most, 4),
                                      ", so speeds are read as ", unit.first, "."));
    }
}

} // namespace

Result<GmnsUnits> readGmnsConfig(const std::filesystem::path& path)
{
    auto rows = NamedRows::open(path, {}, {});
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    const auto isThere = rows->next();
    if (!isThere) {
        return tl::unexpected(isThere.error());
    }
    GmnsUnits units;
    if (!*isThere) {
        return units; // names without values state nothing
    }
    const auto length = rows->column("long_length");
    const auto speed = rows->column("speed");
    const auto crs = rows->column("crs");
    units.dataset = rows->text(rows->column("dataset_name"));
    if (!readUnit(rows->text(length), kLengths, units.metresPerLength)) {
        return rows->bad(length, "a unit of length: m, km, mile or ft");
    }
    if (!readUnit(rows->text(speed), kSpeeds, units.mpsPerSpeed)) {
        return rows->bad(speed, "a unit of speed: mph, kph or m/s");
    }
    if (!isLonLat(rows->text(crs))) {
        return rows->bad(crs, "EPSG:4326, longitude and latitude; other coordinates must be converted before");
    }
    return units;
}

void inferGmnsUnits(const std::vector<UnitEvidence>& links, GmnsUnits& units, NetworkReport& report)
{
    if (!units.metresPerLength) {
        inferLength(links, units, report);
    }
    if (!units.mpsPerSpeed) {
        inferSpeed(links, units, report);
    }
}

} // namespace twin
