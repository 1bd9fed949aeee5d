// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/energy/cpu_time_meter.h"

#include <algorithm>
#include <utility>

#include "twin/core/text.h"

namespace mlops {

CpuTimeMeter::CpuTimeMeter(HostPowerCurve host) : m_host(std::move(host)) {}

void CpuTimeMeter::start()
{
    m_clock.start();
    m_cpuAtStart = threadCpuTime();
    m_wallAtStart = std::chrono::steady_clock::now();
}

void CpuTimeMeter::settle(EnergyLedger& ledger)
{
    const twin::Seconds cpu = threadCpuTime();
    const auto wall = std::chrono::steady_clock::now();
    const double elapsed = std::chrono::duration<double>(wall - m_wallAtStart).count();
    // The share of the block in which the thread was on a processor at all; the clocks tick apart by a little.
    const double share = elapsed > 0.0 ? std::min(1.0, (cpu - m_cpuAtStart).value / elapsed) : 0.0;
    const twin::Watts core = m_host.marginalCore();
    m_clock.drain([&](Booking booking, Phase phase, Family family, const LapClock::Sum& sum) {
        const twin::Seconds busy = sum.wall * share;
        ledger.book(phase, family, {core * busy, busy, sum.count, EnergySource::Estimated}, booking);
    });
    m_cpuAtStart = cpu;
    m_wallAtStart = wall;
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
