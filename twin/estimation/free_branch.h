// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How much slower free traffic drives the more of it there is. The triangular diagram of the flow model says: not at
// all; every loop says: by a tenth and more of the free speed on the way to capacity. How much is learned from what the
// stations have seen so far, all of them together, and stands between two stations whose flows differ.
//
// Speed falls with the square of the load, flow over capacity: v = v_free (a - b (q / C)^2 (1 + f (q / C)^2)). The
// friction f is there where vehicles change lanes to enter or leave, near capacity only. The intercept is not used:
// what stations differ from the curve is carried along the road as it is.
//
// Source: S. Smulders, Transportation Research B 24 (1990) 111-132 (a free branch that falls); Highway Capacity Manual
// 2010, chapter 11 (hardly any fall at light traffic, more and more towards capacity) and 13 (areas of influence of
// ramps). Different here: fitted as traffic goes, by least squares that forget, with a prior.

namespace twin {

struct FreeBranchSettings {
    double priorLoss = 0.1;   ///< share of the free speed lost at capacity; SUMO corridors, seeds 101 to 106
    double priorWeight = 2.0; ///< of that, in readings times the fourth power of the load
    double memory = 0.995;    ///< of readings, from interval to interval
    double steepest = 0.3;
    double fullest = 1.1; ///< load; what is more is a capacity thought too small
};

class FreeBranch {
public:
    explicit FreeBranch(const FreeBranchSettings& settings = {}) : m_settings(settings) {}

    /// A station in free traffic: flow over capacity, speed over free speed.
    void add(double load, double speedShare);
    /// Once an interval, before its readings.
    void forget();
    /// Share of the free speed lost at capacity without friction, in [0, steepest].
    [[nodiscard]] double loss() const;
    /// Share of the free speed that a road of this load is driven at, 1 when empty. Loads count up to `fullest`.
    [[nodiscard]] double speedShare(double load, double friction = 0.0) const;

private:
    FreeBranchSettings m_settings;
    double m_count = 0.0;
    double m_square = 0.0; ///< sums, weighted, of the squared load,
    double m_speed = 0.0;
    double m_squareSquares = 0.0; ///< of its square
    double m_squareSpeed = 0.0;
};

} // namespace twin
