// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/sensing/city_demand.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace twin {

namespace {

constexpr double kSecondsPerHour = 3600.0;
constexpr double kStays = 0.92;        ///< of a deviation, from one interval to the next: a half-life of 40 minutes
constexpr double kMostDeviation = 3.0; ///< standard deviations; beyond, the city would be another one

/// A bump of height 1 around `centre`, wrapped around midnight; all in hours.
double bump(double hour, double centre, double width)
{
    double distance = std::fabs(hour - centre);
    distance = std::min(distance, 24.0 - distance);
    return std::exp(-0.5 * distance * distance / (width * width));
}

/// A number that wanders around 0 with the given standard deviation in the long run.
void wander(double& deviation, double spread, RandomStream& random)
{
    const double step = spread * std::sqrt(1.0 - kStays * kStays) * random.normal();
    deviation = std::clamp(kStays * deviation + step, -kMostDeviation * spread, kMostDeviation * spread);
}

double between(double least, double most, RandomStream& random) { return least + (most - least) * random.uniform(); }

bool isFreeway(const Link& link) { return link.kind == LinkKind::Freeway; }

// Whoever sees standing traffic on the way ahead takes another way out, if there is one: fewer and fewer go on from the
// first share of the jam density, none at the second. Without that, queues that meet in a ring of interchanges would
// wait for each other for ever.
constexpr double kAvoided = 0.75;
constexpr double kShunned = 0.95;

/// Share of those who want to take a road that do, by how full it stands.
double willing(const Simulation& simulation, LinkIndex link)
{
    const CellGrid& cells = simulation.cells();
    const std::size_t count = cells.cellsOf(link);
    double sum_vpm = 0.0;
    for (std::size_t c = 0; c < count; ++c) {
        sum_vpm += simulation.density_vpm(CellIndex(cells.first(link).value + c), MemberIndex{});
    }
    const double full = sum_vpm / (static_cast<double>(count) * simulation.network().link(link).jamDensity_vpm);
    return std::clamp((kShunned - full) / (kShunned - kAvoided), 0.0, 1.0);
}

} // namespace

CityDemand::CityDemand(const Simulation& simulation, const CityDemandSettings& settings)
    : m_settings(settings),
      m_layout(settings.seed, "city-layout"),
      m_random(settings.seed, "city-demand"),
      m_demands_vps(simulation.origins().size(), 0.0)
{
    drawOrigins(simulation);
    drawJunctions(simulation);
}

void CityDemand::drawOrigins(const Simulation& simulation)
{
    for (const LinkIndex index : simulation.origins()) {
        const Link& link = simulation.network().link(index);
        const double usual =
            isFreeway(link) ? m_settings.mainlineShare * link.capacity_vps : m_settings.rampPeak_vph / kSecondsPerHour;
        Origin origin;
        origin.peak_vps = m_settings.level * usual * between(0.6, 1.25, m_layout);
        const double tilt = between(0.0, 0.35, m_layout);
        const bool isMorning = m_layout.uniform() < 0.5;
        origin.morning = isMorning ? 1.0 : 1.0 - tilt;
        origin.evening = isMorning ? 1.0 - tilt : 1.0;
        origin.delay_h = between(-0.4, 0.4, m_layout);
        m_origins.push_back(origin);
    }
}

void CityDemand::drawJunctions(const Simulation& simulation)
{
    const RoadNetwork& network = simulation.network();
    for (std::size_t i = 0; i < network.links().size(); ++i) {
        const auto outgoing = network.outgoing(network.links()[i].to);
        const auto onward =
            std::ranges::count_if(outgoing, [&](LinkIndex link) { return isFreeway(network.link(link)); });
        if (outgoing.size() < 2 || onward != 1) {
            continue; // without a way straight on the shares of the capacities are as good as any
        }
        Junction junction{.in = LinkIndex(i), .morningTilt = between(-0.35, 0.35, m_layout)};
        double leaving = 0.0;
        for (const LinkIndex link : outgoing) {
            const LinkKind kind = network.link(link).kind;
            const double usual = kind == LinkKind::Connector ? m_settings.connectorShare : m_settings.exitShare;
            const double share = kind == LinkKind::Freeway ? 0.0 : usual * between(0.65, 1.35, m_layout);
            junction.usual.push_back(share);
            leaving += share;
        }
        for (std::size_t j = 0; j < outgoing.size(); ++j) {
            if (isFreeway(network.link(outgoing[j]))) {
                junction.usual[j] = 1.0 - leaving;
            }
        }
        junction.now = junction.usual;
        m_junctions.push_back(std::move(junction));
    }
}

void CityDemand::moveTo(const CalendarSlot& slot)
{
    if (slot.slotOfDay == 0) {
        m_dayFactor = 1.0 + m_settings.dayDeviation * std::clamp(m_random.normal(), -kMostDeviation, kMostDeviation);
    }
    wander(m_cityDeviation, 0.02, m_random);
    const double hour = 24.0 * (slot.slotOfDay + 0.5) / slot.slotsPerDay;
    const bool isWeekend = slot.dayOfWeek == 0 || slot.dayOfWeek == 6;
    const double evening = slot.dayOfWeek == 5 ? 1.04 : 1.0; // on Fridays people leave
    for (std::size_t i = 0; i < m_origins.size(); ++i) {
        Origin& origin = m_origins[i];
        wander(origin.deviation, m_settings.roadDeviation, m_random);
        const double time = hour - origin.delay_h;
        double share = 0.05;
        if (isWeekend) {
            share += (slot.dayOfWeek == 6 ? 0.62 : 0.55) * bump(time, 14.2, 3.8);
        } else {
            share += 0.92 * origin.morning * bump(time, 7.9, 1.15) + 0.46 * bump(time, 12.7, 3.0) +
                     0.80 * evening * origin.evening * bump(time, 17.3, 1.35);
        }
        m_demands_vps[i] =
            std::max(0.0, origin.peak_vps * share * m_dayFactor * (1.0 + m_cityDeviation + origin.deviation));
    }
    for (Junction& junction : m_junctions) {
        turn(junction, hour);
    }
}

void CityDemand::turn(Junction& junction, double hour)
{
    wander(junction.deviation, 0.06, m_random);
    const double tilt = junction.morningTilt * (bump(hour, 8.0, 2.0) - bump(hour, 17.3, 2.0));
    const double factor = std::clamp(1.0 + tilt + junction.deviation, 0.4, 1.6);
    double leaving = 0.0;
    std::size_t onward = 0;
    for (std::size_t i = 0; i < junction.usual.size(); ++i) {
        const bool isOnward = junction.usual[i] == *std::ranges::max_element(junction.usual);
        onward = isOnward ? i : onward;
        junction.now[i] = isOnward ? 0.0 : junction.usual[i] * factor;
        leaving += junction.now[i];
    }
    junction.now[onward] = std::max(0.0, 1.0 - leaving);
}

void CityDemand::applyTurning(Simulation& simulation) const
{
    std::vector<double> shares;
    for (const Junction& junction : m_junctions) {
        shares = junction.now;
        const auto outgoing = simulation.network().outgoing(simulation.network().link(junction.in).to);
        double turnedAway = 0.0;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            shares[i] *= willing(simulation, outgoing[i]);
            turnedAway += junction.now[i] - shares[i];
        }
        const double stay = std::accumulate(shares.begin(), shares.end(), 0.0);
        if (turnedAway > 0.0 && stay > 0.0) { // else all go as they want to, or there is no other way
            for (double& share : shares) {
                share /= stay;
            }
            simulation.setTurning(junction.in, shares);
        } else {
            simulation.setTurning(junction.in, junction.now);
        }
    }
}

} // namespace twin
