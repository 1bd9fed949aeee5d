// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Turns activity into joules. The runtime marks laps: everything since the last mark belongs to the phase just named.
// Marks cost one reading of a fast clock; what is dear (a CPU-time call, a counter file) is read when the laps are
// settled, once for a whole block, and shared out by the laps' lengths. A block therefore closes: what is booked is
// what the process used.
//
// Threads: one at a time; a meter measures the thread that calls it.

#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "mlops/energy/energy_ledger.h"

namespace mlops {

/// One lap: what was done since the last mark.
struct Lap {
    Phase phase = Phase::Inference;
    Family family = Family::Persistence;
    std::size_t count = 1; ///< units of work in the lap: predictions, checks; 0 where the lap is part of another's unit
    Booking booking = Booking::Counted;
};

/// What a training took. Priced by the meter of the run that uses it, so that a version taken from the store costs what
/// it cost when it was trained.
struct TrainingCost {
    twin::Seconds cpu;
    twin::Seconds wall;
    std::optional<twin::Joules> measured; ///< where a counter was read

    friend bool operator==(const TrainingCost&, const TrainingCost&) = default;
};

class EnergyMeter {
public:
    virtual ~EnergyMeter() = default;
    EnergyMeter() = default;
    EnergyMeter(const EnergyMeter&) = delete;
    EnergyMeter& operator=(const EnergyMeter&) = delete;

    /// Starts a stretch: what happened before belongs to no lap.
    virtual void start() = 0;
    /// Everything since start() or the last lap() was `lap`. Returns its wall time.
    virtual twin::Seconds lap(const Lap& lap) = 0;
    /// Books all laps since the last settlement. A counter too coarse for the block keeps its laps for the next one.
    virtual void settle(EnergyLedger& ledger) = 0;

    /// Marks the start of a training; laps are not to be open meanwhile.
    virtual void trainingStarts();
    /// What has been used since trainingStarts().
    [[nodiscard]] virtual TrainingCost trainingEnds();
    /// A training's entry in the ledger, by this meter's way of reckoning.
    [[nodiscard]] virtual EnergyEntry price(Family family, const TrainingCost& cost) const = 0;

    /// Whether two runs of the same work give the same joules: true only for replayed figures.
    [[nodiscard]] virtual bool isReproducible() const = 0;
    /// One line for people: what is read and with which constants.
    [[nodiscard]] virtual std::string description() const = 0;

private:
    twin::Seconds m_cpuBeforeTraining;
    std::chrono::steady_clock::time_point m_wallBeforeTraining{};
};

/// CPU time of the calling thread since it began.
[[nodiscard]] twin::Seconds threadCpuTime();

/// Wall time of laps, by phase and family, until they are settled. What every meter keeps.
class LapClock {
public:
    void start();
    twin::Seconds lap(const Lap& lap);

    struct Sum {
        twin::Seconds wall;
        std::size_t count = 0;
    };
    /// Wall time of all laps since the last drain().
    [[nodiscard]] twin::Seconds total() const;
    /// Calls use(booking, phase, family, sum) for every kind of lap there was, and forgets them.
    template <typename Use>
    void drain(Use&& use)
    {
        for (std::size_t cell = 0; cell < m_sums.size(); ++cell) {
            if (m_sums[cell].count > 0 || m_sums[cell].wall.value > 0.0) {
                use(static_cast<Booking>(cell / (kPhaseCount * kFamilyCount)),
                    static_cast<Phase>(cell / kFamilyCount % kPhaseCount), static_cast<Family>(cell % kFamilyCount),
                    m_sums[cell]);
                m_sums[cell] = {};
            }
        }
    }

private:
    std::array<Sum, 2 * kPhaseCount * kFamilyCount> m_sums{};
    std::chrono::steady_clock::time_point m_last{};
};

} // namespace mlops
