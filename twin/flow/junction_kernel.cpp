// SPDX-License-Identifier: GPL-3.0-or-later
// The junctions' part of a time step.
#include "twin/flow/flow_kernel.h"
#include "twin/flow/lanes.h"

namespace twin::flow {

namespace {

constexpr float kPlenty = 1.0e30F; ///< a supply no demand reaches; times any capacity still finite

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
#pragma GCC unroll 1
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
        store(arrays.left, loadDoubles(arrays.left) + doubles(leaving));
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
TWIN_FLOW_INLINE void passAll(const FlowPlan& plan, const FlowArrays& arrays)
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
        case 4 * 32 + 4:
            passJunction<4, 4, LanesDiffer>(plan, arrays, batch);
            break;
        default:
            passJunction<0, 0, LanesDiffer>(plan, arrays, batch);
            break;
        }
    }
}

} // namespace

TWIN_FLOW_CLONES void passJunctions(const FlowPlan& plan, const FlowArrays& arrays)
{
    if (plan.lanesDiffer) {
        passAll<true>(plan, arrays);
    } else {
        passAll<false>(plan, arrays);
    }
}

} // namespace twin::flow
