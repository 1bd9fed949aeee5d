// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The interval just passed, driven once more by one realisation of the flow model that is held to what stations
// measured in it: demands are the counts themselves, and every cell under a station has the density its station saw.
// Between two stations the model then says what no line can: where a queue ends, by conservation of vehicles, and where
// it begins, by the road. A linear correction of an ensemble cannot do that: members that all drive freely have nothing
// in common with a queue.
//
// What the model takes from the stations: in a queue, the diagram of a road passes through the flow and density that
// the station in it saw, so that the queue is as long as its vehicles need; between a queue and free traffic
// downstream of it, the narrowest road passes what is counted beyond it; where neither end is slow, no queue is
// believed. Speeds come from the stations of the same kind of traffic, mixed by how much of a link stood in the queue;
// free traffic is slower the more of it there is for the lanes that go on, and where ramps join and leave
// (free_branch.h); what slows it at one station beyond that stays near it.
//
// Source: J. C. Herrera, A. M. Bayen, Transportation Research B 44 (2010) 460-481 (Newtonian relaxation of a cell model
// towards measurements). Different here: the relaxation is complete, and what the diagrams and bottlenecks take from
// the readings is our own. One thread at a time.

#include <memory>
#include <vector>

#include "twin/estimation/boundary_inputs.h"
#include "twin/estimation/free_branch.h"
#include "twin/estimation/interpolating_estimator.h"
#include "twin/estimation/residual_field.h"
#include "twin/estimation/state_estimator.h"
#include "twin/flow/simulation.h"

namespace twin {

/// Values were chosen on SUMO corridors with seeds 101 to 126 and three days of US-101, which no table uses.
struct ReconstructionSettings {
    double timeStep_s = 4.0;
    double targetCellLength_m = 130.0;
    double interval_s = 300.0;
    double slowShare = 0.8;      ///< of the free speed: a station that sees less stands in a queue
    double roominess = 1.15;     ///< of capacities where no queue is seen: a model must not invent one
    double leastCapacity = 0.75; ///< share of the capacity; what the diagram of a queue may be fitted to
    double mostCapacity = 1.1;   ///< share of the capacity; as above
    double fitMemory = 0.7;      ///< of that fit from interval to interval
    double byFlow = 0.7;         ///< weight of the flow against the density seen, in the density given to a queue
    double onset = 0.3;          ///< share of an interval in which a station's density moves to the new one
    double headShare = 0.5;      ///< of the free speed: how fast a queue drives at its head
    double deepShare = 0.6;      ///< of the free speed: a queue as slow has its own diagram; one at slowShare not yet
    double tail_m = 500.0;       ///< how far a queue reaches upstream of a station that is the first, on average
    double look_m = 800.0;       ///< how far before a lane ends drivers leave it: half a mile, as the signs stand
    double entering = 1.0;       ///< friction of a free road where a ramp joins
    double leaving = 0.5;        ///< friction of a free road before a ramp leaves
    double freeMemory = 0.3;     ///< of what a station differs from the free speed, while that changes little
    double freeJump_mps = 1.5;   ///< a larger change is believed at once
};

class IntervalReconstruction final : public StateEstimator {
    /// Only build() can make one, so only build() constructs.
    class Key {
        friend class IntervalReconstruction;
        Key() = default;
    };

public:
    /// `stations`: the ones that may be used. Errors: as Simulation::build.
    [[nodiscard]] static Result<std::unique_ptr<IntervalReconstruction>>
    build(std::shared_ptr<const RoadNetwork> network, const std::vector<StationIndex>& stations,
          const ReconstructionSettings& settings);
    IntervalReconstruction(Key key, std::shared_ptr<const RoadNetwork> network, std::vector<StationIndex> stations,
                           const ReconstructionSettings& settings, Simulation simulation);

    /// Nothing moves before an interval is known.
    void advance() override {}
    /// Drives through the interval that the frame was measured in.
    void correct(const ObservationFrame& frame) override;
    /// Spread is zero: one realisation knows none.
    [[nodiscard]] LinkStates estimate() const override { return m_states; }
    /// What a straight line between the stations says of the same interval.
    [[nodiscard]] const LinkStates& line() const { return m_line; }
    /// The traffic at the end of that interval.
    [[nodiscard]] const Simulation& simulation() const { return m_simulation; }

private:
    /// A station that may be used, on the main line of a corridor.
    struct Post {
        std::size_t station = 0; ///< in m_stations
        std::size_t place = 0;   ///< of its link in the corridor
    };
    struct Line {
        std::vector<LinkIndex> links;
        std::vector<Post> posts;
    };
    void placePosts();
    void lookAhead(const Corridor& corridor);
    void readFrame(const ObservationFrame& frame);
    void startFromLine();
    void setInputs();
    void fitQueues();
    void shapeLine(const Line& line);
    void shapeGap(const Line& line, const Post* before, const Post* after);
    void reachBack(const Line& line, const Post& first);
    void emptyGap(const Line& line, std::size_t first, std::size_t end);
    void openBottleneck(const Line& line, const Post& before, const Post& after);
    void fillQueue(LinkIndex link, std::size_t station);
    void setCapacities();
    void aimAtReadings();
    void hold(double progress);
    void run();
    void takeMeans();
    void carryResiduals();
    void carryDrops(const Line& line);
    void carryDrops(const Line& line, const Post* before, const Post* after);
    void estimateLink(std::size_t link);
    [[nodiscard]] const Link& roadOf(std::size_t station) const;
    [[nodiscard]] double freeSpeed_mps(std::size_t link, double flow_vps) const;
    [[nodiscard]] double queueSpeed_mps(std::size_t link, double flow_vps) const;
    [[nodiscard]] double flowAhead_vps(const Line& line, std::size_t place, const Post& after) const;

    std::shared_ptr<const RoadNetwork> m_network;
    std::vector<StationIndex> m_stations; ///< with a link
    ReconstructionSettings m_settings;
    Simulation m_simulation;
    BoundaryInputs m_boundary;
    InterpolatingEstimator m_straight;
    FreeBranch m_freeBranch;
    ResidualField m_flowResiduals;
    ResidualField m_freeResiduals; ///< of the speed, against the free branch
    ResidualField
        m_queueSpeeds; ///< of slow stations; in the member for flow, over that of the diagram; 0 where none is
    std::vector<Line> m_lines;
    std::vector<double> m_passing_vps;    ///< [links] least capacity from a link to as far as drivers look
    std::vector<double> m_friction;       ///< [links] of ramps that join or leave
    std::vector<CellIndex> m_cells;       ///< [stations] under them
    std::vector<bool> m_isHeld;           ///< [stations] on a main line
    std::vector<TrafficState> m_seen;     ///< [stations]
    std::vector<bool> m_isSlow;           ///< [stations]
    std::vector<double> m_fit;            ///< [stations] capacity share of the diagram in their queue
    std::vector<double> m_mostSeen;       ///< [stations] share of the capacity, slowly forgotten
    std::vector<double> m_freeDifference; ///< [stations] m/s
    std::vector<double> m_drops;          ///< [stations] m/s, slower than both beside it
    std::vector<double> m_freeDrops;      ///< [links] as above
    std::vector<double> m_held_vpm;       ///< [stations] NaN where nothing is held
    std::vector<double> m_aim_vpm;        ///< [stations] NaN where nothing is held
    std::vector<float> m_capacities;      ///< [links] factors wanted
    std::vector<float> m_capacitiesSet;   ///< [links] factors the simulation has
    std::vector<double> m_headward;       ///< [links] 0 to 1, how near to the head of a queue without a station
    std::vector<double> m_tail;           ///< [links] 0 to 1, how surely the queue of the first station reaches back
    std::vector<bool> m_isQueueBelieved;  ///< [links]
    std::vector<double> m_queued;         ///< [links] share of place and time in a queue
    std::vector<double> m_flow_vps;       ///< [links] of the model
    std::vector<double> m_speed_mps;      ///< [links] of the model
    LinkStates m_line;                    ///< what a straight line says
    LinkStates m_states;
    bool m_hasStarted = false;
};

} // namespace twin
