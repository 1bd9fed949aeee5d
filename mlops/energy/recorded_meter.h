// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Replays published figures, so that a paper's trade-off can be reproduced on any machine, byte for byte.

#include <array>
#include <optional>

#include "mlops/energy/energy_meter.h"

namespace mlops {

/// Joules and seconds of one unit of work, with where they come from.
struct RecordedFigure {
    twin::Joules energy;
    twin::Seconds time;
    EnergySource source = EnergySource::Recorded;
};

/// Figures by phase and family.
struct RecordedProfile {
    std::string name;
    std::array<std::array<RecordedFigure, kFamilyCount>, kPhaseCount> figures{};

    [[nodiscard]] const RecordedFigure& figure(Phase phase, Family family) const
    {
        return figures[static_cast<std::size_t>(phase)][static_cast<std::size_t>(family)];
    }
};

/// HarmonE's published and logged figures (see the source file for each one's origin).
[[nodiscard]] const RecordedProfile& harmone2025Profile();

class RecordedMeter final : public EnergyMeter {
public:
    explicit RecordedMeter(const RecordedProfile& profile) : m_profile(profile) {}
    void start() override { m_clock.start(); }
    twin::Seconds lap(const Lap& lap) override { return m_clock.lap(lap); }
    void settle(EnergyLedger& ledger) override;
    [[nodiscard]] EnergyEntry price(Family family, const TrainingCost& cost) const override;
    [[nodiscard]] bool isReproducible() const override { return true; }
    [[nodiscard]] std::string description() const override;

private:
    RecordedProfile m_profile;
    LapClock m_clock;
};

} // namespace mlops
