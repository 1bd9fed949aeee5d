// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How far the reconstruction of an interval is to be believed between the stations, and how wrong it is there, by what
// stations say that were kept from it. Two more reconstructions run beside it, each without every other station of a
// line. What they and the straight line say of the stations they do not know is held against what these counted; the
// estimate is mixed from both with the weight that would have been best so far. Where ramps are missing from the map or
// stations stand close, that is the line; where a queue ends between two stations, it is the model.
//
// Weights are learned for every line apart, for flow and for speed, by whether the next station upstream or downstream
// stands in a queue, whether one counts there at all, and whether a ramp joins or leaves or a lane ends between them.
// Without a ramp there is little that the model knows and the line does not, but for the head of a queue that a lane's
// end holds back, which the counts beyond it show. Beyond the last station that counts nobody sees whether the model is
// right: it begins with the line there. The mixture's own error at the withheld
// stations, counted before it is learned from, is the spread of the estimated speed.
//
// Source: L. Breiman, Machine Learning 24 (1996) 49-64 (stacked regressions: weights from predictions of what was left
// out, not negative); J. M. Bates, C. W. J. Granger, Operational Research Quarterly 20 (1969) 451-468. Different here:
// sums that forget, drawn to a prior until enough was seen. One thread at a time.

#include <array>
#include <memory>
#include <vector>

#include "twin/estimation/interval_reconstruction.h"

namespace twin {

/// Weights and errors were chosen on SUMO corridors with seeds 101 to 126, which no table uses, and on three of the
/// seven days of US-101.
struct WithheldCheckSettings {
    double memory = 0.999;      ///< of what was seen of a class, from withheld reading to withheld reading
    double priorReadings = 250; ///< that a prior weight counts for: stations withheld leave gaps twice as long as those
                                ///< that are estimated, and readings of one queue say nearly the same
    double priorErrors = 60;    ///< readings that a prior error counts for
};

class WithheldCheck {
    /// Only build() can make one, so only build() constructs.
    class Key {
        friend class WithheldCheck;
        Key() = default;
    };

public:
    /// `stations`: the ones that may be used. Errors: as IntervalReconstruction::build.
    [[nodiscard]] static Result<std::unique_ptr<WithheldCheck>> build(const std::shared_ptr<const RoadNetwork>& network,
                                                                      const std::vector<StationIndex>& stations,
                                                                      const ReconstructionSettings& reconstruction,
                                                                      const WithheldCheckSettings& settings = {});
    WithheldCheck(Key key, std::shared_ptr<const RoadNetwork> network, const std::vector<StationIndex>& stations,
                  const ReconstructionSettings& reconstruction, const WithheldCheckSettings& settings);

    /// Drives through the interval without each half of the stations and learns from what they say of it.
    void correct(const ObservationFrame& frame);
    /// The mixture of what the reconstruction and the straight line say, both [L]. Links off the corridors as `model`
    /// has them.
    [[nodiscard]] LinkStates mix(const LinkStates& model, const LinkStates& line) const;
    /// One standard deviation of what a station on the link would see against the estimated speed, its own error
    /// included, [L]. NaN off the corridors.
    [[nodiscard]] std::vector<float> speedSpread() const;

private:
    static constexpr std::size_t kHalves = 2;
    static constexpr std::size_t kClasses = 20; ///< which neighbours are slow, times what lies between them

    struct Post {
        StationIndex station;
        std::size_t place = 0; ///< of its link in the line
    };
    /// What was seen of one quantity in one class.
    struct Trust {
        double agreement = 0.0;  ///< sum of (line - model) (line - seen)
        double difference = 0.0; ///< sum of (line - model) squared
        double squares = 0.0;    ///< sum of what the mixture was off, squared
        double weight = 0.0;     ///< of the model, 0 to 1
        double variance = 0.0;   ///< of the mixture against what was seen
    };
    struct Prior {
        double weight = 0.0;
        double apart = 0.0; ///< how far line and model usually are
        double error = 0.0; ///< usual, of the mixture
    };
    struct ClassTrust {
        Trust speed;
        Trust flow;
        double readings = 0.0;
    };
    struct Line {
        std::vector<LinkIndex> links;
        std::vector<Post> posts;
        std::vector<std::size_t> ramps;    ///< [links] that join or leave before the link
        std::vector<std::size_t> laneEnds; ///< [links] before the link, or where it begins
        std::array<ClassTrust, kClasses> trust;
        std::vector<std::size_t> classes; ///< [links] at the last frame
    };
    void findLines(const std::vector<StationIndex>& stations);
    void readFrame(const ObservationFrame& frame);
    void learn(Line& line, std::size_t half);
    void settle(ClassTrust& trust, std::size_t ofClass) const;
    void settle(Trust& trust, const Prior& prior, double readings) const;
    /// The class of a place by the stations around it that observed, without every other one from `half` on.
    [[nodiscard]] std::size_t classOf(const Line& line, std::size_t place, std::size_t half) const;
    /// What the class says of the road between the two; null where there is none.
    [[nodiscard]] std::size_t between(const Line& line, const Post* before, const Post* after) const;
    [[nodiscard]] bool mayHoldBack(const Line& line, const Post& before, const Post& after) const;

    std::shared_ptr<const RoadNetwork> m_network;
    ReconstructionSettings m_reconstruction;
    WithheldCheckSettings m_settings;
    std::vector<Line> m_lines;
    std::array<std::unique_ptr<IntervalReconstruction>, kHalves> m_without;
    std::vector<TrafficState> m_seen; ///< [stations of the network]
    std::vector<bool> m_isSlow;       ///< as above
    bool m_hasStarted = false;
};

} // namespace twin
