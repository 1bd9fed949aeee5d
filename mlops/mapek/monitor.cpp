// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/monitor.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "twin/core/assert.h"

namespace mlops {

namespace {

/// The value that a share `quorum` of the values reaches; one value decides for itself.
double reachedBy(double quorum, std::vector<double>& values)
{
    const auto count = static_cast<double>(values.size());
    const auto needed = static_cast<std::size_t>(std::max(1.0, std::ceil(quorum * count)));
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(values.size() - needed);
    std::ranges::nth_element(values, place);
    return *place;
}

WindowScore scoreOf(const ErrorAccumulator& errors)
{
    return {.count = errors.count(), .r2 = errors.r2(), .mae = errors.mae(), .rmse = errors.rmse(), .energy = {}};
}

} // namespace

Monitor::Monitor(std::size_t stations, std::size_t driftWindow, bool watchesInput) : m_stations(stations)
{
    if (watchesInput) {
        m_inputs.assign(stations, WindowDrift(driftWindow));
    }
}

void Monitor::observe(const ScoredRow& row)
{
    ErrorAccumulator& own = m_byModel[static_cast<std::size_t>(row.family)];
    for (std::size_t station = 0; station < m_stations; ++station) {
        if (!isObserved(row.observed, station)) {
            continue;
        }
        m_all.add(row.truth[station], row.forecast[station]);
        own.add(row.truth[station], row.forecast[station]);
        m_persistence.add(row.truth[station], row.persistence[station]);
        if (!m_inputs.empty()) {
            m_inputs[station].push(row.truth[station]);
        }
    }
}

WindowEvidence Monitor::window(SampleCount now, const EnergyLedger& ledger) const
{
    WindowEvidence evidence{.from = m_from, .to = now, .all = scoreOf(m_all), .persistence = scoreOf(m_persistence)};
    twin::Joules energy;
    std::size_t count = 0;
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        evidence.byModel[i] = scoreOf(m_byModel[i]);
        const EnergyEntry& booked = ledger.entry(Phase::Inference, static_cast<Family>(i));
        const std::size_t forecasts = booked.count - m_energyBefore[i].count;
        if (forecasts > 0) {
            const twin::Joules spent = booked.energy - m_energyBefore[i].energy;
            evidence.byModel[i].energy = spent / static_cast<double>(forecasts);
            energy += spent;
            count += forecasts;
        }
    }
    if (count > 0) {
        evidence.all.energy = energy / static_cast<double>(count);
    }
    return evidence;
}

void Monitor::restart(SampleCount now, const EnergyLedger& ledger)
{
    m_from = now;
    m_all = {};
    m_persistence = {};
    m_byModel.fill({});
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        m_energyBefore[i] = ledger.entry(Phase::Inference, static_cast<Family>(i));
    }
}

std::size_t Monitor::collected(double quorum)
{
    m_distances.clear();
    for (const WindowDrift& input : m_inputs) {
        m_distances.push_back(static_cast<double>(input.samplesSeen()));
    }
    return static_cast<std::size_t>(reachedBy(quorum, m_distances));
}

bool Monitor::canJudgeDrift(double quorum)
{
    return !m_inputs.empty() && collected(quorum) >= 2 * m_inputs.front().windowLength();
}

DriftEvidence Monitor::drift(DistanceKind kind, double limit, double quorum)
{
    TWIN_ASSERT(!m_inputs.empty(), "a monitor of drift keeps the input's windows");
    DriftEvidence evidence;
    evidence.need = 2 * m_inputs.front().windowLength();
    evidence.have = std::min(collected(quorum), evidence.need);
    evidence.ready = evidence.have == evidence.need;
    if (!evidence.ready) {
        return evidence;
    }
    evidence.stationsJudged =
        static_cast<std::size_t>(std::ranges::count_if(m_inputs, [](const auto& input) { return input.isFull(); }));
    const auto judged = static_cast<double>(evidence.stationsJudged);
    m_distances.clear();
    for (std::size_t station = 0; station < m_stations; ++station) {
        if (!m_inputs[station].isFull()) {
            continue;
        }
        const auto report = std::get<DistanceReport>(m_inputs[station].evaluate(kind));
        if (report.statistic > limit) {
            evidence.drifted.push_back({station, {}, report.statistic});
        }
        m_distances.push_back(report.statistic);
        evidence.referenceCount = report.nReference;
        evidence.currentCount = report.nCurrent;
        evidence.meanShift += report.effect.meanShiftDeviations / judged;
        evidence.spreadRatio += (report.effect.spreadRatio - 1.0) / judged;
    }
    evidence.stationsInAlarm = evidence.drifted.size();
    if (m_stations == 1) {
        evidence.drifted.clear(); // nothing to tell apart
    }
    std::ranges::stable_sort(evidence.drifted, std::greater{}, &DriftedStation::distance);
    evidence.distance = reachedBy(quorum, m_distances);
    return evidence;
}

double Monitor::distanceTo(std::span<const float> archived, DistanceKind kind, double quorum)
{
    m_distances.clear();
    for (std::size_t station = 0; station < m_stations; ++station) {
        m_archived.clear();
        for (std::size_t i = station; i < archived.size(); i += m_stations) {
            if (!std::isnan(archived[i])) {
                m_archived.push_back(archived[i]);
            }
        }
        if (m_archived.empty() || !m_inputs[station].isFull()) {
            continue;
        }
        const std::span<const double> current = m_inputs[station].samples().current;
        m_distances.push_back(distanceBetween(kind, {current, m_archived}, m_workspace).statistic);
    }
    return m_distances.empty() ? std::numeric_limits<double>::infinity() : reachedBy(quorum, m_distances);
}

} // namespace mlops
