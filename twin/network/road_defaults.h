// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a road can carry where a file does not say. Whoever uses one of these says so in its report.

#include "twin/network/road_network.h"

namespace twin {

/// Veh/s. Source: about nine tenths of what the Highway Capacity Manual (2010, ex. 11-17, 10-14, 18) gives as ideal.
[[nodiscard]] constexpr double usualCapacityPerLane_vps(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Freeway:
        return 2000.0 / 3600.0;
    case LinkKind::Connector:
        return 1800.0 / 3600.0;
    case LinkKind::OnRamp:
    case LinkKind::OffRamp:
        return 1500.0 / 3600.0;
    case LinkKind::Street:
        return 900.0 / 3600.0; // half the time green
    }
    return 900.0 / 3600.0;
}

/// 65, 45, 35 and 30 mph.
[[nodiscard]] constexpr double usualFreeSpeed_mps(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Freeway:
        return 29.0576;
    case LinkKind::Connector:
        return 20.1168;
    case LinkKind::OnRamp:
    case LinkKind::OffRamp:
        return 15.6464;
    case LinkKind::Street:
        return 13.4112;
    }
    return 13.4112;
}

/// One vehicle every 8 m, queued.
inline constexpr double kUsualJamDensityPerLane_vpm = 0.125;

[[nodiscard]] constexpr int usualLanes(LinkKind kind) { return kind == LinkKind::Freeway ? 3 : 1; }

} // namespace twin
