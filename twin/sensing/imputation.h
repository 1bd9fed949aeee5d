// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A value for every reading that is missing or must not be believed, so that models which need whole rows have them.
// What is filled in is marked as not observed, and nothing is ever learnt from it.
//
// The rule, for flow, occupancy and speed alike:
//   usual   what the station reads at this time of such a day (weekday, Saturday, Sunday), a mean that follows
//   scale   how the healthy neighbours compare with their usual just now: the sum of their flows over that of their
//   usual
//   1. usual and neighbours known: flow = usual x scale; occupancy moves by half as much; speed as usual
//   2. usual known, no neighbour: usual + (last - usual then) x 0.5^(age / 6): the last deviation fades in half an hour
//   3. nothing usual yet: the last reading, for at most two hours
//   4. else it stays missing
//
// Source: (1) is the time-of-day profile corrected by neighbours that PeMS falls back on (Chen, Kwon, Rice, Skabardonis
// and Varaiya 2003, TRR 1855), with a ratio in place of its regressions, which need weeks before they say anything.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twin/core/time.h"
#include "twin/sensing/detector_health.h"
#include "twin/sensing/sensor_feed.h"

namespace twin {

/// For each station the stations that tell about it, the nearest first.
using Neighbours = std::vector<std::vector<std::size_t>>;

/// Up to four: the two before and the two after in the list, of the same freeway, direction and kind.
/// Requires: stations of a freeway stand in the order of the road, as in a PeMS description or a network.
[[nodiscard]] Neighbours neighboursInOrder(std::span<const Station> stations);

struct ImputationSettings {
    double memory = 0.25;            ///< weight of a new day in what is usual; ours: about a week of like days
    double leastScale = 0.25;        ///< however empty the neighbours are
    double mostScale = 4.0;          ///< however full
    double halfLife_intervals = 6.0; ///< of the last deviation
    int longestHold_intervals = 24;  ///< of the last reading where nothing is usual yet
};

class Imputer {
public:
    Imputer(std::vector<Station> stations, TimeAxis axis, Neighbours neighbours,
            const ImputationSettings& settings = {});

    /// Learns from what is observed and healthy, fills the rest of `frame`.
    /// Requires: ticks ascend by one; one reading and one verdict a station.
    /// Ensures: observed and healthy readings are untouched; every other has observed_pct 0 and is finite and not
    /// negative, or missing. Allocates nothing.
    void update(ObservationFrame& frame, std::span<const DetectorFault> verdicts);

private:
    /// What is usual at one time of a day of one sort.
    struct Usual {
        float flow_veh = kMissing;
        float occupancy = kMissing;
        float speed_mps = kMissing;
    };
    struct Last {
        Observation reading;
        Usual usual; ///< at that time, before it was learnt
        int age = 0; ///< intervals
    };

    [[nodiscard]] Usual& usualAt(std::size_t station, const CalendarSlot& slot);
    void learn(std::size_t station, const Observation& reading, Usual& usual);
    [[nodiscard]] float scaleAround(std::size_t station) const;
    [[nodiscard]] Observation fill(std::size_t station, const Usual& usual) const;

    std::vector<Station> m_stations;
    TimeAxis m_axis;
    Neighbours m_neighbours;
    ImputationSettings m_settings;
    std::size_t m_slotsPerDay;
    std::vector<Usual> m_usual; ///< [stations, 3 sorts of day, slots]
    std::vector<Last> m_last;
    std::vector<float> m_goodFlow;  ///< [stations] of this frame, missing where not to be believed
    std::vector<float> m_usualFlow; ///< [stations] at this time
};

} // namespace twin
