// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/station_history_builder.h"

#include <algorithm>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "twin/core/quantity.h"

namespace gui {

namespace {

/// Vehicles in an interval to vehicles an hour.
float perHour(float vehicles, const twin::TimeAxis& axis)
{
    return vehicles * 3600.0F / static_cast<float>(axis.step().count());
}

StationSample sampleOf(const RunHistory& history, const twin::TimeAxis& axis, std::size_t station, twin::Tick tick)
{
    StationSample sample;
    sample.flow_vph = perHour(history.flow(tick, station), axis);
    sample.quality = history.quality(tick, station);
    const auto snapshot = history.snapshotAt(tick);
    if (station < snapshot->readings.size()) {
        const twin::Observation& reading = snapshot->readings[station];
        sample.speed = reading.speed_mps / static_cast<float>(twin::kMetresPerSecondPerMph);
        sample.occupancy_pct = reading.occupancy * 100.0F;
        sample.density = sample.speed > 1.0F ? sample.flow_vph / sample.speed : twin::kMissing;
    }
    return sample;
}

std::vector<float> earlier(const RunHistory& history, const twin::TimeAxis& axis, const HistoryRequest& request,
                           twin::Tick by)
{
    std::vector<float> flows;
    if (request.from < by) {
        return flows;
    }
    for (twin::Tick tick = request.from; tick < std::min(request.to, history.ticks()); ++tick) {
        flows.push_back(perHour(history.flow(tick - by, request.station), axis));
    }
    return flows;
}

} // namespace

StationHistoryPtr stationHistory(const RunDescription& run, const RunHistory& history, const HistoryRequest& request)
{
    auto station = std::make_shared<StationHistory>();
    const twin::TimeAxis& axis = run.axis;
    const twin::Station& place = run.stations[request.station];
    station->title = QCoreApplication::translate("StationHistory", "Station %1").arg(qtText(place.id));
    station->detail = place.freeway > 0 ? QStringLiteral("%1 %2").arg(place.freeway).arg(QLatin1Char(place.direction))
                                        : qtText(run.dataName);
    station->time = TimeText(axis.clock(), axis.hasDates());
    station->start_s = secondsOf(axis.at(request.from));
    station->step_s = static_cast<double>(axis.step().count());
    station->horizon_min = static_cast<int>(axis.step().count() / 60);
    const twin::Tick end = std::min(request.to, history.ticks());
    for (twin::Tick tick = request.from; tick < end; ++tick) {
        station->samples.push_back(sampleOf(history, axis, request.station, tick));
    }
    // A forecast made at one tick is about the next.
    for (twin::Tick tick = std::max<twin::Tick>(1, request.from); tick <= end; ++tick) {
        if (const auto made = history.forecast(tick - 1, request.station)) {
            station->forecast.push_back({secondsOf(axis.at(tick)), perHour(*made, axis)});
        }
    }
    const auto day = static_cast<twin::Tick>(86'400 / axis.step().count());
    station->yesterday_vph = earlier(history, axis, request, day);
    station->lastWeek_vph = earlier(history, axis, request, 7 * day);
    station->model = end > 0 ? modelText(history.model(end - 1)) : QString();
    return station;
}

} // namespace gui
