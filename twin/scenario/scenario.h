// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Everything a run depends on, as a value: which network, which feed, which seed, from when to when, under which
// policy, and what happens meanwhile. Two runs of equal scenarios are equal byte for byte.
//
// Events come in two sorts. Those of the road (closures, demand, weather, incidents) change what the traffic does;
// those of the readings (sensor faults, induced drift) change only what is seen of it. A scenario file says the same in
// the field's units (twin/io/scenario_json.h); here all is SI.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "twin/core/result.h"
#include "twin/core/time.h"
#include "twin/network/geo.h"

namespace twin {

/// A circle on the map.
struct Vicinity {
    GeoPoint at;
    double radius_m = 500.0;

    friend bool operator==(const Vicinity&, const Vicinity&) = default;
};

/// Which links or stations an event is about: those that fit everything that is filled. Nothing filled: all of them.
struct Place {
    std::vector<std::string> links;    ///< ids
    std::vector<std::string> stations; ///< ids; for an event of the road: the links they stand on
    int freeway = 0;                   ///< route number; 0: any
    char direction = ' ';              ///< N, S, E, W; blank: any
    std::optional<Vicinity> near;

    friend bool operator==(const Place&, const Place&) = default;
};

/// Some lanes of each link are closed; at least one stays open.
struct LaneClosure {
    Place where;
    int lanes = 1;
    friend bool operator==(const LaneClosure&, const LaneClosure&) = default;
};

struct LinkClosure {
    Place where;
    friend bool operator==(const LinkClosure&, const LinkClosure&) = default;
};

struct CapacityFactor {
    Place where;
    double factor = 1.0;
    friend bool operator==(const CapacityFactor&, const CapacityFactor&) = default;
};

struct FreeSpeedFactor {
    Place where;
    double factor = 1.0;
    friend bool operator==(const FreeSpeedFactor&, const FreeSpeedFactor&) = default;
};

/// Nobody drives faster than this.
struct SpeedLimit {
    Place where;
    double limit_mps = 30.0;
    friend bool operator==(const SpeedLimit&, const SpeedLimit&) = default;
};

/// Each on-ramp lets at most so many vehicles pass; the rest wait.
struct RampMetering {
    Place where;
    double rate_vps = 0.2; ///< each ramp
    friend bool operator==(const RampMetering&, const RampMetering&) = default;
};

/// How an event sets in.
enum class Onset : std::uint8_t {
    Sudden, ///< wholly from the first moment
    Gradual ///< from nothing at the beginning to wholly at the end, linearly
};

struct DemandFactor {
    Place where; ///< origins; nothing filled: all
    double factor = 1.0;
    Onset onset = Onset::Sudden;
    friend bool operator==(const DemandFactor&, const DemandFactor&) = default;
};

/// So many vehicles more than usual, on top of whatever the factors leave.
struct DemandSurge {
    Place where;
    double extra_vps = 0.1; ///< at each origin
    friend bool operator==(const DemandSurge&, const DemandSurge&) = default;
};

enum class WeatherKind : std::uint8_t { LightRain, Rain, HeavyRain, Fog, DenseFog };

struct Weather {
    WeatherKind kind = WeatherKind::Rain;
    friend bool operator==(const Weather&, const Weather&) = default;
};

/// Some lanes are blocked, and who passes looks: the others carry less than their share.
struct Incident {
    Place where;
    int lanesBlocked = 1; ///< 0: on the shoulder
    friend bool operator==(const Incident&, const Incident&) = default;
};

enum class SensorFaultKind : std::uint8_t {
    Stuck,   ///< repeats the reading it had when the fault began
    Zero,    ///< counts nothing
    Noise,   ///< every reading is multiplied by a random factor, `amount` being its standard deviation
    DropOut, ///< each reading is missing with the chance `amount`
    Delay,   ///< the reading comes `amount` intervals late
    Spike    ///< with the chance `amount` a reading is ten times too large
};

struct SensorFault {
    Place where;
    SensorFaultKind kind = SensorFaultKind::Stuck;
    double amount = 1.0;
    double share = 1.0; ///< of the stations chosen by `where`; which ones, the seed decides
    friend bool operator==(const SensorFault&, const SensorFault&) = default;
};

enum class InducedDriftKind : std::uint8_t {
    Scale,        ///< times `amount`
    Shift,        ///< plus `amount`
    Variance,     ///< deviations from the mean of the last hour times `amount`
    LagStructure, ///< mixed with an echo of `lag` intervals ago, whose weight is `amount`
    Seasonal      ///< swings by the share `amount` with a period of `lag` intervals
};

enum class Signal : std::uint8_t { Flow, Occupancy, Speed };

/// A change of the readings that no traffic caused. Several at the same time apply in the order of the scenario: scale
/// by 1.7, then shift by -70, is the drift of HarmonE's data.
struct InducedDrift {
    Place where;
    Signal signal = Signal::Flow;
    InducedDriftKind kind = InducedDriftKind::Scale;
    double amount = 1.0; ///< of a shift: vehicles in the interval, share of time, or m/s
    int lag = 0;         ///< intervals
    Onset onset = Onset::Sudden;
    bool allowsNegative = false; ///< readings below nothing stay as HarmonE's do; else they end at nothing
    friend bool operator==(const InducedDrift&, const InducedDrift&) = default;
};

using Action = std::variant<LaneClosure, LinkClosure, CapacityFactor, FreeSpeedFactor, SpeedLimit, RampMetering,
                            DemandFactor, DemandSurge, Weather, Incident, SensorFault, InducedDrift>;

/// What happens from one moment to before another.
struct Event {
    UtcTime from{};
    UtcTime to{};
    std::string note; ///< for people
    Action action = LaneClosure{};

    [[nodiscard]] bool isOnAt(UtcTime time) const { return time >= from && time < to; }
    friend bool operator==(const Event&, const Event&) = default;
};

enum class FeedKind : std::uint8_t { SimulatedCity, RecordedFiles };

struct FeedChoice {
    FeedKind kind = FeedKind::SimulatedCity;
    std::vector<std::string> paths; ///< of recorded files or their folders
    friend bool operator==(const FeedChoice&, const FeedChoice&) = default;
};

struct Scenario {
    std::string name;
    std::string story;   ///< whose first sentence tells what happens
    std::string network; ///< the name of a bundled network, or a folder
    FeedChoice feed;
    std::uint64_t seed = 1;
    std::string zone = "America/Los_Angeles"; ///< IANA name; traffic follows the clock on the wall
    UtcTime start{};
    UtcTime end{};
    std::string policy;   ///< name or file; empty: the approach's own
    std::string approach; ///< empty: the default
    std::vector<Event> events;

    friend bool operator==(const Scenario&, const Scenario&) = default;
};

/// The place of an action; null where it is everywhere (weather).
[[nodiscard]] const Place* placeOf(const Action& action);
[[nodiscard]] Place* placeOf(Action& action);
/// Whether the action changes readings only, and not the traffic.
[[nodiscard]] bool isOfReadings(const Action& action);
/// Whether the place says nothing, which means everywhere.
[[nodiscard]] bool isEverywhere(const Place& place);
/// "lane closure", "sensor fault": for a time line or a sentence.
[[nodiscard]] std::string_view titleOf(const Action& action);

/// What is left of a road while something lasts, as shares of the usual.
struct RoadFactors {
    double capacity = 1.0;
    double freeSpeed = 1.0;
    double demand = 1.0;
};

/// Source: capacity HCM 2010, ex. 10-15 (also FHWA-HOP-13-042, A); free speed HCM 6, ex. 11-21 at 70 mph. Demand stays.
[[nodiscard]] RoadFactors factorsOf(WeatherKind kind);

/// The share of capacity left at an incident. Requires: lanes >= 1. Ensures: within 0..1, falls with lanesBlocked.
/// Source: HCM 2010, ex. 10-17 (also FHWA-HOP-13-042, C), for 2 to 8 lanes; one lane as the share of two.
[[nodiscard]] double capacityLeftAtIncident(int lanes, int lanesBlocked);

/// How far an event has set in at `time`, 0..1. Requires: it is on then.
[[nodiscard]] double onsetShare(const Event& event, Onset onset, UtcTime time);

} // namespace twin
