// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/station_history_builder.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "gui/map/map_search.h"
#include "gui/models/corridor_history.h"
#include "gui/models/detector_days.h"
#include "gui/models/forecast_errors.h"
#include "twin/core/quantity.h"
#include "twin/flow/fundamental_diagram.h"

namespace gui {

namespace {

constexpr float kMetresPerMile = 1609.344F;

QString say(const char* text) { return QCoreApplication::translate("StationHistory", text); }

float mphOf(float speed_mps) { return speed_mps / static_cast<float>(twin::kMetresPerSecondPerMph); }

/// Vehicles in an interval to vehicles an hour.
float perHour(float vehicles, const twin::TimeAxis& axis)
{
    return vehicles * 3600.0F / static_cast<float>(axis.step().count());
}

/// Builds one history; what it is asked for stays as it is.
class Builder {
public:
    Builder(const RunDescription& run, const RunHistory& history, const HistoryRequest& request)
        : m_run(run),
          m_history(history),
          m_request(request),
          m_end(std::min(request.to, history.ticks())),
          m_made(std::make_shared<StationHistory>())
    {
        if (!m_request.link && m_request.station && m_request.match != nullptr && run.network) {
            const auto place = (*m_request.match)[*m_request.station];
            m_request.link = place ? run.network->station(*place).link : std::nullopt;
        }
    }

    StationHistoryPtr build()
    {
        name();
        m_made->time = TimeText(m_run.axis.clock(), m_run.axis.hasDates());
        m_made->start_s = secondsOf(m_run.axis.at(m_request.from));
        m_made->step_s = static_cast<double>(m_run.axis.step().count());
        m_made->need = 0; // the training before the run has seen enough
        m_made->isEstimated = !m_request.station;
        for (twin::Tick tick = m_request.from; tick < m_end; ++tick) {
            m_made->samples.push_back(m_request.station ? measured(tick) : estimated(tick));
        }
        if (m_request.station) {
            forecasts();
            const auto day = static_cast<twin::Tick>(86'400 / m_run.axis.step().count());
            m_made->yesterday_vph = earlier(day);
            m_made->lastWeek_vph = earlier(7 * day);
            m_made->health = detectorDays(m_run, m_history, *m_request.station, m_end);
        }
        diagram();
        if (m_request.link && m_request.match != nullptr) {
            m_made->corridor =
                corridorHistory(m_run, m_history, {*m_request.link, *m_request.match, m_request.from, m_end});
        }
        return m_made;
    }

private:
    void name()
    {
        if (!m_request.station) {
            const MapHit hit = describe(*m_run.network, *m_request.link);
            m_made->title = hit.title;
            m_made->detail = hit.detail + say(" · no detector: the twin's estimate");
            return;
        }
        const twin::Station& station = m_run.stations[*m_request.station];
        m_made->title = say("Station %1").arg(qtText(station.id));
        m_made->detail = qtText(m_run.dataName);
        if (m_request.match != nullptr && m_run.network && (*m_request.match)[*m_request.station]) {
            const twin::StationIndex place = *(*m_request.match)[*m_request.station];
            m_made->detail = describe(*m_run.network, place).detail;
        } else if (station.freeway > 0) {
            m_made->detail = QStringLiteral("%1 %2").arg(station.freeway).arg(QLatin1Char(station.direction));
        }
    }

    [[nodiscard]] const twin::LinkStates* linksAt(twin::Tick tick) const
    {
        const mlops::TwinSnapshot* whole = m_history.wholeAt(tick);
        return whole != nullptr && m_request.link && m_request.link->value < whole->links.speed_mps.size()
                   ? &whole->links
                   : nullptr;
    }

    StationSample estimated(twin::Tick tick) const
    {
        StationSample sample;
        if (const twin::LinkStates* links = linksAt(tick)) {
            const std::size_t link = m_request.link->value;
            sample.flow_vph = links->flow_vps[link] * 3600.0F;
            sample.speed = mphOf(links->speed_mps[link]);
            sample.density = links->density_vpm[link] * kMetresPerMile;
            sample.quality = twin::Quality::Observed; // of its own kind: StationHistory::isEstimated says which
        }
        return sample;
    }

    StationSample measured(twin::Tick tick)
    {
        const std::size_t station = *m_request.station;
        StationSample sample;
        sample.flow_vph = perHour(m_history.flow(tick, station), m_run.axis);
        sample.quality = m_history.quality(tick, station);
        const mlops::TwinSnapshot* whole = m_history.wholeAt(tick);
        if (whole != nullptr && station < whole->readings.size()) {
            const twin::Observation& reading = whole->readings[station];
            sample.speed = mphOf(reading.speed_mps);
            sample.occupancy_pct = reading.occupancy * 100.0F;
        } else if (const twin::LinkStates* links = linksAt(tick)) {
            sample.speed = mphOf(links->speed_mps[m_request.link->value]);
            m_made->isSpeedEstimated = true;
        }
        sample.density = sample.speed > 1.0F ? sample.flow_vph / sample.speed : twin::kMissing;
        return sample;
    }

    void add(twin::Tick about, float said, const std::optional<std::pair<float, float>>& reach)
    {
        ForecastSample sample{secondsOf(m_run.axis.at(about)), perHour(said, m_run.axis)};
        if (reach) {
            const float least = m_run.network ? 0.0F : said + reach->first; // of a road nothing less is forecast
            sample.lower_vph = perHour(std::max(least, said + reach->first), m_run.axis);
            sample.upper_vph = perHour(said + reach->second, m_run.axis);
        }
        m_made->forecast.push_back(sample);
    }

    /// What was said one horizon before each instant; past the last instant, all that was said at it.
    void forecasts()
    {
        constexpr twin::Tick kRenewed = 6; // ticks for which an interval is kept: it moves slowly
        const auto& horizons = m_history.horizons();
        const auto minutes = [&](int steps) { return steps * static_cast<int>(m_run.axis.step().count() / 60); };
        for (const int steps : horizons) {
            m_made->horizons_min.push_back(minutes(steps));
        }
        if (m_end == 0 || m_request.horizon >= horizons.size()) {
            return;
        }
        const std::size_t station = *m_request.station;
        const twin::Tick steps = horizons[m_request.horizon];
        m_made->horizon_min = minutes(horizons[m_request.horizon]);
        m_made->model = modelText(m_history.model(m_end - 1));
        const ForecastErrors errors(m_history, station, m_request.horizon, m_request.from, m_end);
        std::optional<std::pair<float, float>> reach;
        for (twin::Tick about = std::max(steps, m_request.from); about < m_end; ++about) {
            reach = (about % kRenewed == 0 || !reach) ? errors.reachAt(about - steps) : reach;
            if (const auto said = m_history.forecast(about - steps, station, m_request.horizon)) {
                add(about, *said, reach);
            }
        }
        for (std::size_t h = 0; h < horizons.size(); ++h) {
            if (const auto said = m_history.forecast(m_end - 1, station, h)) {
                add(m_end - 1 + horizons[h], *said,
                    ForecastErrors(m_history, station, h, m_end - 1, m_end).reachAt(m_end - 1));
            }
        }
        m_made->intervalText = say("90 % of the last day's errors");
    }

    [[nodiscard]] std::vector<float> earlier(twin::Tick by) const
    {
        std::vector<float> flows;
        for (twin::Tick tick = m_request.from; tick < m_end && m_end > by; ++tick) {
            const bool isThere = tick >= by;
            flows.push_back(isThere ? perHour(m_history.flow(tick - by, *m_request.station), m_run.axis)
                                    : twin::kMissing);
        }
        return flows;
    }

    void diagram()
    {
        if (m_request.link && m_run.network) {
            const auto diagram = twin::FundamentalDiagram::of(m_run.network->link(*m_request.link));
            constexpr double kPerMile = static_cast<double>(kMetresPerMile);
            m_made->capacity_vph = diagram.capacity_vps * 3600.0;
            m_made->criticalDensity = diagram.criticalDensity_vpm() * kPerMile;
            m_made->jamDensity = diagram.jamDensity_vpm * kPerMile;
        }
    }

    const RunDescription& m_run;
    const RunHistory& m_history;
    HistoryRequest m_request;
    twin::Tick m_end;
    std::shared_ptr<StationHistory> m_made;
};

} // namespace

StationHistoryPtr stationHistory(const RunDescription& run, const RunHistory& history, const HistoryRequest& request)
{
    return Builder(run, history, request).build();
}

std::size_t tellingStation(const RunDescription& run, const StationMatch& match)
{
    if (!run.network) {
        return 0;
    }
    std::vector<std::size_t> most;
    for (const twin::Corridor& corridor : run.network->corridors()) {
        std::vector<std::size_t> fed;
        for (const twin::StationIndex place : corridor.stations) {
            const auto found = std::ranges::find(match, std::optional(place));
            if (found != match.end()) {
                fed.push_back(static_cast<std::size_t>(found - match.begin()));
            }
        }
        most = fed.size() > most.size() ? fed : most;
    }
    return most.empty() ? 0 : most[most.size() / 2];
}

} // namespace gui
