// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The letters with which PeMS says what the lanes of a station are for.

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "twin/sensing/station.h"

namespace twin {

inline constexpr std::array<std::pair<std::string_view, StationKind>, 8> kStationCodes = {{
    {"ML", StationKind::Mainline},
    {"OR", StationKind::OnRamp},
    {"FR", StationKind::OffRamp},
    {"HV", StationKind::Hov},
    {"FF", StationKind::FreewayToFreeway},
    {"CD", StationKind::CollectorDistributor},
    {"CH", StationKind::ConventionalHighway},
    {"", StationKind::Unknown},
}};

[[nodiscard]] inline std::optional<StationKind> stationKindOf(std::string_view code)
{
    const auto* const at = std::find_if(kStationCodes.begin(), kStationCodes.end(),
                                        [code](const auto& each) { return each.first == code; });
    return at == kStationCodes.end() ? std::nullopt : std::optional(at->second);
}

[[nodiscard]] inline std::string_view codeOf(StationKind kind)
{
    const auto* const at = std::find_if(kStationCodes.begin(), kStationCodes.end(),
                                        [kind](const auto& each) { return each.second == kind; });
    return at->first;
}

} // namespace twin
