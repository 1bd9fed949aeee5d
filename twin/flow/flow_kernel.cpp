// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/flow/flow_kernel.h"

#include <cstring>

// One binary for every machine: the loops are compiled three times and the loader picks. Sanitizers run before the
// loader has picked and do not stand it.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(GREENLOOP_SANITIZED)
#define TWIN_FLOW_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define TWIN_FLOW_CLONES
#endif
#define TWIN_FLOW_INLINE __attribute__((always_inline)) inline

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

using Floats = float __attribute__((vector_size(32)));
using Ints = std::int32_t __attribute__((vector_size(32)));
using HalfInts = std::int32_t __attribute__((vector_size(16)));
using HalfFloats = float __attribute__((vector_size(16)));
using HalfDoubles = double __attribute__((vector_size(32)));
using Words = std::int64_t __attribute__((vector_size(32)));

constexpr float kPlenty = 1.0e30F; ///< a supply no demand reaches; times any capacity still finite

template <typename Vector, typename Number>
TWIN_FLOW_INLINE Vector load(const Number* from)
{
    Vector value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

template <typename Vector, typename Number>
TWIN_FLOW_INLINE void store(Number* to, Vector value)
{
    std::memcpy(to, &value, sizeof value);
}

TWIN_FLOW_INLINE Floats all(float value) { return Floats{} + value; }
TWIN_FLOW_INLINE Floats least(Floats a, Floats b) { return a < b ? a : b; }
TWIN_FLOW_INLINE Floats most(Floats a, Floats b) { return a > b ? a : b; }
TWIN_FLOW_INLINE Floats real(Ints value) { return __builtin_convertvector(value, Floats); }
TWIN_FLOW_INLINE Ints whole(Floats value) { return __builtin_convertvector(value, Ints); }

TWIN_FLOW_INLINE bool any(Ints mask)
{
    Words words;
    std::memcpy(&words, &mask, sizeof words);
    return ((words[0] | words[1]) | (words[2] | words[3])) != 0;
}

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
    const LaneRoadStep& road = plan.laneRoads[static_cast<std::size_t>(laneRoad) + group];
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

TWIN_FLOW_INLINE Floats gather(const Port& port, const float* from)
{
    if (port.first >= 0) {
        return load<Floats>(from + port.first);
    }
    const auto& at = port.slots;
    return Floats{from[at[0]], from[at[1]], from[at[2]], from[at[3]],
                  from[at[4]], from[at[5]], from[at[6]], from[at[7]]};
}

TWIN_FLOW_INLINE void scatter(const Port& port, std::int32_t* to, Ints value)
{
    if (port.first >= 0) {
        store(to + port.first, value);
        return;
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        to[port.slots[lane]] = value[lane];
    }
}

/// The shares and priorities of a junction, one value for all lanes or one for each.
template <bool LanesDiffer>
struct Shares {
    const float* first;
    std::size_t columns;

    TWIN_FLOW_INLINE Floats operator()(std::size_t row, std::size_t column) const
    {
        if constexpr (LanesDiffer) {
            return load<Floats>(first + (row * columns + column) * kLanes);
        } else {
            return all(first[row * columns + column]);
        }
    }
};

/// A junction in registers. In, Out 0: as many as the batch says.
template <std::size_t In, std::size_t Out>
struct Junction {
    static constexpr std::size_t kIn = In == 0 ? kMaximumPorts : In;
    static constexpr std::size_t kOut = Out == 0 ? kMaximumPorts : Out;
    std::size_t in;
    std::size_t out;
    Floats sending[kIn];
    Floats passing[kIn];
    Floats supply[kOut];
};

/// Where every lane's demand finds room, all of it passes.
template <std::size_t In, std::size_t Out, bool LanesDiffer>
TWIN_FLOW_INLINE Ints congestedLanes(const Junction<In, Out>& junction, const Shares<LanesDiffer>& shares)
{
    Ints congested{};
    for (std::size_t j = 0; j < junction.out; ++j) {
        Floats wanted{};
        for (std::size_t i = 0; i < junction.in; ++i) {
            wanted += shares(i, j) * junction.sending[i];
        }
        congested |= wanted > junction.supply[j];
    }
    return congested;
}

/// How far each outgoing link can serve those still waiting, in shares of their oriented capacities.
template <std::size_t In, std::size_t Out, bool LanesDiffer>
TWIN_FLOW_INLINE Floats levels(const Junction<In, Out>& junction, const Shares<LanesDiffer>& shares,
                               const Ints* waiting, Floats* level)
{
    Floats lowest = all(kPlenty);
    for (std::size_t j = 0; j < junction.out; ++j) {
        Floats competing{};
        for (std::size_t i = 0; i < junction.in; ++i) {
            const Floats oriented = shares(i, j) * shares(i, junction.out + 1);
            competing += waiting[i] ? oriented : Floats{};
        }
        level[j] = competing > 0.0F ? junction.supply[j] / competing : all(kPlenty);
        lowest = least(lowest, level[j]);
    }
    return lowest;
}

/// Tampère et al. 2011, section 4: the scarcest link is shared among those who want it, by capacity; who wants less
/// than that share gets what he wants, and the rest is shared anew.
template <std::size_t In, std::size_t Out, bool LanesDiffer>
TWIN_FLOW_INLINE void shareSupplies(Junction<In, Out>& junction, const Shares<LanesDiffer>& shares)
{
    constexpr std::size_t kIn = Junction<In, Out>::kIn;
    constexpr std::size_t kOut = Junction<In, Out>::kOut;
    Ints waiting[kIn];
    Ints served[kIn];
    Floats level[kOut];
    for (std::size_t i = 0; i < junction.in; ++i) {
        waiting[i] = ~Ints{};
    }
    for (std::size_t round = 0; round < junction.in; ++round) {
        const Floats lowest = levels(junction, shares, waiting, level);
        Ints someContent{};
        for (std::size_t i = 0; i < junction.in; ++i) {
            served[i] = waiting[i] & (junction.sending[i] <= lowest * shares(i, junction.out + 1));
            someContent |= served[i];
        }
        Ints left{};
        for (std::size_t i = 0; i < junction.in; ++i) {
            Ints wantsScarcest{};
            for (std::size_t j = 0; j < junction.out; ++j) {
                wantsScarcest |= (level[j] <= lowest) & (shares(i, j) > 0.0F);
            }
            served[i] |= waiting[i] & wantsScarcest & ~someContent;
            const Floats part = least(junction.sending[i], lowest * shares(i, junction.out + 1));
            junction.passing[i] = served[i] ? part : junction.passing[i];
            const Floats taken = served[i] ? part : Floats{};
            for (std::size_t j = 0; j < junction.out; ++j) {
                junction.supply[j] = most(junction.supply[j] - shares(i, j) * taken, Floats{});
            }
            waiting[i] &= ~served[i];
            left |= waiting[i];
        }
        if (!any(left)) {
            return;
        }
    }
}

/// One incoming link: its traffic passes in order, so the scarcest of its links holds all of it.
template <std::size_t In, std::size_t Out, bool LanesDiffer>
TWIN_FLOW_INLINE void divergeInOrder(Junction<In, Out>& junction, const Shares<LanesDiffer>& shares)
{
    Floats passing = junction.sending[0];
    for (std::size_t j = 0; j < junction.out; ++j) {
        const Floats share = shares(0, j);
        passing = least(passing, share > 0.0F ? junction.supply[j] / share : all(kPlenty));
    }
    junction.passing[0] = passing;
}

TWIN_FLOW_INLINE void addToTotals(double* totals, Ints value)
{
    HalfInts halves[2];
    std::memcpy(halves, &value, sizeof halves);
    store(totals, load<HalfDoubles>(totals) + __builtin_convertvector(halves[0], HalfDoubles));
    store(totals + 4, load<HalfDoubles>(totals + 4) + __builtin_convertvector(halves[1], HalfDoubles));
}

/// Cuts the flows down to whole quanta and hands them to the links.
template <std::size_t In, std::size_t Out, bool LanesDiffer>
TWIN_FLOW_INLINE void hand(const Junction<In, Out>& junction, const Shares<LanesDiffer>& shares, const Port* ports,
                           const FlowArrays& arrays, bool exits)
{
    Ints into[Junction<In, Out>::kOut];
    for (std::size_t j = 0; j < junction.out; ++j) {
        into[j] = Ints{};
    }
    Ints leaving{};
    for (std::size_t i = 0; i < junction.in; ++i) {
        Ints from{};
        for (std::size_t j = 0; j < junction.out; ++j) {
            const Ints turned = whole(shares(i, j) * junction.passing[i]);
            from += turned;
            into[j] += turned;
        }
        if (exits) {
            const Ints gone = whole(shares(i, junction.out) * junction.passing[i]);
            from += gone;
            leaving += gone;
        }
        scatter(ports[i], arrays.outflow, from);
    }
    for (std::size_t j = 0; j < junction.out; ++j) {
        scatter(ports[junction.in + j], arrays.inflow, into[j]);
    }
    if (exits) {
        addToTotals(arrays.left, leaving);
    }
}

template <std::size_t In, std::size_t Out, bool LanesDiffer>
TWIN_FLOW_INLINE void passJunction(const FlowPlan& plan, const FlowArrays& arrays, const JunctionBatch& batch)
{
    Junction<In, Out> junction;
    junction.in = In == 0 ? batch.in : In;
    junction.out = Out == 0 ? batch.out : Out;
    const Port* ports = plan.ports.data() + batch.firstPort;
    const Shares<LanesDiffer> shares{plan.shares.data() + batch.firstShare, junction.out + 2};
    for (std::size_t i = 0; i < junction.in; ++i) {
        junction.sending[i] = gather(ports[i], arrays.sending);
        junction.passing[i] = junction.sending[i];
    }
    for (std::size_t j = 0; j < junction.out; ++j) {
        junction.supply[j] = gather(ports[junction.in + j], arrays.receiving);
    }
    const Ints congested = congestedLanes(junction, shares);
    if (any(congested)) {
        if (junction.in == 1) {
            divergeInOrder(junction, shares);
        } else {
            shareSupplies(junction, shares);
        }
        for (std::size_t i = 0; i < junction.in; ++i) {
            junction.passing[i] = congested ? junction.passing[i] : junction.sending[i];
        }
    }
    hand(junction, shares, ports, arrays, batch.exits);
}

template <bool LanesDiffer>
TWIN_FLOW_INLINE void passJunctions(const FlowPlan& plan, const FlowArrays& arrays)
{
    for (const JunctionBatch& batch : plan.junctions) {
        switch (batch.in * 32 + batch.out) {
        case 1 * 32 + 1:
            passJunction<1, 1, LanesDiffer>(plan, arrays, batch);
            break;
        case 1 * 32 + 2:
            passJunction<1, 2, LanesDiffer>(plan, arrays, batch);
            break;
        case 2 * 32 + 1:
            passJunction<2, 1, LanesDiffer>(plan, arrays, batch);
            break;
        case 2 * 32 + 2:
            passJunction<2, 2, LanesDiffer>(plan, arrays, batch);
            break;
        case 3 * 32 + 3:
            passJunction<3, 3, LanesDiffer>(plan, arrays, batch);
            break;
        case 4 * 32 + 4:
            passJunction<4, 4, LanesDiffer>(plan, arrays, batch);
            break;
        default:
            passJunction<0, 0, LanesDiffer>(plan, arrays, batch);
            break;
        }
    }
}

/// Those who wait enter as far as the junction before the link has left room.
TWIN_FLOW_INLINE void enterFromOrigins(const FlowPlan& plan, const FlowArrays& arrays)
{
    for (std::size_t index = 0; index < plan.origins.size(); ++index) {
        const std::size_t slot = plan.origins[index].firstSlot;
        double* queue = arrays.queues + index * kLanes;
        const double* arriving = arrays.arrivals + index * kLanes;
        const HalfDoubles low = load<HalfDoubles>(queue) + load<HalfDoubles>(arriving);
        const HalfDoubles high = load<HalfDoubles>(queue + 4) + load<HalfDoubles>(arriving + 4);
        const HalfFloats halves[2] = {__builtin_convertvector(low, HalfFloats),
                                      __builtin_convertvector(high, HalfFloats)};
        Floats waiting;
        std::memcpy(&waiting, halves, sizeof waiting);
        const Ints passed = load<Ints>(arrays.inflow + slot);
        const Floats room = most(load<Floats>(arrays.receiving + slot) - real(passed), Floats{});
        const Ints entering = whole(least(waiting * kJustBelowOne, room));
        store(arrays.inflow + slot, passed + entering);
        addToTotals(arrays.entered, entering);
        HalfInts parts[2];
        std::memcpy(parts, &entering, sizeof parts);
        const HalfDoubles lowRest = low - __builtin_convertvector(parts[0], HalfDoubles);
        const HalfDoubles highRest = high - __builtin_convertvector(parts[1], HalfDoubles);
        store(queue, lowRest);
        store(queue + 4, highRest);
        store(arrays.queueSum, load<HalfDoubles>(arrays.queueSum) + lowRest);
        store(arrays.queueSum + 4, load<HalfDoubles>(arrays.queueSum + 4) + highRest);
    }
}

/// An origin's link also takes its inflow anew each step where no junction writes it.
TWIN_FLOW_INLINE void clearOriginInflows(const FlowPlan& plan, const FlowArrays& arrays)
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

TWIN_FLOW_CLONES void advance(const FlowPlan& plan, const FlowArrays& arrays)
{
    clearOriginInflows(plan, arrays);
    if (plan.lanesDiffer) {
        passJunctions<true>(plan, arrays);
    } else {
        passJunctions<false>(plan, arrays);
    }
    enterFromOrigins(plan, arrays);
    if (plan.capacityDrops) {
        plan.countsTravel ? moveVehicles<true, true>(plan, arrays) : moveVehicles<true, false>(plan, arrays);
    } else {
        plan.countsTravel ? moveVehicles<false, true>(plan, arrays) : moveVehicles<false, false>(plan, arrays);
    }
}

} // namespace twin::flow
