// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the inspector shows of one place: plain values, gathered from a running twin or read back from a run, so that
// the views need neither.

#include <memory>
#include <optional>
#include <vector>

#include <QString>

#include "gui/map/map_quantity.h"
#include "gui/models/time_text.h"
#include "twin/sensing/measurements.h"

namespace gui {

/// One interval. NaN where nothing is known.
struct StationSample {
    float flow_vph = twin::kMissing; ///< vehicles per hour, all lanes
    float speed = twin::kMissing;    ///< in StationHistory::units
    float occupancy_pct = twin::kMissing;
    float density = twin::kMissing; ///< vehicles per mile or kilometre, all lanes
    twin::Quality quality = twin::Quality::Missing;
};

/// What was said about one instant, `horizon` before it.
struct ForecastSample {
    double time_s = 0.0;
    float flow_vph = twin::kMissing;
    float lower_vph = twin::kMissing; ///< NaN where the model gives no interval
    float upper_vph = twin::kMissing;
};

/// One day of one detector.
struct HealthDay {
    QString day;
    bool isGood = true;
    QString test;     ///< the first that failed, such as "card off"; empty where none did
    QString evidence; ///< the count behind it: "173 of 204 intervals without occupancy"
    double observedShare = 1.0;
};

/// The road that the place stands on, as space over time.
struct CorridorHistory {
    QString name;                  ///< "US-101 N"
    std::vector<double> positions; ///< [S] ascending, miles or kilometres
    std::vector<QString> stations; ///< [S]
    std::vector<float> speeds;     ///< [S, T] on StationHistory's axis, row-major
    std::vector<bool> isImputed;   ///< [S, T] or estimated: not read off a detector
    std::vector<std::size_t> feed; ///< [S] the station's place in RunDescription::stations; empty where not known
};

struct StationHistory {
    QString title;  ///< "Station 400123"
    QString detail; ///< "US-101 N, mainline, 4 lanes"
    UnitSystem units = UnitSystem::UsCustomary;
    TimeText time;
    double start_s = 0.0; ///< begin of the first interval, seconds since 1970 UTC
    double step_s = 300.0;
    std::vector<StationSample> samples;   ///< [T]
    std::vector<float> yesterday_vph;     ///< [T] the day before, or empty
    std::vector<float> lastWeek_vph;      ///< [T] the same weekday a week before, or empty
    std::vector<ForecastSample> forecast; ///< ascending; may run past the last sample
    QString model;                        ///< that made the forecast: "LSTM v3"
    QString intervalText;                 ///< what the forecasts' interval is; empty where there is none
    std::vector<int> horizons_min;        ///< that can be chosen; empty: those usual in the field
    int horizon_min = 15;
    bool isEstimated = false;      ///< no detector stands here: the samples are the twin's estimate
    bool isSpeedEstimated = false; ///< the recording kept counts only: speeds are the twin's estimate
    int need = 36;                 ///< samples before there can be a forecast
    double capacity_vph = 0.0;     ///< of the fundamental diagram; 0 where it is not known
    double criticalDensity = 0.0;
    double jamDensity = 0.0;
    std::vector<HealthDay> health;
    std::optional<CorridorHistory> corridor;

    [[nodiscard]] double timeOf(std::size_t tick) const { return start_s + static_cast<double>(tick) * step_s; }
};

using StationHistoryPtr = std::shared_ptr<const StationHistory>;

} // namespace gui
