// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a Simulation holds. Only its own sources include this.

#include <map>
#include <utility>

#include "twin/flow/flow_kernel.h"
#include "twin/flow/lane_layout.h"
#include "twin/flow/simulation.h"

namespace twin {

struct Simulation::State {
    struct Detector {
        LinkIndex link;
        flow::DetectorPlace place;
        std::uint64_t firstStep = 0;
    };
    /// The numbers of one group of lanes; see flow::FlowArrays.
    struct Group {
        std::vector<std::int32_t> counts, inflow, outflow, faceFlow;
        std::vector<float> sending, receiving, travelCount, travelFlow;
        std::vector<double> travelCountTotal, travelFlowTotal; ///< what single precision has handed over
        std::vector<double> queues, arrivals, detectorFlow, detectorCount;
        std::vector<double> entered, left, corrected, queueSum; ///< [lanes]
    };

    State(std::shared_ptr<const RoadNetwork> roads, const FlowSettings& flowSettings, CellGrid grid);

    void placeOrigins();
    void shareByCapacity();
    void allocateGroups();
    void refreshRoad(LinkIndex link);
    void refreshDetectors();
    void setShares(LinkIndex in, std::span<const double> shares);
    void runGroup(std::size_t index, std::size_t steps);

    [[nodiscard]] const LinkControl& control(LinkIndex link, std::size_t member) const;
    [[nodiscard]] FundamentalDiagram diagram(LinkIndex link, std::size_t member) const;
    [[nodiscard]] double memberCapacity(LinkIndex link, std::size_t member) const; ///< a factor, 1 where none is set
    [[nodiscard]] double memberLimit_vps(LinkIndex link, std::size_t member) const;
    [[nodiscard]] flow::RoadStep roadStep(LinkIndex link, std::size_t member) const;
    [[nodiscard]] flow::RoadStep roadStep(LinkIndex link, const FundamentalDiagram& road, double limit_vps) const;
    [[nodiscard]] flow::FlowArrays arrays(std::size_t group);
    [[nodiscard]] std::size_t countAt(CellPlace cell, std::size_t member) const
    {
        const std::size_t slot = layout.slot(cell.link, member);
        return plan.batches[slot / flow::kLanes].firstCount + cell.position * flow::kLanes + slot % flow::kLanes;
    }
    template <typename Number>
    void setDensities(const CellPlace& place, std::size_t first, std::span<const Number> densities_vpm);
    [[nodiscard]] std::size_t queueAt(OriginIndex origin, std::size_t member) const
    {
        return originBatch[origin.value] * flow::kLanes + layout.slot(originLinks[origin.value], member) % flow::kLanes;
    }
    /// Lanes that carry the totals of a member: all of them where links stand side by side.
    [[nodiscard]] double total(std::vector<double> Group::*totals, std::size_t member) const;

    std::shared_ptr<const RoadNetwork> network;
    FlowSettings settings;
    CellGrid cells;
    flow::FlowPlan plan;
    flow::LaneLayout layout;
    double quantum_veh = 1.0;
    std::vector<LinkIndex> originLinks;
    std::vector<std::int64_t> originOfLink;                                        ///< [links], -1 where none
    std::vector<std::size_t> originBatch;                                          ///< [origins], in FlowPlan::origins
    std::vector<LinkControl> controls;                                             ///< [links]
    std::map<std::pair<std::uint32_t, std::uint32_t>, LinkControl> memberControls; ///< by link and member
    std::vector<std::vector<float>> memberCapacities; ///< [links] factors, one a member; empty: all 1
    std::vector<std::vector<float>> memberLimits;     ///< [links] outflow limits, one a member; empty: none
    std::vector<Detector> detectors;
    std::vector<Group> groups;
    std::uint64_t steps = 0;
    bool boundariesHold = false;
};

} // namespace twin
