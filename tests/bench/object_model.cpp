// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/object_model.h"

#include <algorithm>
#include <limits>

namespace bench {

void Street::offer()
{
    sending = std::min(freeShare * cells.back().vehicles, capacity);
    receiving = std::max(0.0, std::min(waveShare * (room - cells.front().vehicles), capacity));
    inflow = 0.0;
    outflow = 0.0;
}

/// Tampère et al. 2011: the scarcest street is shared by capacity until everybody has what he wants or gets.
void Crossing::pass()
{
    std::vector<bool> waiting(in.size(), true);
    std::vector<double> supply(out.size());
    for (std::size_t j = 0; j < out.size(); ++j) {
        supply[j] = out[j]->receiving;
    }
    for (std::size_t left = in.size(); left > 0;) {
        double lowest = std::numeric_limits<double>::infinity();
        std::size_t scarcest = 0;
        for (std::size_t j = 0; j < out.size(); ++j) {
            double competing = 0.0;
            for (std::size_t i = 0; i < in.size(); ++i) {
                competing += waiting[i] ? in[i]->shares[j] * in[i]->capacity : 0.0;
            }
            if (competing > 0.0 && supply[j] / competing < lowest) {
                lowest = supply[j] / competing;
                scarcest = j;
            }
        }
        bool someContent = false;
        for (std::size_t i = 0; i < in.size(); ++i) {
            someContent = someContent || (waiting[i] && in[i]->sending <= lowest * in[i]->capacity);
        }
        for (std::size_t i = 0; i < in.size(); ++i) {
            const bool content = in[i]->sending <= lowest * in[i]->capacity;
            if (!waiting[i] || (someContent ? !content : in[i]->shares[scarcest] <= 0.0)) {
                continue;
            }
            waiting[i] = false;
            --left;
            in[i]->outflow = std::min(in[i]->sending, lowest * in[i]->capacity);
            for (std::size_t j = 0; j < out.size(); ++j) {
                supply[j] = std::max(0.0, supply[j] - in[i]->shares[j] * in[i]->outflow);
            }
        }
    }
    for (Street* from : in) {
        for (std::size_t j = 0; j < out.size(); ++j) {
            out[j]->inflow += from->shares[j] * from->outflow;
        }
    }
}

void Street::enter()
{
    queue += arriving;
    const double entering = std::min(queue, std::max(0.0, receiving - inflow));
    queue -= entering;
    inflow += entering;
}

void Street::move()
{
    for (std::size_t k = 0; k + 1 < cells.size(); ++k) {
        const double demand = std::min(freeShare * cells[k].vehicles, capacity);
        const double supply = std::max(0.0, std::min(waveShare * (room - cells[k + 1].vehicles), capacity));
        cells[k].outflow = std::min(demand, supply);
    }
    cells.back().outflow = outflow;
    double in = inflow;
    for (Cell& cell : cells) {
        cell.vehicles += in - cell.outflow;
        in = cell.outflow;
        vehicleSteps += cell.vehicles;
        cellsCrossed += cell.outflow;
    }
}

ObjectModel::ObjectModel(const twin::Simulation& simulation, double exitShare)
{
    const twin::RoadNetwork& network = simulation.network();
    const double step_s = simulation.settings().timeStep_s;
    m_streets.resize(network.links().size());
    m_crossings.resize(network.nodes().size());
    for (std::size_t l = 0; l < m_streets.size(); ++l) {
        const twin::Link& link = network.links()[l];
        const double cell_m = simulation.cells().length_m(twin::LinkIndex(l));
        const auto diagram = twin::FundamentalDiagram::of(link);
        Street& street = m_streets[l];
        street.cells.resize(simulation.cells().cellsOf(twin::LinkIndex(l)));
        street.freeShare = diagram.freeSpeed_mps * step_s / cell_m;
        street.waveShare = diagram.waveSpeed_mps() * step_s / cell_m;
        street.capacity = diagram.capacity_vps * step_s;
        street.room = diagram.jamDensity_vpm * cell_m;
        const std::size_t ways = network.outgoing(link.to).size();
        street.shares.assign(ways, (1.0 - exitShare) / static_cast<double>(ways));
        street.end = &m_crossings[link.to.value];
        m_crossings[link.to.value].in.push_back(&street);
        m_crossings[link.from.value].out.push_back(&street);
    }
}

void ObjectModel::step()
{
    for (Street& street : m_streets) {
        street.offer();
    }
    for (Crossing& crossing : m_crossings) {
        crossing.pass();
    }
    for (Street& street : m_streets) {
        street.enter();
        street.move();
    }
}

} // namespace bench
