// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every joule the program accounts for, by phase and model, each with where its figure comes from.

#include <array>
#include <cstddef>
#include <string_view>

#include "mlops/forecasting/forecaster.h"
#include "twin/core/quantity.h"

namespace mlops {

/// How a figure of energy came about. Never mixed unseen.
enum class EnergySource {
    Measured,  ///< a hardware counter (RAPL)
    Estimated, ///< CPU time of the section times the power of a host
    Modelled,  ///< computed from a stated assumption
    Recorded   ///< a published or previously recorded figure, replayed
};
[[nodiscard]] std::string_view nameOf(EnergySource source);

/// What the energy was spent on. Sense, Estimate and Record are the twin's own: reading, checking and scoring the
/// frame; estimating and predicting the road network; writing the log.
enum class Phase { Sense, Inference, OnlineLearning, Monitor, Analyze, Plan, Execute, Training, Record, Estimate };
inline constexpr std::size_t kPhaseCount = 10;
inline constexpr std::size_t kFamilyCount = 6;
[[nodiscard]] std::string_view nameOf(Phase phase);

/// Whether a booking counts towards the run's total. A published account that leaves something out is reproduced by
/// booking it as left out: shown beside the total, never lost.
enum class Booking { Counted, LeftOut };

struct EnergyEntry {
    twin::Joules energy;
    twin::Seconds time;
    std::size_t count = 0; ///< bookings: predictions, cycles, trainings
    EnergySource source = EnergySource::Modelled;

    EnergyEntry& operator+=(const EnergyEntry& other)
    {
        energy += other.energy;
        time += other.time;
        count += other.count;
        source = other.source;
        return *this;
    }
};

class EnergyLedger {
public:
    void book(Phase phase, Family family, const EnergyEntry& entry, Booking booking = Booking::Counted);

    [[nodiscard]] const EnergyEntry& entry(Phase phase, Family family, Booking booking = Booking::Counted) const
    {
        return m_entries[static_cast<std::size_t>(booking)][static_cast<std::size_t>(phase)]
                        [static_cast<std::size_t>(family)];
    }
    [[nodiscard]] EnergyEntry phaseTotal(Phase phase, Booking booking = Booking::Counted) const;
    /// Everything counted, or everything left out.
    [[nodiscard]] twin::Joules total(Booking booking = Booking::Counted) const;

private:
    std::array<std::array<std::array<EnergyEntry, kFamilyCount>, kPhaseCount>, 2> m_entries{};
};

} // namespace mlops
