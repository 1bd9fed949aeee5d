// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/energy/energy_ledger.h"

namespace mlops {

std::string_view nameOf(EnergySource source)
{
    constexpr std::array<std::string_view, 4> kNames{"measured", "estimated", "modelled", "recorded"};
    return kNames[static_cast<std::size_t>(source)];
}

std::string_view nameOf(Phase phase)
{
    constexpr std::array<std::string_view, kPhaseCount> kNames{"sense",   "inference", "online-learning", "monitor",
                                                               "analyze", "plan",      "execute",         "training",
                                                               "record",  "estimate"};
    return kNames[static_cast<std::size_t>(phase)];
}

void EnergyLedger::book(Phase phase, Family family, const EnergyEntry& entry, Booking booking)
{
    m_entries[static_cast<std::size_t>(booking)][static_cast<std::size_t>(phase)][static_cast<std::size_t>(family)] +=
        entry;
}

EnergyEntry EnergyLedger::phaseTotal(Phase phase, Booking booking) const
{
    EnergyEntry total;
    for (const EnergyEntry& entry : m_entries[static_cast<std::size_t>(booking)][static_cast<std::size_t>(phase)]) {
        if (entry.count > 0 || entry.energy.value > 0.0 || entry.time.value > 0.0) { // not all bookings are counted
            total += entry;
        }
    }
    return total;
}

twin::Joules EnergyLedger::total(Booking booking) const
{
    twin::Joules sum;
    for (const auto& phase : m_entries[static_cast<std::size_t>(booking)]) {
        for (const EnergyEntry& entry : phase) {
            sum += entry.energy;
        }
    }
    return sum;
}

} // namespace mlops
