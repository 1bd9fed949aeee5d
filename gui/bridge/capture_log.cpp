// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/capture_log.h"

#include <utility>

#include "twin/core/assert.h"

namespace gui {

CaptureLog::CaptureLog(mlops::RunLog& next, std::shared_ptr<const mlops::DecisionMap> map)
    : m_next(next), m_maps(std::move(map))
{
}

void CaptureLog::append(const mlops::TickRecord& record)
{
    m_next.append(record);
    m_snapshot = std::make_shared<mlops::TwinSnapshot>();
    m_snapshot->tick = record.tick;
    m_snapshot->model = record.model;
    m_snapshot->flows.assign(record.flows.begin(), record.flows.end());
    m_snapshot->forecast.assign(record.forecast.begin(), record.forecast.end());
    m_snapshot->quality.reserve(record.quality.size());
    for (const std::uint8_t quality : record.quality) {
        m_snapshot->quality.push_back(static_cast<twin::Quality>(quality));
    }
    m_snapshot->health.assign(record.health.begin(), record.health.end());
    if (record.links != nullptr) {
        m_snapshot->links = *record.links;
    }
    for (const mlops::NetworkAhead& ahead : record.ahead) {
        m_snapshot->ahead.push_back({.speed_mps = ahead.links.speed_mps});
    }
    m_news.latency_s = record.latency_s;
}

void CaptureLog::append(const mlops::Decision& decision)
{
    m_next.append(decision);
    m_news.decisions.push_back(keptWith(m_maps.at(decision.tick), decision));
}

void CaptureLog::append(const mlops::EnergyRecord& record)
{
    m_next.append(record);
    m_news.energy.push_back(record);
}

void CaptureLog::append(const mlops::VersionRecord& record)
{
    m_next.append(record);
    m_news.versions.push_back(factOf(record));
}

void CaptureLog::append(const mlops::EventRecord& record)
{
    m_next.append(record);
    const auto heard = m_maps.hear(record);
    TWIN_ASSERT(heard.has_value(), "a running run records orders that can be read");
    m_news.events.push_back({record.tick, record.kind, record.details});
}

TickNews CaptureLog::take()
{
    m_news.snapshot = std::exchange(m_snapshot, nullptr);
    return std::exchange(m_news, {});
}

DecisionPtr keptWith(std::shared_ptr<const mlops::DecisionMap> map, mlops::Decision decision)
{
    struct Kept {
        std::shared_ptr<const mlops::DecisionMap> map;
        mlops::Decision decision;
    };
    auto kept = std::make_shared<Kept>(Kept{std::move(map), std::move(decision)});
    kept->decision.situation.map = kept->map.get();
    return {kept, &kept->decision};
}

VersionFact factOf(const mlops::VersionRecord& record)
{
    const mlops::ModelVersion& version = *record.version;
    return {.tick = record.tick,
            .family = version.family(),
            .number = record.number,
            .serves = record.serves,
            .note = record.note,
            .id = version.id,
            .parent = version.parent,
            .reason = version.reason,
            .window = version.window,
            .holdOut = version.holdOut,
            .cost = version.cost};
}

} // namespace gui
