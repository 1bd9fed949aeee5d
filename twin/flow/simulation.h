// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The traffic of a whole network, step by step: cell transmission on the links, a junction model between them, queues
// where traffic begins. One simulation carries one realisation or many: its members share the roads and differ in
// state, demand and, where asked, in parameters. An ensemble filter reads and writes the members' densities between
// steps.
//
// Invariants: the state is a function of what was put in and of the number of steps; members do not influence each
// other; no vehicle is made or lost - vehicles are counted in whole quanta of a fixed small part of a vehicle, and
// whole numbers add without rounding.
//
// Copying a simulation makes a branch that goes its own way. One thread at a time.
//
// Source: Daganzo 1994, TR-B 28(4) and 1995, TR-B 29(2) (cells); Tampère, Corthout, Cattrysse and Immers 2011,
// TR-B 45(1) (junctions). README.md beside this file has the equations and where we differ.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "twin/core/index.h"
#include "twin/core/result.h"
#include "twin/flow/cell_grid.h"
#include "twin/flow/fundamental_diagram.h"
#include "twin/network/road_network.h"

namespace twin {

using OriginIndex = Index<struct OriginTag>;     ///< in Simulation::origins()
using DetectorIndex = Index<struct DetectorTag>; ///< in the order of Simulation::addDetector()
using MemberIndex = Index<struct MemberTag>;

/// Whether vehicle kilometres and hours are counted for each link. An ensemble of which nobody asks need not.
enum class TravelAccounts { None, PerLink };

struct FlowSettings {
    double timeStep_s = 4.0;
    double targetCellLength_m = 0.0; ///< no cell is shorter; 0: the shortest the time step allows
    std::size_t members = 1;
    double capacityDrop = 0.0; ///< see FundamentalDiagram; [0, 0.9]
    TravelAccounts travel = TravelAccounts::PerLink;
    std::vector<LinkIndex> innerOrigins; ///< links on which traffic begins although other links lead into them
};

/// What an operator or an event does to a link. The default is the road as it is.
struct LinkControl {
    double capacityFactor = 1.0;  ///< [0, 10] of the capacity
    double freeSpeedFactor = 1.0; ///< (0, 1] of the free speed; the capacity follows along the congested branch
    int closedLanes = 0;          ///< 0 to all; capacity and jam density shrink by their share
    double outflowLimit_vps = std::numeric_limits<double>::infinity(); ///< a ramp meter, or congestion beyond the map

    friend bool operator==(const LinkControl&, const LinkControl&) = default;
};

/// The vehicles of one member since the simulation began: entered + corrected == inNetwork + left, exactly.
struct VehicleLedger {
    double demanded_veh = 0.0;  ///< wanted to enter
    double entered_veh = 0.0;   ///< did enter a link; demanded == entered + queued
    double queued_veh = 0.0;    ///< waiting before origins now
    double inNetwork_veh = 0.0; ///< on links now
    double left_veh = 0.0;      ///< left at sinks and by exit shares
    double corrected_veh = 0.0; ///< net of what setDensity() put in and took out
};

/// What a point detector saw since it was last cleared.
struct DetectorReading {
    double duration_s = 0.0;
    double flow_vps = 0.0;
    double density_vpm = 0.0; ///< mean over time of the cell the detector stands in
    double speed_mps = 0.0;   ///< flow over density; the free speed on an empty road
    /// Share of time a detector is covered by vehicles of this length plus the detector's own.
    [[nodiscard]] double occupancy(double effectiveLength_m, int lanes) const
    {
        return density_vpm * effectiveLength_m / lanes;
    }
};

/// What was driven on a link since the accounts were last cleared.
struct TravelAccount {
    double vehicleMetres = 0.0;
    double vehicleSeconds = 0.0; ///< on the link; waiting before an origin is in Simulation::queueSeconds()
};

class Simulation {
public:
    /// An empty network with no demand, every junction sharing its traffic by the capacities of the links beyond it.
    /// Origins are the links that begin at a node without incoming links, in the order of the network, then
    /// `innerOrigins`. Traffic leaves at nodes without outgoing links.
    /// Errors: InvalidInput for a setting outside its range, or a time step that breaks the CFL condition.
    [[nodiscard]] static Result<Simulation> build(std::shared_ptr<const RoadNetwork> network,
                                                  const FlowSettings& settings);
    Simulation(const Simulation& other);
    Simulation& operator=(const Simulation& other);
    Simulation(Simulation&&) noexcept;
    Simulation& operator=(Simulation&&) noexcept;
    ~Simulation();

    void step();
    void run(std::size_t steps);

    [[nodiscard]] const RoadNetwork& network() const;
    [[nodiscard]] const FlowSettings& settings() const;
    [[nodiscard]] const CellGrid& cells() const;
    [[nodiscard]] std::span<const LinkIndex> origins() const; ///< the link each origin feeds
    [[nodiscard]] std::optional<OriginIndex> originOf(LinkIndex link) const;
    [[nodiscard]] std::uint64_t steps() const;
    [[nodiscard]] double time_s() const; ///< steps * time step

    // Inputs, to be called between steps. A link, origin, member or cell must be one of this simulation.

    /// Vehicles per second arriving at an origin from now on, for every member. Requires: finite, >= 0.
    void setDemand(OriginIndex origin, double demand_vps);
    /// As above, one value for each member.
    void setDemand(OriginIndex origin, std::span<const double> demands_vps);
    /// How traffic leaving `in` is shared among the links beyond it, in the order of network().outgoing(); what remains
    /// to 1 leaves the network there. Requires: one share per outgoing link, each in [0, 1], together at most 1.
    void setTurning(LinkIndex in, std::span<const double> shares);
    void setControl(LinkIndex link, const LinkControl& control);
    /// As above for one member only.
    void setControl(LinkIndex link, MemberIndex member, const LinkControl& control);
    /// What each member takes the capacity and the outflow of a link to be, on top of any control: a factor of the
    /// capacity, and a limit of what leaves the link. Replaces what was set before.
    /// Requires: one value for each member; factors in (0, 10], limits >= 0, infinite where there is none.
    void setMemberRoads(LinkIndex link, std::span<const float> capacityFactors,
                        std::span<const float> outflowLimits_vps);

    // State. Densities are vehicles per metre, all lanes together.

    [[nodiscard]] double density_vpm(CellIndex cell, MemberIndex member) const;
    void densities(CellIndex cell, std::span<float> members_vpm) const;
    /// Replaces the densities of one cell, one value for each member; values outside [0, jam density] are moved to the
    /// nearer end. What this adds or takes stands in the ledger as corrected. Requires: finite.
    void setDensities(CellIndex cell, std::span<const float> members_vpm);
    void setDensity(CellIndex cell, MemberIndex member, double density_vpm);
    [[nodiscard]] double queue_veh(OriginIndex origin, MemberIndex member) const;
    /// Replaces a queue; the difference counts as demanded.
    void setQueue(OriginIndex origin, MemberIndex member, double vehicles);

    /// The diagram a member's link works by now, its control applied.
    [[nodiscard]] FundamentalDiagram diagram(LinkIndex link, MemberIndex member) const;

    // Records.

    [[nodiscard]] VehicleLedger ledger(MemberIndex member) const;
    /// A detector counts from its next step on.
    DetectorIndex addDetector(LinkIndex link, double offset_m);
    [[nodiscard]] DetectorReading reading(DetectorIndex detector, MemberIndex member) const;
    void clearDetectors();
    /// Zero where FlowSettings::travel is None.
    [[nodiscard]] TravelAccount travel(LinkIndex link, MemberIndex member) const;
    [[nodiscard]] double queueSeconds(MemberIndex member) const; ///< vehicle seconds before origins since cleared
    void clearTravel();

    /// Of every density and queue of every member: equal states have equal digests.
    [[nodiscard]] std::uint64_t digest() const;

private:
    struct State;
    explicit Simulation(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

} // namespace twin
