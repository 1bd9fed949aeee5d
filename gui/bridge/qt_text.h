// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The core speaks UTF-8 in std::string, the desktop QString. Numbers for people go by the user's locale here; files
// keep the core's own way.

#include <optional>
#include <string_view>

#include <QString>

#include "mlops/mapek/decision.h"
#include "twin/core/time.h"

namespace gui {

[[nodiscard]] inline QString qtText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// At most `digits` significant digits, in the user's locale.
[[nodiscard]] QString numberText(double value, int digits = 4);
/// An energy with the unit that fits: 16.96 mJ, 4.5 J. "below resolution" for what is positive but unmeasurably small.
[[nodiscard]] QString energyText(double joules);
/// LSTM, SVM, Linear ...: what people call the family.
[[nodiscard]] QString familyText(mlops::Family family);
/// "LSTM v2".
[[nodiscard]] QString modelText(const mlops::ServingModel& model);
/// "Tue 21 May 2024 08:35", in the data's own zone; "interval 4711" where the data has no dates.
[[nodiscard]] QString timeText(const twin::TimeAxis& axis, twin::Tick tick);
/// "21 May 08:35".
[[nodiscard]] QString shortTimeText(const twin::TimeAxis& axis, twin::Tick tick);
/// The tick's wall-clock time as milliseconds since 1970, for time axes: local time as if it were UTC.
[[nodiscard]] qint64 wallClockMs(const twin::TimeAxis& axis, twin::Tick tick);
/// "keep", "switch" and so on as people say it: Keep, Switch, Retrain, Reuse version, Forget faster.
[[nodiscard]] QString tacticText(const mlops::Tactic& tactic);
/// Running score, Energy, Drift distance, ...
[[nodiscard]] QString metricText(mlops::Metric metric);

} // namespace gui
