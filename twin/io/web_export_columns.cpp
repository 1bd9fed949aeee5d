// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/web_export_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "twin/core/quantity.h"
#include "twin/core/text.h"
#include "twin/io/field_numbers.h"

namespace twin {

namespace {

using Fields = std::span<const std::string_view>;

constexpr std::int64_t kMostLanes = 32; ///< PeMS knows at most 8 in a direction; a larger number is no lane
constexpr float kAnyAmount = std::numeric_limits<float>::max();

/// Takes the column for flow, occupancy or speed if `name` says it is one.
bool takeAmount(AmountColumns& amounts, std::string_view name, std::size_t column)
{
    if (name == "flow (veh/5 minutes)") {
        amounts.flow = column;
    } else if (name == "occupancy (%)" || name == "occ (%)") {
        amounts.occupancy = column;
    } else if (name == "speed (mph)") {
        amounts.speed = column;
    } else {
        return false;
    }
    return true;
}

std::optional<FieldFault> readAmounts(const AmountColumns& columns, Fields fields, Observation& reading)
{
    double occupancy_pct = std::numeric_limits<double>::quiet_NaN();
    double speed_mph = occupancy_pct;
    if (columns.flow && !readAmount(fields[*columns.flow], kAnyAmount, reading.flow_veh)) {
        return FieldFault{*columns.flow, "flow: vehicles in 5 minutes, 0 or more, or nothing"};
    }
    if (columns.occupancy && !readAmount(fields[*columns.occupancy], 100.0, occupancy_pct)) {
        return FieldFault{*columns.occupancy, "occupancy: a percentage from 0 to 100, or nothing"};
    }
    if (columns.speed && !readAmount(fields[*columns.speed], 1000.0, speed_mph)) {
        return FieldFault{*columns.speed, "speed: mph, 0 or more, or nothing"};
    }
    reading.occupancy = static_cast<float>(occupancy_pct / 100.0);
    reading.speed_mps = static_cast<float>(speed_mph * kMetresPerSecondPerMph);
    return std::nullopt;
}

} // namespace

bool looksLikeWebExport(std::span<const std::string_view> header)
{
    return std::any_of(header.begin(), header.end(), [](std::string_view field) {
        const std::string name = lower(trim(field));
        return name == "5 minutes" || name == "% observed" || name.find("flow (veh/") != std::string::npos;
    });
}

tl::expected<WebExportColumns, FieldFault> WebExportColumns::open(Fields header)
{
    WebExportColumns columns;
    columns.m_count = header.size();
    for (std::size_t column = 0; column < header.size(); ++column) {
        const std::string name = lower(trim(header[column]));
        if (!columns.take(name, column) && !name.empty()) {
            columns.m_unused.emplace_back(trim(header[column]));
        }
    }
    while (columns.m_count > 0 && trim(header[columns.m_count - 1]).empty()) {
        --columns.m_count; // trailing commas
    }
    if (!columns.m_hasTime) {
        return tl::unexpected(FieldFault{0, "a column named \"5 Minutes\""});
    }
    const bool lanesHaveFlow = std::any_of(columns.m_lanes.begin(), columns.m_lanes.end(),
                                           [](const AmountColumns& lane) { return lane.flow.has_value(); });
    if (!columns.m_total.flow && !lanesHaveFlow) {
        return tl::unexpected(
            FieldFault{header.size(), "a column named \"Flow (Veh/5 Minutes)\", of all or of each lane"});
    }
    return columns;
}

bool WebExportColumns::take(std::string_view name, std::size_t column)
{
    if (name == "5 minutes") {
        m_time = column;
        m_hasTime = true;
    } else if (name == "# lane points") {
        m_points = column;
    } else if (name == "% observed") {
        m_observed = column;
    } else {
        return takeAmount(m_total, name, column) || takeLane(name, column);
    }
    return true;
}

bool WebExportColumns::takeLane(std::string_view name, std::size_t column)
{
    constexpr std::string_view kLane = "lane ";
    if (!name.starts_with(kLane)) {
        return false;
    }
    name.remove_prefix(kLane.size());
    const std::size_t blank = std::min(name.find(' '), name.size());
    const auto lane = parseInteger(name.substr(0, blank));
    if (!lane || *lane < 1 || *lane > kMostLanes || blank == name.size()) {
        return false;
    }
    AmountColumns amounts;
    if (!takeAmount(amounts, name.substr(blank + 1), column)) {
        return false;
    }
    m_lanes.resize(std::max(m_lanes.size(), static_cast<std::size_t>(*lane)));
    return takeAmount(m_lanes[static_cast<std::size_t>(*lane) - 1], name.substr(blank + 1), column);
}

void WebExportColumns::addUpLanes(std::span<const Observation> lanes, Observation& reading) const
{
    float flow = 0.0F;
    float occupancy = 0.0F;
    float speedByFlow = 0.0F;
    float speedWeight = 0.0F;
    int flows = 0;
    int occupancies = 0;
    for (const Observation& lane : lanes) {
        if (!std::isnan(lane.flow_veh)) {
            flow += lane.flow_veh;
            ++flows;
        }
        if (!std::isnan(lane.occupancy)) {
            occupancy += lane.occupancy;
            ++occupancies;
        }
        if (!std::isnan(lane.flow_veh) && !std::isnan(lane.speed_mps)) {
            speedByFlow += lane.flow_veh * lane.speed_mps;
            speedWeight += lane.flow_veh;
        }
    }
    if (!m_total.flow && flows > 0) {
        reading.flow_veh = flow;
    }
    if (!m_total.occupancy && occupancies > 0) {
        reading.occupancy = occupancy / static_cast<float>(occupancies);
    }
    if (!m_total.speed && speedWeight > 0.0F) {
        reading.speed_mps = speedByFlow / speedWeight;
    }
}

std::optional<FieldFault> WebExportColumns::read(Fields fields, Observation& reading, int& lanes) const
{
    if (const auto fault = readAmounts(m_total, fields, reading)) {
        return fault;
    }
    std::vector<Observation> byLane(m_lanes.size());
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        if (const auto fault = readAmounts(m_lanes[lane], fields, byLane[lane])) {
            return fault;
        }
    }
    addUpLanes(byLane, reading);
    float observed = std::isnan(reading.flow_veh) ? 0.0F : 100.0F;
    if (m_observed) {
        observed = 0.0F;
        if (!readAmount(fields[*m_observed], 100.0F, observed)) {
            return FieldFault{*m_observed, "% observed: a number from 0 to 100"};
        }
    }
    reading.observed_pct = static_cast<std::uint8_t>(std::lround(observed));
    float points = 0.0F;
    if (m_points && !readAmount(fields[*m_points], kAnyAmount, points)) {
        return FieldFault{*m_points, "the number of lane points"};
    }
    const int pointLanes = points <= static_cast<float>(kMostLanes) ? static_cast<int>(points) : 0;
    lanes = std::max(lanes, m_lanes.empty() ? pointLanes : static_cast<int>(m_lanes.size()));
    return std::nullopt;
}

} // namespace twin
