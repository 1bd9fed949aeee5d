// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/energy/cpu_time_meter.h"

#include <algorithm>
#include <utility>

#include "twin/core/text.h"

namespace mlops {

CpuTimeMeter::CpuTimeMeter(HostPowerCurve host) : m_host(std::move(host)), m_cpuAtSettlement(threadCpuTime()) {}

void CpuTimeMeter::settle(EnergyLedger& ledger)
{
    const twin::Seconds cpu = threadCpuTime();
    // The share of the laps in which the thread was on a processor at all. What it did between laps counts into it too,
    // so it may be over by that; it is never more than the whole.
    const twin::Seconds wall = m_clock.total();
    const double share = wall.value > 0.0 ? std::clamp((cpu - m_cpuAtSettlement) / wall, 0.0, 1.0) : 0.0;
    const twin::Watts core = m_host.marginalCore();
    m_clock.drain([&](Booking booking, Phase phase, Family family, const LapClock::Sum& sum) {
        const twin::Seconds busy = sum.wall * share;
        ledger.book(phase, family, {core * busy, busy, sum.count, EnergySource::Estimated}, booking);
    });
    m_cpuAtSettlement = cpu;
}

TrainingCost CpuTimeMeter::trainingEnds()
{
    const TrainingCost cost = EnergyMeter::trainingEnds();
    m_cpuAtSettlement += cost.cpu;
    return cost;
}

EnergyEntry CpuTimeMeter::price(Family /*family*/, const TrainingCost& cost) const
{
    return {m_host.marginalCore() * cost.cpu, cost.wall, 1, EnergySource::Estimated};
}

std::string CpuTimeMeter::description() const
{
    return twin::concat("CPU time of the thread times ", twin::significant(m_host.marginalCore().value, 3),
                        " W, what one busy core adds to host ", m_host.name, " (", m_host.description, "; ",
                        m_host.source, "); idle power not included");
}

} // namespace mlops
