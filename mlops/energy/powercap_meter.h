// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The processor's own energy counters (RAPL) as Linux shows them under /sys/class/powercap. Needs read permission on
// the counter files; the program never asks for more rights than it was started with.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "mlops/energy/energy_meter.h"
#include "twin/core/result.h"

namespace mlops {

/// One counter: a package of the processor.
struct PowercapDomain {
    std::string name;              ///< such as package-0
    std::filesystem::path counter; ///< energy_uj
    std::uint64_t range_uj = 0;    ///< the counter wraps after this value
};

/// What a look at a powercap tree found: usable package counters and, where there are none, why.
struct PowercapSurvey {
    std::vector<PowercapDomain> packages;
    std::vector<std::string> obstacles; ///< one sentence each
};

/// Looks at `root` (on Linux /sys/class/powercap). Only whole packages are taken: psys, core and uncore would count
/// the same joules twice, and where a package is offered by MSR and by MMIO the former is kept.
[[nodiscard]] PowercapSurvey surveyPowercap(const std::filesystem::path& root);

class PowercapMeter final : public EnergyMeter {
public:
    /// Errors: Unavailable where no package counter can be read, with the reason.
    [[nodiscard]] static twin::Result<std::unique_ptr<EnergyMeter>> open(const std::filesystem::path& root);

    void start() override { m_clock.start(); }
    twin::Seconds lap(const Lap& lap) override { return m_clock.lap(lap); }
    /// Books the counters' advance, shared out by wall time. Where they have not ticked yet, the laps wait. A counter
    /// that can no longer be read is left out from then on.
    void settle(EnergyLedger& ledger) override;
    void trainingStarts() override;
    [[nodiscard]] TrainingCost trainingEnds() override;
    /// A training that was never measured is reckoned by its wall time at the mean power measured so far.
    [[nodiscard]] EnergyEntry price(Family family, const TrainingCost& cost) const override;
    [[nodiscard]] bool isReproducible() const override { return false; }
    [[nodiscard]] std::string description() const override;

private:
    struct Reading {
        PowercapDomain domain;
        std::uint64_t last_uj = 0;
    };
    explicit PowercapMeter(std::vector<Reading> readings);
    twin::Joules advance();

    std::vector<Reading> m_readings;
    LapClock m_clock;
    twin::Joules m_unsettled; ///< counted before a training began, for the laps that are still to be settled
    twin::Joules m_measured;  ///< since the meter was opened, with the wall time it took
    twin::Seconds m_measuredTime;
};

} // namespace mlops
