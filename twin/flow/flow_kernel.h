// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The arithmetic of one time step, apart from everything that names links and members. Numbers stand in lanes, eight
// side by side: eight members of one link, or, where there is one member, eight links with equally many cells. So the
// same code is vectorised for an ensemble and for a single realisation, whatever the road graph looks like.
//
// Vehicles in cells are whole numbers of quanta (a power of two of a vehicle, Simulation picks it). Demands and
// supplies are computed in single precision and cut down to whole quanta; what leaves one cell enters the next,
// exactly.
//
// The kernel is compiled for several instruction sets and the machine picks one; without fused multiply-add all of them
// give the same bits.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

inline constexpr std::size_t kLanes = 8;
inline constexpr std::size_t kMaximumPorts = 16; ///< links into, and out of, one junction
/// Keeps a product of a rounded factor and a rounded count below the count it was computed from.
inline constexpr float kJustBelowOne = 1.0F - 1.0F / 4194304.0F;

/// What a step needs of a road, vehicles in quanta.
struct RoadStep {
    float freeShare = 0.0F;    ///< of a cell's vehicles that can leave it: free speed * step / cell length
    float waveShare = 0.0F;    ///< of a cell's room that can be filled: wave speed * step / cell length
    float capacity = 0.0F;     ///< per step
    float room = 0.0F;         ///< of an empty cell
    float dropSlope = 0.0F;    ///< capacity lost per quantum above `critical`
    float critical = 0.0F;     ///< content of a cell at critical density
    float outflowLimit = 0.0F; ///< per step, of the last cell
};

/// As RoadStep, lane by lane.
struct alignas(32) LaneRoadStep {
    std::array<float, kLanes> freeShare{};
    std::array<float, kLanes> waveShare{};
    std::array<float, kLanes> capacity{};
    std::array<float, kLanes> room{};
    std::array<float, kLanes> dropSlope{};
    std::array<float, kLanes> critical{};
    std::array<float, kLanes> outflowLimit{};

    void set(std::size_t lane, const RoadStep& road);
};

/// Links side by side, or members of one link side by side.
struct LinkBatch {
    std::uint32_t cells = 1;
    std::uint32_t firstCount = 0;    ///< in FlowArrays::counts; cell k's lanes begin at firstCount + k * kLanes
    std::int32_t laneRoad = -1;      ///< in laneRoads of each group; -1: roads[batch] holds for every lane
    std::uint32_t firstDetector = 0; ///< in detectors
    std::uint32_t detectors = 0;
};

/// Where a junction finds one of its links in each lane.
struct Port {
    std::int32_t first = -1; ///< slot of lane 0 if the lanes stand in consecutive slots, otherwise -1
    std::array<std::int32_t, kLanes> slots{};
};

/// Junctions of one shape side by side, or members of one junction side by side.
struct JunctionBatch {
    std::uint8_t in = 0;
    std::uint8_t out = 0;
    bool exits = false;          ///< some share leaves the network here
    std::uint32_t firstPort = 0; ///< in ports: the incoming links, then the outgoing
    std::uint32_t firstShare =
        0; ///< in shares: [in][out + 2] times lanes (or 1): to each link, out of the network, priority
};

/// An origin for some lane of a batch of links.
struct OriginBatch {
    std::uint32_t firstSlot = 0; ///< of the batch of links
};

struct DetectorPlace {
    std::uint32_t cell = 0;       ///< within its link
    std::uint32_t number = 0;     ///< its accumulators are [number] of FlowArrays
    float downstreamShare = 0.0F; ///< of the flow out of the cell; the rest is of the flow into it
};

/// What does not change from step to step; shared by all groups of lanes.
struct FlowPlan {
    std::vector<LinkBatch> batches;
    std::vector<RoadStep> roads;                      ///< [batches]
    std::vector<std::vector<LaneRoadStep>> laneRoads; ///< [groups]: a group runs alone and reads its own in order
    std::vector<JunctionBatch> junctions;
    std::vector<Port> ports;
    std::vector<float> shares;
    std::vector<OriginBatch> origins;
    std::vector<DetectorPlace> detectors; ///< in the order of their batches
    bool lanesDiffer = true; ///< shares are given lane by lane (links side by side), not once (members side by side)
    bool capacityDrops = false;
    bool countsTravel = true;
};

/// The numbers of one group of lanes.
struct FlowArrays {
    std::size_t group = 0;
    std::int32_t* counts = nullptr;   ///< quanta in each cell
    float* sending = nullptr;         ///< [slots] what each link's last cell can discharge
    float* receiving = nullptr;       ///< [slots] what each link's first cell can take
    std::int32_t* inflow = nullptr;   ///< [slots]
    std::int32_t* outflow = nullptr;  ///< [slots]
    float* travelCount = nullptr;     ///< [slots] quanta on the link, summed over steps
    float* travelFlow = nullptr;      ///< [slots] quanta crossing cell ends, summed over cells and steps
    double* queues = nullptr;         ///< [origin batches * lanes] quanta
    double* arrivals = nullptr;       ///< [origin batches * lanes] quanta per step
    double* entered = nullptr;        ///< [lanes] quanta since the beginning
    double* left = nullptr;           ///< [lanes]
    double* queueSum = nullptr;       ///< [lanes] quanta waiting, summed over steps
    double* detectorFlow = nullptr;   ///< [detectors * lanes]
    double* detectorCount = nullptr;  ///< [detectors * lanes]
    std::int32_t* faceFlow = nullptr; ///< scratch: [most cells + 1][lanes]
};

/// Recomputes sending and receiving from the counts: after the state or a road has been changed from outside.
void computeBoundaries(const FlowPlan& plan, const FlowArrays& arrays);

/// The first half of a step: what leaves and enters each link at its junctions.
void passJunctions(const FlowPlan& plan, const FlowArrays& arrays);

/// The second half: entering from origins, and every flow from cell to cell.
void moveThroughCells(const FlowPlan& plan, const FlowArrays& arrays);

/// One time step. Requires: boundaries belong to the counts. Ensures: they do again.
void advance(const FlowPlan& plan, const FlowArrays& arrays);

} // namespace twin::flow
