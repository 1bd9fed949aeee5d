// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/grid_city.h"

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

namespace bench {

namespace {

constexpr double kDegreesPerMetre = 180.0 / (std::numbers::pi * twin::kEarthRadius_m);

twin::Link street(std::size_t from, std::size_t to, const std::vector<twin::Node>& nodes)
{
    twin::Link link;
    link.id = nodes[from].id + nodes[to].id;
    link.from = twin::NodeIndex(from);
    link.to = twin::NodeIndex(to);
    link.lanes = kLanesOfStreet;
    link.length_m = kBlock_m;
    link.freeSpeed_mps = kFreeSpeed_mps;
    link.capacity_vps = 0.5 * kLanesOfStreet;
    link.jamDensity_vpm = kLanesOfStreet / 7.5; // SUMO's vehicle of 5 m and gap of 2.5 m
    link.shape = {nodes[from].at, nodes[to].at};
    return link;
}

} // namespace

std::shared_ptr<const twin::RoadNetwork> gridCity(std::size_t side, std::size_t stations)
{
    twin::RoadNetworkParts parts;
    parts.name = "grid";
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side; ++column) {
            parts.nodes.push_back({"n" + std::to_string(row) + "_" + std::to_string(column),
                                   "",
                                   {static_cast<double>(row) * kBlock_m * kDegreesPerMetre,
                                    static_cast<double>(column) * kBlock_m * kDegreesPerMetre}});
        }
    }
    const auto both = [&](std::size_t a, std::size_t b) {
        parts.links.push_back(street(a, b, parts.nodes));
        parts.links.push_back(street(b, a, parts.nodes));
    };
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side; ++column) {
            const std::size_t here = row * side + column;
            if (column + 1 < side) {
                both(here, here + 1);
            }
            if (row + 1 < side) {
                both(here, here + side);
            }
        }
    }
    for (std::size_t s = 0; s < stations; ++s) {
        const auto& shape = parts.links[s * parts.links.size() / stations].shape;
        twin::PlacedStation placed;
        placed.station.id = "s" + std::to_string(s);
        placed.station.kind = twin::StationKind::ConventionalHighway;
        placed.at = {(2.0 * shape[0].lat_deg + shape[1].lat_deg) / 3.0,
                     (2.0 * shape[0].lon_deg + shape[1].lon_deg) / 3.0};
        parts.stations.push_back(std::move(placed));
    }
    auto network = twin::RoadNetwork::build(std::move(parts));
    if (!network) {
        throw std::runtime_error(network.error().message);
    }
    return std::make_shared<const twin::RoadNetwork>(std::move(*network));
}

twin::Simulation citySimulation(const std::shared_ptr<const twin::RoadNetwork>& network, std::size_t members,
                                twin::TravelAccounts travel)
{
    twin::FlowSettings settings{.timeStep_s = kStep_s, .members = members, .travel = travel};
    for (std::size_t l = 0; l < network->links().size(); ++l) {
        settings.innerOrigins.emplace_back(l);
    }
    auto simulation = twin::Simulation::build(network, settings);
    if (!simulation) {
        throw std::runtime_error(simulation.error().message);
    }
    for (std::size_t l = 0; l < network->links().size(); ++l) {
        const auto ways = network->outgoing(network->links()[l].to);
        simulation->setTurning(twin::LinkIndex(l),
                               std::vector<double>(ways.size(), (1.0 - kExitShare) / static_cast<double>(ways.size())));
    }
    return std::move(*simulation);
}

void setCityDemand(twin::Simulation& simulation, double demand_vps)
{
    for (std::size_t o = 0; o < simulation.origins().size(); ++o) {
        simulation.setDemand(twin::OriginIndex(o), demand_vps * static_cast<double>(o * 7 % 5) / 2.0);
    }
}

} // namespace bench
