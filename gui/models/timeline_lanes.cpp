// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/timeline_lanes.h"

#include <algorithm>

namespace gui {

namespace {

bool isAboutDrift(const mlops::Plan& plan)
{
    if (!plan.trigger) {
        return false;
    }
    const mlops::Metric metric = plan.trigger->metric;
    return metric == mlops::Metric::DriftDistance || metric == mlops::Metric::ErrorGrowth ||
           metric == mlops::Metric::Skill;
}

} // namespace

TimelineLanes::Bin& TimelineLanes::binOf(twin::Tick tick)
{
    const auto index = static_cast<std::size_t>(tick / kTicksPerBin);
    if (index >= m_bins.size()) {
        m_bins.resize(index + 1);
    }
    return m_bins[index];
}

void TimelineLanes::extend(const RunHistory& history)
{
    extendTicks(history);
    for (; m_decisions < history.decisions().size(); ++m_decisions) {
        const mlops::Decision& decision = *history.decisions()[m_decisions];
        m_marks.push_back(
            {.tick = decision.tick,
             .decision = decision.id,
             .hasActed = hasActed(decision),
             .isUser = decision.actor != mlops::Actor::Loop,
             .isDrift = isAboutDrift(decision.plan),
             .isTraining = std::holds_alternative<mlops::Retrain>(decision.plan.tactic) && !decision.refusal,
             .isCrossed = decision.plan.trigger.has_value()});
    }
    extendEnergy(history);
}

void TimelineLanes::extendTicks(const RunHistory& history)
{
    for (; m_ticks < history.ticks(); ++m_ticks) {
        const mlops::ServingModel model = history.model(m_ticks);
        if (m_models.empty() || !(m_models.back().model == model)) {
            m_models.push_back({m_ticks, m_ticks + 1, model});
        }
        m_models.back().to = m_ticks + 1;
        Bin& bin = binOf(m_ticks);
        float sum = 0.0F;
        std::size_t missing = 0;
        for (std::size_t station = 0; station < history.stations(); ++station) {
            sum += history.flow(m_ticks, station);
            missing += history.quality(m_ticks, station) == twin::Quality::Observed ? 0U : 1U;
        }
        if (missing == history.stations() && missing > 0) {
            if (m_silences.empty() || m_silences.back().to != m_ticks) {
                m_silences.push_back({m_ticks, m_ticks});
            }
            m_silences.back().to = m_ticks + 1;
        }
        const auto stations = static_cast<float>(std::max<std::size_t>(1, history.stations()));
        const float mean = sum / stations;
        bin.flowLow = bin.readings == 0 ? mean : std::min(bin.flowLow, mean);
        bin.flowHigh = std::max(bin.flowHigh, mean);
        m_mostFlow = std::max(m_mostFlow, mean);
        const auto before = static_cast<float>(bin.readings);
        bin.missing = (bin.missing * before + static_cast<float>(missing) / stations) / (before + 1.0F);
        ++bin.readings;
    }
}

std::vector<TimelineLanes::Gap> TimelineLanes::gaps() const
{
    std::vector<Gap> gaps;
    const auto add = [&](twin::Tick from, twin::Tick to) {
        if (to - from >= kLeastGap) {
            gaps.push_back({from, to});
        }
    };
    for (const Gap& silence : m_silences) {
        twin::Tick from = silence.from;
        for (const Mark& mark : m_marks) {
            const bool matters = mark.hasActed || mark.isCrossed;
            if (matters && mark.tick >= from && mark.tick < silence.to) {
                add(from, mark.tick);
                from = mark.tick + 1;
            }
        }
        add(from, silence.to);
    }
    return gaps;
}

void TimelineLanes::extendEnergy(const RunHistory& history)
{
    const auto& records = history.energy();
    for (; m_energy < records.size(); ++m_energy) {
        const mlops::EnergyRecord& record = records[m_energy];
        if (record.tick != m_settlingAt) {
            m_settledTo = std::max<twin::Tick>(m_settlingAt + 1, m_settledTo);
            m_settlingAt = record.tick;
        }
        // What was booked at once was spent since the booking before: it is spread over that stretch.
        const twin::Tick from = std::min(m_settledTo, record.tick);
        const double share = record.spent.energy.value / static_cast<double>(record.tick - from + 1);
        for (twin::Tick tick = from; tick <= record.tick; ++tick) {
            Bin& bin = binOf(tick);
            bin.energy_j += static_cast<float>(share);
            m_mostEnergy = std::max(m_mostEnergy, bin.energy_j);
        }
    }
}

} // namespace gui
