// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/energy/energy_meter.h"

#include <ctime>

namespace mlops {

twin::Seconds threadCpuTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return {static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9};
}

void EnergyMeter::trainingStarts()
{
    m_cpuBeforeTraining = threadCpuTime();
    m_wallBeforeTraining = std::chrono::steady_clock::now();
}

TrainingCost EnergyMeter::trainingEnds()
{
    const auto wall = std::chrono::steady_clock::now() - m_wallBeforeTraining;
    return {threadCpuTime() - m_cpuBeforeTraining, {std::chrono::duration<double>(wall).count()}, {}};
}

void LapClock::start() { m_last = std::chrono::steady_clock::now(); }

twin::Seconds LapClock::total() const
{
    twin::Seconds total;
    for (const Sum& sum : m_sums) {
        total += sum.wall;
    }
    return total;
}

twin::Seconds LapClock::lap(const Lap& lap)
{
    const auto now = std::chrono::steady_clock::now();
    const twin::Seconds wall{std::chrono::duration<double>(now - m_last).count()};
    m_last = now;
    const std::size_t cell =
        (static_cast<std::size_t>(lap.booking) * kPhaseCount + static_cast<std::size_t>(lap.phase)) * kFamilyCount +
        static_cast<std::size_t>(lap.family);
    m_sums[cell].wall += wall;
    m_sums[cell].count += lap.count;
    return wall;
}

} // namespace mlops
