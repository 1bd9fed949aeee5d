// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Given the last state and a frame of readings: the best state now, and how sure. Behind this seam stand a filter with
// a model of traffic and two methods without one, so that every table can show what the model is worth.
//
// One thread at a time.

#include "twin/estimation/link_states.h"
#include "twin/sensing/sensor_feed.h"

namespace twin {

class StateEstimator {
public:
    virtual ~StateEstimator() = default;
    StateEstimator() = default;
    StateEstimator(const StateEstimator&) = delete;
    StateEstimator& operator=(const StateEstimator&) = delete;

    /// Moves on by one interval of the feed.
    virtual void advance() = 0;
    /// Takes what was measured in the interval just passed. Readings that were not observed are not used; a reading of
    /// a detector that must not be trusted is for the caller to make Missing.
    /// Requires: advance() came before; readings are [N] in the order of RoadNetwork::stations().
    virtual void correct(const ObservationFrame& frame) = 0;
    /// The mean state of every link over the interval just passed, which is what stations report too.
    [[nodiscard]] virtual LinkStates estimate() const = 0;
};

} // namespace twin
