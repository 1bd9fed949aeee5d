// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the twin looks like after one tick: one value, made by the running twin and by a recorded run alike, so that who
// looks cannot tell them apart. Published as shared_ptr<const TwinSnapshot>; it never changes.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "mlops/energy/energy_ledger.h"
#include "mlops/mapek/decision.h"
#include "mlops/mapek/knowledge.h"
#include "twin/core/time.h"
#include "twin/estimation/link_states.h"
#include "twin/sensing/measurements.h"

namespace mlops {

using twin::LinkStates;

struct TwinSnapshot {
    twin::Tick tick = 0;
    ServingModel model;                      ///< that made `forecast`
    std::vector<twin::Observation> readings; ///< [N] as the feed gave them
    std::vector<float> flows;                ///< [N] vehicles in the interval, imputed where nothing was observed
    std::vector<twin::Quality> quality;      ///< [N]
    std::vector<std::uint8_t> health;        ///< [N] twin::DetectorFault as a number; 0 is healthy; empty if not judged
    std::vector<int> horizons;               ///< [H] steps ahead
    std::vector<float> forecast;             ///< [H, N] vehicles in the interval; empty during warm-up
    LinkStates links;                        ///< now
    std::vector<LinkStates> ahead;           ///< [H] the speeds expected; empty where none were predicted
    Knowledge knowledge;
    EnergyLedger energy;                      ///< booked since the run began
    std::shared_ptr<const Decision> decision; ///< made at this tick; null where no check was due
};

using SnapshotPtr = std::shared_ptr<const TwinSnapshot>;

} // namespace mlops
