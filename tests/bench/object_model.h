// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The comparator: cell transmission as one would write it first, a city of objects that know their neighbours, in
// double precision. The same equations as twin/flow, written down a second time on purpose: the results must agree.

#include <cstddef>
#include <vector>

#include "twin/flow/simulation.h"

namespace bench {

struct Street;

struct Crossing {
    std::vector<Street*> in;
    std::vector<Street*> out;

    void pass();
};

struct Cell {
    double vehicles = 0.0;
    double outflow = 0.0;
};

struct Street {
    std::vector<Cell> cells;
    std::vector<double> shares; ///< to each street out of the crossing at its end
    Crossing* end = nullptr;
    double freeShare = 0.0;
    double waveShare = 0.0;
    double capacity = 0.0; ///< vehicles per step
    double room = 0.0;     ///< vehicles in a jammed cell
    double arriving = 0.0; ///< vehicles per step
    double queue = 0.0;
    double sending = 0.0;
    double receiving = 0.0;
    double inflow = 0.0;
    double outflow = 0.0;
    double vehicleSteps = 0.0;
    double cellsCrossed = 0.0;

    void offer();
    void enter();
    void move();
};

class ObjectModel {
public:
    /// The roads of a simulation with its cells; shares and demand as in grid_city.h.
    explicit ObjectModel(const twin::Simulation& simulation, double exitShare);
    ObjectModel(const ObjectModel&) = delete;
    ObjectModel& operator=(const ObjectModel&) = delete;

    void setArrivals(std::size_t link, double vehiclesPerStep) { m_streets[link].arriving = vehiclesPerStep; }
    void step();
    [[nodiscard]] double vehicles(std::size_t link, std::size_t cell) const
    {
        return m_streets[link].cells[cell].vehicles;
    }
    [[nodiscard]] double queue(std::size_t link) const { return m_streets[link].queue; }

private:
    std::vector<Street> m_streets;
    std::vector<Crossing> m_crossings;
};

} // namespace bench
