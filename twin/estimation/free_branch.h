// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How much slower free traffic drives the more of it there is. The triangular diagram of the flow model says: not at
// all; every loop says: by a tenth and more of the free speed on the way to capacity. The slope is learned from what
// the stations have seen so far, all of them together, and stands between two stations whose flows differ.
//
// Speed falls linearly with the load, flow over capacity: v = v_free (a - b q / C). The intercept is not used: what
// stations differ from the line is carried along the road as it is.
//
// Source: S. Smulders, Transportation Research B 24 (1990) 111-132: a linear free branch (there over density, which is
// the same to first order). Different here: fitted as traffic goes, by least squares that forget, with a prior.

namespace twin {

struct FreeBranchSettings {
    double priorSlope = 0.1;  ///< share of the free speed lost at capacity; SUMO corridors, seeds 101 to 106
    double priorWeight = 2.0; ///< of that, in readings times the square of the load
    double memory = 0.995;    ///< of readings, from interval to interval
    double steepest = 0.3;
};

class FreeBranch {
public:
    explicit FreeBranch(const FreeBranchSettings& settings = {}) : m_settings(settings) {}

    /// A station in free traffic: flow over capacity, speed over free speed.
    void add(double load, double speedShare);
    /// Once an interval, before its readings.
    void forget();
    /// Share of the free speed lost per load, in [0, steepest].
    [[nodiscard]] double slope() const;
    /// Share of the free speed that a road of this load is driven at, 1 when empty.
    [[nodiscard]] double speedShare(double load) const { return 1.0 - slope() * load; }

private:
    FreeBranchSettings m_settings;
    double m_count = 0.0;
    double m_load = 0.0; ///< sums, weighted
    double m_speed = 0.0;
    double m_loadSquares = 0.0;
    double m_loadSpeed = 0.0;
};

} // namespace twin
