// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The twin's own estimator: an ensemble of simulations of the whole network, driven by what enters and leaves,
// corrected after every interval by what healthy stations counted. A model knows what a straight line between two
// stations does not: that a queue begins at a bottleneck and grows upstream, that a ramp adds its traffic at one place.
//
// A serial ensemble square root filter with localisation along the road and inflation that follows the innovations.
// The observations of an interval are means over it, so the members' means over it are corrected together with their
// present densities through the ensemble's own covariances (an asynchronous filter). README.md has the equations.
//
// The ensemble says how uncertain the state is and learns what nobody counts; where the traffic is, the reconstruction
// of the interval (interval_reconstruction.h) says better, because a queue is no linear correction of free traffic. So
// the ensemble is recentred on it, as weather services centre an ensemble on a separate analysis. The estimate is the
// reconstruction as far as stations withheld from it agree (withheld_check.h), the straight line for the rest.
//
// How far a reading is off is learned from the innovations, for flow and for speed.
//
// Source: Whitaker, Hamill 2002 (see ensemble_rows.h); asynchronous: P. Sakov, G. Evensen, L. Bertino, Tellus 62A
// (2010) 24-29; observation errors from innovations: H. L. Mitchell, P. L. Houtekamer, Monthly Weather Review 128
// (2000) 416-433; for traffic: D. B. Work et al., Appl. Math. Res. Express 2010, 1-35.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "twin/core/random.h"
#include "twin/estimation/boundary_inputs.h"
#include "twin/estimation/ensemble_rows.h"
#include "twin/estimation/interval_reconstruction.h"
#include "twin/estimation/localisation.h"
#include "twin/estimation/state_estimator.h"
#include "twin/estimation/withheld_check.h"
#include "twin/flow/simulation.h"

namespace twin {

/// Where no origin is given, a value was chosen on SUMO corridors with seeds 101 to 103, which no table uses.
struct EnsembleFilterSettings {
    std::size_t members = 64;
    double timeStep_s = 4.0;
    double targetCellLength_m = 130.0;
    double interval_s = 300.0;
    double snapshot_s = 60.0; ///< how often links are looked at for their means over an interval
    double capacityDrop = 0.0;

    // How far a station is believed.
    double halfWidth_m = 1500.0;   ///< of the taper along the road
    std::size_t linksAround = 250; ///< at most, of one station

    // What is not known, one standard deviation, and how long it lasts.
    double sensedDemand = 0.1;   ///< share of a counted demand, from interval to interval; three days of US-101
    double inferredDemand = 0.3; ///< share of an inferred demand
    double demandMemory_s = 1200.0;
    double capacity = 0.02; ///< share of a link's capacity
    double capacityMemory_s = 3600.0;
    double speedFactor = 0.05; ///< of the speed drivers choose against the model's
    double speedFactorMemory_s = 3600.0;
    double recentring = 0.8; ///< share of what the ensemble's mean is off the reconstruction that is put right

    // What a station's reading is off, one standard deviation, before innovations say so; counting adds its own.
    double flowError = 0.04; ///< share of the flow
    double speedError_mps = 0.85;
    double speedErrorShare = 0.035; ///< share of the speed: a point does not stand for its surroundings

    double errorMemory = 0.8;     ///< of what innovations say of these errors, from interval to interval
    double inflationMemory = 0.9; ///< of the inflation from interval to interval
    double inflationMost = 1.5;   ///< of a standard deviation
};

/// Normalised squared innovations of one quantity.
struct InnovationSum {
    double sum = 0.0;
    std::size_t count = 0;

    /// 1 if the expected variances are right; above, the filter is too sure of itself.
    [[nodiscard]] double chiSquarePerDegree() const { return count == 0 ? 0.0 : sum / static_cast<double>(count); }
    void add(const InnovationSum& other)
    {
        sum += other.sum;
        count += other.count;
    }
};

/// Whether the filter knows how wrong it is.
struct FilterHonesty {
    InnovationSum flow;
    InnovationSum speed;

    [[nodiscard]] double chiSquarePerDegree() const
    {
        InnovationSum both = flow;
        both.add(speed);
        return both.chiSquarePerDegree();
    }
};

class EnsembleFilter final : public StateEstimator {
    /// Only build() can make one, so only build() constructs.
    class Key {
        friend class EnsembleFilter;
        Key() = default;
    };

public:
    /// `stations`: the ones that may be used. `random` is the filter's own from here on.
    /// Errors: InvalidInput as Simulation::build; or if an interval is not a whole number of snapshots and these of
    /// steps, or fewer than two members are asked for.
    [[nodiscard]] static Result<std::unique_ptr<EnsembleFilter>> build(std::shared_ptr<const RoadNetwork> network,
                                                                       const std::vector<StationIndex>& stations,
                                                                       const EnsembleFilterSettings& settings,
                                                                       RandomStream random);
    EnsembleFilter(Key key, std::shared_ptr<const RoadNetwork> network, const std::vector<StationIndex>& stations,
                   const EnsembleFilterSettings& settings, RandomStream random, Simulation simulation,
                   std::unique_ptr<IntervalReconstruction> reconstruction, std::unique_ptr<WithheldCheck> check);

    void advance() override;
    /// A reading that cannot be traffic (reading_state.h) is treated as not observed.
    void correct(const ObservationFrame& frame) override;
    [[nodiscard]] LinkStates estimate() const override;

    [[nodiscard]] const std::shared_ptr<const RoadNetwork>& network() const { return m_network; }
    /// The ensemble as it stands now: what a prediction branches from.
    [[nodiscard]] const Simulation& simulation() const { return m_simulation; }
    [[nodiscard]] const BoundaryInputs& boundary() const { return m_boundary; }
    [[nodiscard]] const EnsembleFilterSettings& settings() const { return m_settings; }
    /// How fast drivers are against the model, mean over the members, [L].
    [[nodiscard]] std::vector<float> speedFactors() const;
    [[nodiscard]] const FilterHonesty& honesty() const { return m_honesty; }
    /// What a reading is expected to be off, variances, by what the innovations have said so far.
    [[nodiscard]] TrafficState readingVariance(const TrafficState& seen) const;
    /// One standard deviation of what a station on the link would see against the estimated speed, its own error
    /// included, as learned at stations withheld (withheld_check.h), [L]; off the corridors that of the ensemble.
    [[nodiscard]] std::vector<float> speedSpread() const;

private:
    /// A station in use, its detector, and what it reaches.
    struct Sensor {
        StationIndex station;
        LinkIndex link;
        DetectorIndex detector;
        std::vector<ReachedLink> around;
        std::vector<float> weights; ///< [around] their tapers
    };
    /// How the parameters of a link are mixed from those of the sensors beside it.
    struct Mixture {
        std::size_t first = 0;
        std::size_t second = 0;
        float secondShare = 0.0F;
        bool isReached = false;
    };
    /// The kinds of rows a link has.
    enum LinkRow : std::size_t { Density, Flow, Speed, kLinkRows };

    void placeSensors(const std::vector<StationIndex>& stations);
    void mixParameters();
    void perturbParameters();
    void applyParameters();
    void applyTurning();
    void readSnapshot();
    void finishInterval(std::size_t snapshots);
    void startFrom(const ObservationFrame& frame);
    void predictObservations();
    void readCells();
    void writeCells();
    void inflateAll(float factor);
    void followInnovations();
    void assimilate(const ObservationFrame& frame);
    void assimilate(const Sensor& sensor, std::size_t predictedRow, double observed, double errorVariance,
                    InnovationSum& innovations);
    void update(const ScalarUpdate& by, const Sensor& sensor);
    void keepPhysical();
    void recentre();
    void reconstruct(const ObservationFrame& frame);
    [[nodiscard]] TrafficState seenBy(StationIndex station, const ObservationFrame& frame) const;
    [[nodiscard]] float parameter(const EnsembleRows& rows, LinkIndex link, std::size_t member) const;
    [[nodiscard]] std::size_t linkRow(LinkIndex link, LinkRow kind) const { return link.value * kLinkRows + kind; }

    std::shared_ptr<const RoadNetwork> m_network;
    EnsembleFilterSettings m_settings;
    RandomStream m_random;
    Simulation m_simulation;
    BoundaryInputs m_boundary;
    std::unique_ptr<IntervalReconstruction> m_reconstruction; ///< what the ensemble is centred on
    std::unique_ptr<WithheldCheck> m_check;                   ///< how far that is to be believed
    LinkStates m_mixed;                                       ///< the reconstruction as far as it is believed
    std::vector<Sensor> m_sensors;
    std::vector<std::vector<std::size_t>> m_sensorsNear; ///< [sensors] sensors within reach
    std::vector<std::vector<float>> m_weightsNear;       ///< [sensors] their tapers
    std::vector<Mixture> m_mixtures;                     ///< [links]
    std::vector<std::optional<OriginIndex>> m_originOf;  ///< [links]
    EnsembleRows m_linkRows;                             ///< [links x kLinkRows]: means over the interval
    EnsembleRows m_cells;                                ///< [cells]: densities now, while correcting
    EnsembleRows m_demands;                              ///< [origins]: logarithm of a factor
    EnsembleRows m_capacities;                           ///< [sensors]: logarithm of a factor
    EnsembleRows m_speeds;                               ///< [sensors]: logarithm of a factor
    EnsembleRows m_predicted;                            ///< [sensors x 2]: flow, speed
    double m_inflation = 1.0;
    double m_flowErrorScale = 1.0;  ///< of the variance a flow reading is off
    double m_speedErrorScale = 1.0; ///< of the variance a speed reading is off
    std::size_t m_followed = 0;     ///< intervals whose innovations have been learned from
    bool m_hasStarted = false;
    FilterHonesty m_honesty;
    FilterHonesty m_lastHonesty;
};

} // namespace twin
