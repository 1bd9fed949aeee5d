// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/run_history.h"

#include <algorithm>

#include "mlops/runtime/command_json.h"

namespace gui {

namespace {

/// Energy records between two keyframes of the ledger: a jump adds up at most so many.
constexpr std::size_t kRecordsPerKeyframe = 256;

void book(mlops::EnergyLedger& ledger, const mlops::EnergyRecord& record)
{
    ledger.book(record.phase, record.family, record.spent, record.booking);
}

} // namespace

void RunHistory::append(const TickNews& news)
{
    const mlops::TwinSnapshot& snapshot = *news.snapshot;
    m_stations = snapshot.flows.size();
    m_horizons = snapshot.horizons;
    m_ticks.push_back({.model = snapshot.model,
                       .latency_s = static_cast<float>(news.latency_s),
                       .forecastAt = static_cast<std::uint32_t>(m_forecasts.size()),
                       .forecastCount = static_cast<std::uint32_t>(snapshot.forecast.size()),
                       .whole = snapshot.links.empty() ? nullptr : news.snapshot});
    m_flows.insert(m_flows.end(), snapshot.flows.begin(), snapshot.flows.end());
    for (std::size_t i = 0; i < m_stations; ++i) {
        m_quality.push_back(
            static_cast<std::uint8_t>(snapshot.quality.empty() ? twin::Quality::Observed : snapshot.quality[i]));
    }
    m_forecasts.insert(m_forecasts.end(), snapshot.forecast.begin(), snapshot.forecast.end());
    m_decisions.insert(m_decisions.end(), news.decisions.begin(), news.decisions.end());
    for (const mlops::EnergyRecord& record : news.energy) {
        m_energy.push_back(record);
        keepLedger();
    }
    m_versions.insert(m_versions.end(), news.versions.begin(), news.versions.end());
    for (const EventFact& event : news.events) {
        m_events.push_back(event);
        keepLoopOrder(event);
    }
}

void RunHistory::keepLoopOrder(const EventFact& event)
{
    const bool isRefusal = event.kind == "command-refused"; // stands after the order that it refuses
    if (!isRefusal && event.kind != "command") {
        return;
    }
    const auto order = mlops::commandFromJson(event.details);
    if (!order) {
        return;
    }
    if (const auto* pause = std::get_if<mlops::PauseLoopCommand>(&order->command)) {
        m_loopOrders.push_back({event.tick, pause->paused ? LoopOrder::Kind::Pause : LoopOrder::Kind::Resume});
    } else if (std::holds_alternative<mlops::StepLoopCommand>(order->command)) {
        if (!isRefusal) {
            m_loopOrders.push_back({event.tick, LoopOrder::Kind::Step});
        } else if (!m_loopOrders.empty()) {
            m_loopOrders.pop_back();
        }
    }
}

void RunHistory::keepLedger()
{
    const std::size_t known = m_ledgers.empty() ? 0 : m_ledgers.back().first;
    if (m_energy.size() < known + kRecordsPerKeyframe) {
        return;
    }
    mlops::EnergyLedger ledger = m_ledgers.empty() ? mlops::EnergyLedger{} : m_ledgers.back().second;
    std::for_each(m_energy.begin() + static_cast<std::ptrdiff_t>(known), m_energy.end(),
                  [&](const mlops::EnergyRecord& record) { book(ledger, record); });
    m_ledgers.emplace_back(m_energy.size(), ledger);
}

float RunHistory::flow(twin::Tick tick, std::size_t station) const
{
    return m_flows[index(tick) * m_stations + station];
}

twin::Quality RunHistory::quality(twin::Tick tick, std::size_t station) const
{
    return static_cast<twin::Quality>(m_quality[index(tick) * m_stations + station]);
}

std::optional<float> RunHistory::forecast(twin::Tick tick, std::size_t station, std::size_t horizon) const
{
    const Row& row = m_ticks[index(tick)];
    const std::size_t place = horizon * m_stations + station;
    return place >= row.forecastCount ? std::nullopt : std::optional(m_forecasts[row.forecastAt + place]);
}

mlops::EnergyLedger RunHistory::ledgerAt(twin::Tick tick) const
{
    const auto after = std::ranges::upper_bound(m_energy, tick, {}, &mlops::EnergyRecord::tick);
    const auto count = static_cast<std::size_t>(after - m_energy.begin());
    const auto next =
        std::ranges::upper_bound(m_ledgers, count, {}, &std::pair<std::size_t, mlops::EnergyLedger>::first);
    std::size_t from = 0;
    mlops::EnergyLedger ledger;
    if (next != m_ledgers.begin()) {
        from = std::prev(next)->first;
        ledger = std::prev(next)->second;
    }
    for (std::size_t i = from; i < count; ++i) {
        book(ledger, m_energy[i]);
    }
    return ledger;
}

DecisionPtr RunHistory::decisionBefore(twin::Tick tick) const
{
    const auto after =
        std::ranges::upper_bound(m_decisions, tick, {}, [](const DecisionPtr& decision) { return decision->tick; });
    return after == m_decisions.begin() ? nullptr : *std::prev(after);
}

mlops::SnapshotPtr RunHistory::snapshotAt(twin::Tick tick) const
{
    const Row& row = m_ticks[index(tick)];
    if (row.whole) {
        return row.whole;
    }
    auto snapshot = std::make_shared<mlops::TwinSnapshot>();
    snapshot->tick = tick;
    snapshot->model = row.model;
    snapshot->horizons = m_horizons;
    for (std::size_t station = 0; station < m_stations; ++station) {
        snapshot->flows.push_back(flow(tick, station));
        snapshot->quality.push_back(quality(tick, station));
    }
    const auto first = m_forecasts.begin() + row.forecastAt;
    snapshot->forecast.assign(first, first + row.forecastCount);
    snapshot->energy = ledgerAt(tick);
    if (const DecisionPtr decision = decisionBefore(tick)) {
        snapshot->knowledge = decision->plan.next;
        snapshot->decision = decision->tick == tick ? decision : nullptr;
    }
    return snapshot;
}

LoopPause loopPauseAt(const RunHistory& history, twin::Tick tick)
{
    LoopPause pause;
    twin::Tick step = 0;
    for (const LoopOrder& order : history.loopOrders()) {
        if (order.tick >= tick) {
            break;
        }
        pause.isStepWaiting = order.kind == LoopOrder::Kind::Step;
        pause.isPaused = order.kind != LoopOrder::Kind::Resume;
        step = order.tick;
    }
    const auto& decisions = history.decisions();
    for (auto it = decisions.rbegin(); pause.isStepWaiting && it != decisions.rend() && (*it)->tick > step; ++it) {
        pause.isStepWaiting = (*it)->tick > tick || (*it)->actor != mlops::Actor::Loop;
    }
    return pause;
}

const mlops::DecisionMap& policyAt(const RunDescription& run, const RunHistory& history, twin::Tick tick)
{
    const DecisionPtr newest = history.decisionBefore(tick);
    return newest != nullptr ? *newest->situation.map : *run.map;
}

bool hasActed(const mlops::Decision& decision) { return !std::holds_alternative<mlops::Keep>(decision.plan.tactic); }

} // namespace gui
