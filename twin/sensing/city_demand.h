// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How many vehicles want to enter the simulated city, where, and which way they turn. People commute: weekdays have two
// peaks whose weight differs from place to place, weekends one broad hump; a day is as a whole fuller or emptier than
// usual, and what is fuller than usual now is likely to be so in five minutes.

#include <cstdint>
#include <span>
#include <vector>

#include "twin/core/random.h"
#include "twin/core/time.h"
#include "twin/flow/simulation.h"

namespace twin {

struct CityDemandSettings {
    std::uint64_t seed = 1;
    double level = 1.0;           ///< of all demand
    double mainlineShare = 0.66;  ///< of capacity, at the highest mean of a freeway's beginning
    double rampPeak_vph = 560.0;  ///< of an on-ramp, likewise
    double exitShare = 0.09;      ///< of a freeway's traffic, at an off-ramp
    double connectorShare = 0.15; ///< likewise, to another freeway
    double dayDeviation = 0.03;   ///< standard deviation of a day's factor
    double roadDeviation = 0.035; ///< of an origin, lasting about an hour
};

class CityDemand {
public:
    /// Requires: the simulation outlives this object.
    CityDemand(const Simulation& simulation, const CityDemandSettings& settings);

    /// Draws the next interval. Requires: called once for each, in order.
    void moveTo(const CalendarSlot& slot);

    /// [origins] vehicles per second wanting to enter over the interval.
    [[nodiscard]] std::span<const double> demands_vps() const { return m_demands_vps; }
    /// Puts the turning shares of the interval into a simulation of the same network, less of those who see standing
    /// traffic on their way and take another.
    void applyTurning(Simulation& simulation) const;

private:
    struct Origin {
        double peak_vps = 0.0;
        double morning = 1.0; ///< weight of the morning peak; the evening's is its complement
        double evening = 1.0;
        double delay_h = 0.0;
        double deviation = 0.0; ///< share, now
    };
    struct Junction {
        LinkIndex in;
        std::vector<double> usual; ///< [outgoing]
        double morningTilt = 0.0;  ///< more leave in the morning, fewer in the evening, or the other way round
        double deviation = 0.0;
        std::vector<double> now; ///< [outgoing]
    };

    void drawOrigins(const Simulation& simulation);
    void drawJunctions(const Simulation& simulation);
    void turn(Junction& junction, double hour);

    CityDemandSettings m_settings;
    RandomStream m_layout;
    RandomStream m_random;
    std::vector<Origin> m_origins;
    std::vector<Junction> m_junctions;
    std::vector<double> m_demands_vps;
    double m_dayFactor = 1.0;
    double m_cityDeviation = 0.0;
};

} // namespace twin
