// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The words of scenario files, each table in the order of its enumeration, so that reader and writer cannot differ.

#include <array>
#include <string_view>
#include <variant>

#include "twin/scenario/scenario.h"

namespace twin::scenario_names {

inline constexpr std::array<std::string_view, std::variant_size_v<Action>> kActions{
    "lane_closure",  "link_closure", "capacity_factor", "free_speed_factor", "speed_limit",  "ramp_metering",
    "demand_factor", "demand_surge", "weather",         "incident",          "sensor_fault", "induced_drift"};
inline constexpr std::array<std::string_view, 2> kFeeds{"simulated_city", "recorded_files"};
inline constexpr std::array<std::string_view, 4> kDirections{"N", "S", "E", "W"};
inline constexpr std::array<std::string_view, 2> kOnsets{"sudden", "gradual"};
inline constexpr std::array<std::string_view, 5> kWeathers{"light_rain", "rain", "heavy_rain", "fog", "dense_fog"};
inline constexpr std::array<std::string_view, 6> kFaults{"stuck", "zero", "noise", "drop_out", "delay", "spike"};
inline constexpr std::array<std::string_view, 5> kDrifts{"scale", "shift", "variance", "lag_structure", "seasonal"};
inline constexpr std::array<std::string_view, 3> kSignals{"flow", "occupancy", "speed"};

inline constexpr double kVpsOfVph = 1.0 / 3600.0;

} // namespace twin::scenario_names
