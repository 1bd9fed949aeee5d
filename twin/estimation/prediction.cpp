// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/prediction.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "twin/core/assert.h"
#include "twin/core/text.h"
#include "twin/flow/link_state.h"

namespace twin {

namespace {

constexpr double kMostRatio = 5.0;   ///< a forecast of more is a mistake
constexpr double kReach_m = 20000.0; ///< from an origin to the station whose forecast it follows
constexpr std::size_t kSearchedLinks = 400;
constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

bool isWhole(double times) { return times >= 1.0 - 1e-6 && std::abs(times - std::round(times)) < 1e-6; }

Result<void> check(const PredictionSettings& settings, double timeStep_s)
{
    if (!isWhole(settings.interval_s / timeStep_s)) {
        return fail(ErrorCode::InvalidInput, concat("prediction interval ", settings.interval_s,
                                                    " s: expected a whole number of steps of ", timeStep_s, " s"));
    }
    double before_s = 0.0;
    for (const double horizon_s : settings.horizons_s) {
        if (!isWhole(horizon_s / settings.interval_s) || horizon_s <= before_s) {
            return fail(ErrorCode::InvalidInput, concat("horizon ", horizon_s, " s: expected whole intervals of ",
                                                        settings.interval_s, " s, ascending"));
        }
        before_s = horizon_s;
    }
    return {};
}

std::vector<double> flowsOf(const BoundaryInputs& inputs, const RoadNetwork& network)
{
    std::vector<double> flows;
    for (std::size_t l = 0; l < network.links().size(); ++l) {
        flows.push_back(inputs.flow_vps(LinkIndex(l)));
    }
    return flows;
}

/// The station with a forecast nearest to the beginning of each link where traffic may begin.
std::vector<std::optional<StationIndex>> stationsOfOrigins(const RoadNetwork& network, const StationOutlook& outlook)
{
    const std::size_t horizons = outlook.horizons_s.size();
    std::vector<std::optional<StationIndex>> onLink(network.links().size());
    for (std::size_t s = network.stations().size(); s-- > 0;) {
        const auto& link = network.stations()[s].link;
        const bool isForecast = std::all_of(outlook.ratios.begin() + static_cast<std::ptrdiff_t>(s * horizons),
                                            outlook.ratios.begin() + static_cast<std::ptrdiff_t>((s + 1) * horizons),
                                            [](float ratio) { return std::isfinite(ratio); });
        if (link && isForecast) {
            onLink[link->value] = StationIndex(s);
        }
    }
    std::vector<std::optional<StationIndex>> chosen(network.links().size());
    for (std::size_t l = 0; l < chosen.size(); ++l) {
        if (!network.incoming(network.links()[l].from).empty()) {
            continue;
        }
        for (const ReachedLink& reached : linksAround(network, LinkIndex(l), 0.0, kReach_m, kSearchedLinks)) {
            const bool isOwn = reached.link == LinkIndex(l);
            if (onLink[reached.link.value] && (isOwn || !chosen[l])) {
                chosen[l] = onLink[reached.link.value];
            }
        }
    }
    return chosen;
}

double ratioAt(const StationOutlook& outlook, StationIndex station, double ahead_s)
{
    double before_s = 0.0;
    double before = 1.0;
    for (std::size_t h = 0; h < outlook.horizons_s.size(); ++h) {
        const double after_s = outlook.horizons_s[h];
        const auto forecast = static_cast<double>(outlook.ratios[station.value * outlook.horizons_s.size() + h]);
        const double after = std::clamp(forecast, 0.0, kMostRatio);
        if (ahead_s <= after_s) {
            return before + (after - before) * (ahead_s - before_s) / (after_s - before_s);
        }
        before_s = after_s;
        before = after;
    }
    return before;
}

void takeMeanState(const Simulation& ensemble, Simulation& branch)
{
    std::vector<float> densities(ensemble.settings().members);
    for (std::size_t c = 0; c < ensemble.cells().size(); ++c) {
        ensemble.densities(CellIndex(c), densities);
        branch.setDensity(CellIndex(c), MemberIndex(), static_cast<double>(meanOf(densities)));
    }
    for (std::size_t o = 0; o < ensemble.origins().size(); ++o) {
        double queued_veh = 0.0;
        for (std::size_t k = 0; k < densities.size(); ++k) {
            queued_veh += ensemble.queue_veh(OriginIndex(o), MemberIndex(k));
        }
        branch.setQueue(OriginIndex(o), MemberIndex(), queued_veh / static_cast<double>(densities.size()));
    }
}

/// The capacity each member of the branch has learned, as a factor of the link's.
void takeRoads(const Simulation& ensemble, const std::vector<std::vector<MemberIndex>>& sources, Simulation& branch)
{
    const std::vector<float> noLimits(sources.size(), std::numeric_limits<float>::infinity());
    std::vector<float> factors(sources.size());
    for (std::size_t l = 0; l < ensemble.network().links().size(); ++l) {
        const LinkIndex link(l);
        for (std::size_t k = 0; k < sources.size(); ++k) {
            double capacity_vps = 0.0;
            for (const MemberIndex member : sources[k]) {
                capacity_vps += ensemble.diagram(link, member).capacity_vps / static_cast<double>(sources[k].size());
            }
            factors[k] =
                static_cast<float>(std::clamp(capacity_vps / ensemble.network().link(link).capacity_vps, 0.01, 10.0));
        }
        branch.setMemberRoads(link, factors, noLimits);
    }
}

/// Sums what is seen over an interval.
class IntervalMeans {
public:
    IntervalMeans(const Simulation& branch, std::span<const float> speedFactors)
        : m_links(branch.network().links().size()), m_speedFactors(speedFactors)
    {
        m_density.resize(m_links * branch.settings().members, 0.0);
        m_flow.resize(m_density.size(), 0.0);
    }
    void add(const Simulation& branch)
    {
        const std::size_t members = branch.settings().members;
        for (std::size_t l = 0; l < m_links; ++l) {
            for (std::size_t k = 0; k < members; ++k) {
                const LinkState state = linkState(branch, LinkIndex(l), MemberIndex(k));
                m_density[l * members + k] += state.density_vpm;
                m_flow[l * members + k] += state.flow_vps;
            }
        }
        ++m_count;
    }
    [[nodiscard]] LinkStates states(const Simulation& branch) const
    {
        LinkStates states;
        states.resize(m_links);
        const std::size_t members = branch.settings().members;
        const auto samples = static_cast<double>(m_count);
        for (std::size_t l = 0; l < m_links; ++l) {
            const Link& road = branch.network().link(LinkIndex(l));
            double density = 0.0;
            double flow = 0.0;
            double squares = 0.0;
            for (std::size_t k = 0; k < members; ++k) {
                const double each = m_density[l * members + k] / samples;
                density += each / static_cast<double>(members);
                squares += each * each / static_cast<double>(members);
                flow += m_flow[l * members + k] / samples / static_cast<double>(members);
            }
            const double speed = density > 1e-9 ? std::min(road.freeSpeed_mps, flow / density) : road.freeSpeed_mps;
            states.density_vpm[l] = static_cast<float>(density);
            states.flow_vps[l] = static_cast<float>(flow);
            states.speed_mps[l] = static_cast<float>(speed) * (m_speedFactors.empty() ? 1.0F : m_speedFactors[l]);
            states.spread[l] =
                static_cast<float>(std::sqrt(std::max(0.0, squares - density * density)) / road.jamDensity_vpm);
        }
        return states;
    }

private:
    std::size_t m_links;
    std::span<const float> m_speedFactors;
    std::vector<double> m_density; ///< [links x members]
    std::vector<double> m_flow;    ///< [links x members]
    std::size_t m_count = 0;
};

void readStations(const Simulation& branch, const std::vector<std::optional<DetectorIndex>>& detectors,
                  std::span<const float> speedFactors, Prediction& prediction)
{
    const auto members = static_cast<float>(branch.settings().members);
    for (std::size_t s = 0; s < detectors.size(); ++s) {
        prediction.stationFlow_vps.push_back(detectors[s] ? 0.0F : kUnknown);
        prediction.stationSpeed_mps.push_back(detectors[s] ? 0.0F : kUnknown);
        for (std::size_t k = 0; detectors[s] && k < branch.settings().members; ++k) {
            const DetectorReading reading = branch.reading(*detectors[s], MemberIndex(k));
            const LinkIndex link = *branch.network().stations()[s].link;
            const float factor = speedFactors.empty() ? 1.0F : speedFactors[link.value];
            prediction.stationFlow_vps[s] += static_cast<float>(reading.flow_vps) / members;
            prediction.stationSpeed_mps[s] += factor * static_cast<float>(reading.speed_mps) / members;
        }
    }
}

/// Drives the branch through an interval. Its means, of every fifth step and the last.
LinkStates drivenMeans(Simulation& branch, std::size_t steps, std::span<const float> speedFactors)
{
    IntervalMeans means(branch, speedFactors);
    for (std::size_t step = 0; step < steps; ++step) {
        branch.step();
        if (step % 5 == 4 || step + 1 == steps) {
            means.add(branch);
        }
    }
    return means.states(branch);
}

std::vector<std::optional<DetectorIndex>> placeDetectors(Simulation& branch)
{
    std::vector<std::optional<DetectorIndex>> detectors;
    for (const PlacedStation& placed : branch.network().stations()) {
        detectors.emplace_back(placed.link ? std::optional(branch.addDetector(*placed.link, placed.offset_m))
                                           : std::nullopt);
    }
    return detectors;
}

} // namespace

DemandOutlook holdDemand(const BoundaryInputs& inputs, const RoadNetwork& network)
{
    return [flows = flowsOf(inputs, network)](LinkIndex origin, double /*ahead_s*/) { return flows[origin.value]; };
}

DemandOutlook followForecast(const BoundaryInputs& inputs, const RoadNetwork& network, const StationOutlook& outlook)
{
    TWIN_ASSERT(outlook.ratios.size() == network.stations().size() * outlook.horizons_s.size(),
                "one ratio a station and horizon");
    return [flows = flowsOf(inputs, network), chosen = stationsOfOrigins(network, outlook), outlook](LinkIndex origin,
                                                                                                     double ahead_s) {
        const auto& station = chosen[origin.value];
        return flows[origin.value] * (station ? ratioAt(outlook, *station, ahead_s) : 1.0);
    };
}

Result<Simulation> branchFrom(const EnsembleFilter& filter, std::size_t members)
{
    const Simulation& ensemble = filter.simulation();
    const std::size_t available = ensemble.settings().members;
    if (members < 1 || members > available) {
        return fail(ErrorCode::InvalidInput,
                    concat("members of a branch ", members, ": expected 1 to ", available, ", as the filter has"));
    }
    FlowSettings settings = ensemble.settings();
    settings.members = members;
    settings.travel = TravelAccounts::PerLink;
    Result<Simulation> branch = Simulation::build(filter.network(), settings);
    if (!branch) {
        return branch;
    }
    std::vector<std::vector<MemberIndex>> sources(members);
    for (std::size_t k = 0; k < available; ++k) {
        if (members == 1 || (k * members) % available < members) {
            sources[k * members / available].push_back(MemberIndex(k));
        }
    }
    if (members == 1) {
        takeMeanState(ensemble, *branch);
    } else {
        for (std::size_t k = 0; k < members; ++k) {
            copyState(ensemble, sources[k].front(), *branch, MemberIndex(k));
        }
    }
    takeRoads(ensemble, sources, *branch);
    const LinkStates estimated = filter.estimate();
    const RoadNetwork& network = ensemble.network();
    for (std::size_t l = 0; l < network.links().size(); ++l) {
        if (!network.outgoing(network.links()[l].to).empty()) {
            if (const auto shares = filter.boundary().turning(LinkIndex(l), estimated)) {
                branch->setTurning(LinkIndex(l), *shares);
            }
        }
    }
    return branch;
}

Result<std::vector<Prediction>> predict(Simulation branch, const DemandOutlook& demand,
                                        const PredictionSettings& settings, std::span<const float> speedFactors)
{
    const double step_s = branch.settings().timeStep_s;
    if (const auto checked = check(settings, step_s); !checked) {
        return tl::unexpected(checked.error());
    }
    const auto detectors = placeDetectors(branch);
    const auto steps = static_cast<std::size_t>(std::lround(settings.interval_s / step_s));
    std::vector<Prediction> predictions;
    double ahead_s = 0.0;
    for (const double horizon_s : settings.horizons_s) {
        const auto intervals = static_cast<std::size_t>(std::lround((horizon_s - ahead_s) / settings.interval_s));
        for (std::size_t i = 1; i <= intervals; ++i) {
            for (std::size_t o = 0; o < branch.origins().size(); ++o) {
                branch.setDemand(OriginIndex(o), demand(branch.origins()[o], ahead_s + settings.interval_s / 2.0));
            }
            ahead_s += settings.interval_s;
            if (i < intervals) {
                branch.run(steps);
                continue;
            }
            branch.clearDetectors();
            Prediction prediction{.ahead_s = ahead_s, .links = drivenMeans(branch, steps, speedFactors)};
            readStations(branch, detectors, speedFactors, prediction);
            predictions.push_back(std::move(prediction));
        }
    }
    return predictions;
}

} // namespace twin
