// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/flow/flow_kernel.h"

#include "twin/flow/lanes.h"

namespace twin::flow {

void LaneRoadStep::set(std::size_t lane, const RoadStep& road)
{
    freeShare[lane] = road.freeShare;
    waveShare[lane] = road.waveShare;
    capacity[lane] = road.capacity;
    room[lane] = road.room;
    dropSlope[lane] = road.dropSlope;
    critical[lane] = road.critical;
    outflowLimit[lane] = road.outflowLimit;
}

namespace {

/// Roads as a batch sees them, in registers.
struct Roads {
    Floats freeShare, waveShare, capacity, room, dropSlope, critical, outflowLimit;
};

TWIN_FLOW_INLINE Roads roadsOf(const FlowPlan& plan, std::size_t batch, std::size_t group)
{
    const std::int32_t laneRoad = plan.batches[batch].laneRoad;
    if (laneRoad < 0) {
        const RoadStep& road = plan.roads[batch];
        return {all(road.freeShare), all(road.waveShare), all(road.capacity),    all(road.room),
                all(road.dropSlope), all(road.critical),  all(road.outflowLimit)};
    }
    const LaneRoadStep& road = plan.laneRoads[group][static_cast<std::size_t>(laneRoad)];
    return {load<Floats>(road.freeShare.data()),   load<Floats>(road.waveShare.data()),
            load<Floats>(road.capacity.data()),    load<Floats>(road.room.data()),
            load<Floats>(road.dropSlope.data()),   load<Floats>(road.critical.data()),
            load<Floats>(road.outflowLimit.data())};
}

template <bool Drops>
TWIN_FLOW_INLINE Floats demandOf(const Roads& roads, Floats count)
{
    const Floats demand = least(roads.freeShare * count, roads.capacity);
    if constexpr (Drops) {
        return least(demand, roads.capacity - roads.dropSlope * (count - roads.critical));
    }
    return demand;
}

TWIN_FLOW_INLINE Floats supplyOf(const Roads& roads, Floats count)
{
    return most(least(roads.waveShare * (roads.room - count), roads.capacity), Floats{});
}

template <bool Drops>
TWIN_FLOW_INLINE void storeBoundaries(const Roads& roads, const FlowArrays& arrays, std::size_t slot, Ints first,
                                      Ints last)
{
    store(arrays.receiving + slot, supplyOf(roads, real(first)));
    store(arrays.sending + slot, least(demandOf<Drops>(roads, real(last)), roads.outflowLimit));
}

TWIN_FLOW_INLINE void recordDetectors(const FlowPlan& plan, const FlowArrays& arrays, const LinkBatch& batch)
{
    for (std::size_t d = batch.firstDetector; d < batch.firstDetector + batch.detectors; ++d) {
        const DetectorPlace& place = plan.detectors[d];
        const std::int32_t* before = arrays.faceFlow + place.cell * kLanes;
        const std::int32_t* count = arrays.counts + batch.firstCount + place.cell * kLanes;
        const double downstream = static_cast<double>(place.downstreamShare);
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            arrays.detectorFlow[place.number * kLanes + lane] +=
                (1.0 - downstream) * before[lane] + downstream * before[kLanes + lane];
            arrays.detectorCount[place.number * kLanes + lane] += count[lane];
        }
    }
}

/// Moves the vehicles of a batch. Each flow is computed from the counts before the step: the sweep overwrites a cell
/// only when both flows over its ends are known.
template <bool Drops, bool Travel, bool Detects>
TWIN_FLOW_INLINE void moveBatch(const FlowPlan& plan, const FlowArrays& arrays, std::size_t index)
{
    const LinkBatch& batch = plan.batches[index];
    const std::size_t slot = index * kLanes;
    const Roads roads = roadsOf(plan, index, arrays.group);
    std::int32_t* counts = arrays.counts + batch.firstCount;
    const std::size_t lastCell = batch.cells - 1;
    Ints in = load<Ints>(arrays.inflow + slot);
    Ints count = load<Ints>(counts);
    Ints first = count;
    Floats present{};
    Floats moved{};
    for (std::size_t cell = 0; cell < lastCell; ++cell) {
        const Ints next = load<Ints>(counts + (cell + 1) * kLanes);
        const Ints out = whole(least(demandOf<Drops>(roads, real(count)), supplyOf(roads, real(next))));
        if constexpr (Detects) {
            store(arrays.faceFlow + cell * kLanes, in);
        }
        const Ints updated = count + in - out;
        store(counts + cell * kLanes, updated);
        if (cell == 0) {
            first = updated;
        }
        if constexpr (Travel) {
            present += real(updated);
            moved += real(out);
        }
        in = out;
        count = next;
    }
    const Ints out = load<Ints>(arrays.outflow + slot);
    const Ints last = count + in - out;
    store(counts + lastCell * kLanes, last);
    if constexpr (Travel) {
        store(arrays.travelCount + slot, load<Floats>(arrays.travelCount + slot) + (present + real(last)));
        store(arrays.travelFlow + slot, load<Floats>(arrays.travelFlow + slot) + (moved + real(out)));
    }
    storeBoundaries<Drops>(roads, arrays, slot, lastCell == 0 ? last : first, last);
    if constexpr (Detects) {
        store(arrays.faceFlow + lastCell * kLanes, in);
        store(arrays.faceFlow + (lastCell + 1) * kLanes, out);
        recordDetectors(plan, arrays, batch);
    }
}

template <bool Drops, bool Travel>
TWIN_FLOW_INLINE void moveVehicles(const FlowPlan& plan, const FlowArrays& arrays)
{
    for (std::size_t index = 0; index < plan.batches.size(); ++index) {
        if (plan.batches[index].detectors != 0) {
            moveBatch<Drops, Travel, true>(plan, arrays, index);
        } else {
            moveBatch<Drops, Travel, false>(plan, arrays, index);
        }
    }
}

/// Those who wait enter as far as the junction before the link has left room.
TWIN_FLOW_INLINE void enterFromOrigins(const FlowPlan& plan, const FlowArrays& arrays)
{
    Doubles entered = loadDoubles(arrays.entered);
    Doubles queueSum = loadDoubles(arrays.queueSum);
    for (std::size_t index = 0; index < plan.origins.size(); ++index) {
        const std::size_t slot = plan.origins[index].firstSlot;
        const Doubles waiting =
            loadDoubles(arrays.queues + index * kLanes) + loadDoubles(arrays.arrivals + index * kLanes);
        const Ints passed = load<Ints>(arrays.inflow + slot);
        const Floats room = most(load<Floats>(arrays.receiving + slot) - real(passed), Floats{});
        const Ints entering = whole(least(real(waiting) * kJustBelowOne, room));
        store(arrays.inflow + slot, passed + entering);
        const Doubles rest = waiting - doubles(entering);
        store(arrays.queues + index * kLanes, rest);
        entered = entered + doubles(entering);
        queueSum = queueSum + rest;
    }
    store(arrays.entered, entered);
    store(arrays.queueSum, queueSum);
}

/// An origin's link also takes its inflow anew each step where no junction writes it.
void clearOriginInflows(const FlowPlan& plan, const FlowArrays& arrays)
{
    for (const OriginBatch& origin : plan.origins) {
        store(arrays.inflow + origin.firstSlot, Ints{});
    }
}

template <bool Drops>
TWIN_FLOW_INLINE void boundaries(const FlowPlan& plan, const FlowArrays& arrays)
{
    for (std::size_t index = 0; index < plan.batches.size(); ++index) {
        const LinkBatch& batch = plan.batches[index];
        const std::int32_t* counts = arrays.counts + batch.firstCount;
        storeBoundaries<Drops>(roadsOf(plan, index, arrays.group), arrays, index * kLanes, load<Ints>(counts),
                               load<Ints>(counts + (batch.cells - 1) * kLanes));
    }
}

} // namespace

TWIN_FLOW_CLONES void computeBoundaries(const FlowPlan& plan, const FlowArrays& arrays)
{
    if (plan.capacityDrops) {
        boundaries<true>(plan, arrays);
    } else {
        boundaries<false>(plan, arrays);
    }
}

TWIN_FLOW_CLONES void moveThroughCells(const FlowPlan& plan, const FlowArrays& arrays)
{
    enterFromOrigins(plan, arrays);
    if (plan.capacityDrops) {
        plan.countsTravel ? moveVehicles<true, true>(plan, arrays) : moveVehicles<true, false>(plan, arrays);
    } else {
        plan.countsTravel ? moveVehicles<false, true>(plan, arrays) : moveVehicles<false, false>(plan, arrays);
    }
}

void advance(const FlowPlan& plan, const FlowArrays& arrays)
{
    clearOriginInflows(plan, arrays);
    passJunctions(plan, arrays);
    moveThroughCells(plan, arrays);
}

} // namespace twin::flow
