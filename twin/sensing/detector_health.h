// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which stations must not be believed, judged from their own readings alone: the six diagnostics that PeMS names, over
// the day so far, and three that cannot wait for the evening. Whatever is not Healthy is imputed and never observed.
//
// The diagnostics of a day look at 05:00 to 22:00 of the wall clock, since at night an empty road and a dead detector
// look alike. They are judged from the first hours of a day on and stand until the next day has been seen long enough.
// The first that fails, in the order of DetectorFault, is the verdict.
//
// Source: PeMS as implemented by Caltrans (cagov/caldata-mdsa-caltrans-pems). PeMS counts half-minute samples, we count
// intervals; shares mean the same, but a share of few intervals needs a least number of them.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twin/core/time.h"
#include "twin/sensing/sensor_feed.h"

namespace twin {

enum class DetectorFault : std::uint8_t {
    Healthy = 0,
    NoData,           ///< nothing came all day
    InsufficientData, ///< too little came
    CardOff,          ///< no occupancy, or on a ramp no flow, for most of the day
    HighValue,        ///< occupied as no road is
    Intermittent,     ///< vehicles without occupancy, or occupancy without vehicles
    Constant,         ///< occupancy does not change
    Stuck,            ///< the same reading again and again, now
    Spike,            ///< this one reading is out of all proportion
    DropOut           ///< readings are missing, now
};
inline constexpr std::size_t kDetectorFaults = 10;

/// "card off": for a list or a sentence.
[[nodiscard]] std::string_view nameOf(DetectorFault fault);

struct HealthThresholds {
    int firstHour = 5;                ///< wall clock; PeMS
    int lastHour = 22;                ///< exclusive; PeMS
    double leastShare = 0.60;         ///< of intervals observed; PeMS
    double cardOffShare = 0.59;       ///< of intervals with occupancy zero, urban main line; PeMS
    double rampCardOffShare = 0.97;   ///< of intervals with flow zero, ramps; PeMS has 0.95 to 0.99
    float highOccupancy = 0.7F;       ///< PeMS
    double highShare = 0.20;          ///< of intervals above it; PeMS
    double flowlessShare = 0.02;      ///< of intervals with occupancy but no flow; PeMS
    double occupancylessShare = 0.50; ///< of intervals with flow but no occupancy; PeMS
    float constantChange = 1e-5F;     ///< of occupancy; PeMS
    int constantSamples = 50;         ///< in a row; PeMS
    int earliestSamples = 36;         ///< intervals of a day before it is judged; ours: three hours
    int leastOddSamples = 3;          ///< of few intervals a share means nothing; ours
    int stuckSamples = 6;             ///< equal in flow, occupancy and speed; ours: half an hour
    int stuckFlowSamples = 12;        ///< equal in flow where nothing else is measured; ours
    float stuckLeastFlow_veh = 10.0F; ///< an interval; small counts repeat by chance; ours
    float spikeFactor = 3.0F;         ///< times the last good reading and the usual; ours
    float spikeMargin_veh = 30.0F;    ///< and so many vehicles more; ours
    int dropOutSamples = 3;           ///< missing in a row; ours
    int dropOutWindow = 24;           ///< intervals, at most 64; ours: two hours
    int dropOutMissing = 10;          ///< of the window; ours
};

class DetectorHealth {
public:
    /// Requires: `axis` is that of the feed.
    DetectorHealth(std::vector<Station> stations, TimeAxis axis, const HealthThresholds& thresholds = {});

    /// Judges the next frame. Takes time in proportion to the stations, allocates nothing.
    /// Requires: ticks ascend by one; one reading a station.
    void update(const ObservationFrame& frame);

    /// [stations] as of the last frame.
    [[nodiscard]] std::span<const DetectorFault> verdicts() const { return m_verdicts; }
    /// [stations] of the last day that reached 22:00; Healthy before there was one.
    [[nodiscard]] std::span<const DetectorFault> lastDay() const { return m_lastDay; }

private:
    /// What has been seen of one station today, between the first and the last hour.
    struct DayCounts {
        int intervals = 0;
        int observed = 0;
        int withOccupancy = 0;
        int zeroOccupancy = 0;
        int zeroFlow = 0;
        int highOccupancy = 0;
        int flowless = 0;
        int occupancyless = 0;
        bool wasConstant = false;
    };
    struct Memory {
        DayCounts today;
        Observation last;           ///< observed, and no spike
        float usualFlow_veh = 0.0F; ///< mean of the last hour
        int constantRun = 0;
        int equalRun = 0;
        int spikeRun = 0;
        int missingRun = 0;
        std::uint64_t missing = 0; ///< one bit an interval, the latest lowest
    };

    void count(Memory& memory, const Observation& reading, bool isRamp) const;
    void follow(Memory& memory, const Observation& reading) const;
    [[nodiscard]] bool isSpike(const Memory& memory, const Observation& reading) const;
    [[nodiscard]] DetectorFault judgeDay(const Memory& memory, bool isRamp) const;
    [[nodiscard]] DetectorFault judgeNow(const Memory& memory, bool spike) const;
    void closeDay(std::size_t station);

    std::vector<Station> m_stations;
    TimeAxis m_axis;
    HealthThresholds m_thresholds;
    std::vector<Memory> m_memories;
    std::vector<DetectorFault> m_verdicts;
    std::vector<DetectorFault> m_lastDay;
    bool m_wasInWindow = false;
};

} // namespace twin
