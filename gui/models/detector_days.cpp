// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/detector_days.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "gui/models/time_text.h"
#include "twin/sensing/detector_health.h"

namespace gui {

namespace {

constexpr std::size_t kMostDays = 14;

/// What was seen of a day so far.
struct DayCount {
    int intervals = 0;
    int observed = 0;
    std::array<int, twin::kDetectorFaults> faults{};
};

HealthDay dayOf(const DayCount& count, const QString& name)
{
    HealthDay day{.day = name};
    day.observedShare = count.intervals == 0 ? 0.0 : static_cast<double>(count.observed) / count.intervals;
    const auto worst = std::max_element(count.faults.begin() + 1, count.faults.end());
    if (*worst > 0) {
        day.isGood = false;
        day.test = qtText(nameOf(static_cast<twin::DetectorFault>(worst - count.faults.begin())));
        day.evidence =
            QCoreApplication::translate("StationHistory", "%1 of %2 intervals").arg(*worst).arg(count.intervals);
    }
    return day;
}

} // namespace

std::vector<HealthDay> detectorDays(const RunDescription& run, const RunHistory& history, std::size_t station,
                                    twin::Tick end)
{
    const TimeText time(run.axis.clock(), run.axis.hasDates());
    const auto dayTicks = static_cast<twin::Tick>(86'400 / run.axis.step().count());
    std::vector<HealthDay> days;
    DayCount count;
    const auto close = [&](twin::Tick tick) {
        if (count.intervals > 0 && days.size() < kMostDays) {
            days.push_back(dayOf(count, time.day(secondsOf(run.axis.at(tick)))));
        }
        count = {};
    };
    // Backwards, so that a long run costs no more than the fortnight.
    for (twin::Tick tick = end - 1; tick >= 0 && tick >= end - static_cast<twin::Tick>(kMostDays) * dayTicks; --tick) {
        ++count.intervals;
        count.observed += history.quality(tick, station) == twin::Quality::Observed ? 1 : 0;
        const mlops::TwinSnapshot* whole = history.wholeAt(tick);
        if (whole != nullptr && station < whole->health.size() && whole->health[station] < count.faults.size()) {
            ++count.faults[whole->health[station]];
        }
        if (run.axis.slotAt(tick).slotOfDay == 0 || tick == 0) {
            close(tick);
        }
    }
    return days;
}

} // namespace gui
