// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// CPU time of the calling thread times what one busy core adds to a host's power: the estimate for machines without a
// readable counter. Idle power is not included.

#include "mlops/energy/energy_meter.h"
#include "mlops/energy/host_power_curve.h"

namespace mlops {

class CpuTimeMeter final : public EnergyMeter {
public:
    explicit CpuTimeMeter(HostPowerCurve host);
    void start() override { m_clock.start(); }
    twin::Seconds lap(const Lap& lap) override { return m_clock.lap(lap); }
    void settle(EnergyLedger& ledger) override;
    [[nodiscard]] TrainingCost trainingEnds() override;
    [[nodiscard]] EnergyEntry price(Family family, const TrainingCost& cost) const override;
    [[nodiscard]] bool isReproducible() const override { return false; }
    [[nodiscard]] std::string description() const override;

private:
    HostPowerCurve m_host;
    LapClock m_clock;
    twin::Seconds m_cpuAtSettlement; ///< of the thread, trainings since then taken out
};

} // namespace mlops
