// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/what_if_rows.h"

#include <cmath>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"

namespace gui {

namespace {

constexpr double kMetresPerMile = 1609.344;
constexpr double kSecondsPerHour = 3600.0;
constexpr double kLeastShown = 5e-4;
constexpr double kLeastChange = 1e-3; ///< share of the planned value; below, nothing is better or worse

QString tr(const char* text) { return QCoreApplication::translate("Scenario", text); }

struct Measure {
    const char* name;
    const char* tip;
    double (*of)(const twin::BranchMeasures&);
    bool isVerdict; ///< less is better; else neither
};

constexpr Measure kMeasures[] = {
    {QT_TRANSLATE_NOOP("Scenario", "VMT, mi"), QT_TRANSLATE_NOOP("Scenario", "Miles driven by all vehicles together"),
     [](const twin::BranchMeasures& m) { return m.vehicleMetres / kMetresPerMile; }, false},
    {QT_TRANSLATE_NOOP("Scenario", "VHT, h"),
     QT_TRANSLATE_NOOP("Scenario", "Hours spent on the roads by all vehicles together"),
     [](const twin::BranchMeasures& m) { return m.vehicleSeconds / kSecondsPerHour; }, true},
    {QT_TRANSLATE_NOOP("Scenario", "Delay 60 mph, h"),
     QT_TRANSLATE_NOOP("Scenario", "Vehicle hours lost against driving 60 mph"),
     [](const twin::BranchMeasures& m) { return m.delay_s[5] / kSecondsPerHour; }, true},
    {QT_TRANSLATE_NOOP("Scenario", "Delay 35 mph, h"),
     QT_TRANSLATE_NOOP("Scenario", "Vehicle hours lost against driving 35 mph: queues"),
     [](const twin::BranchMeasures& m) { return m.delay_s[0] / kSecondsPerHour; }, true},
    {QT_TRANSLATE_NOOP("Scenario", "Travel time index"),
     QT_TRANSLATE_NOOP("Scenario", "TTI: 60 mph over the mean speed; 1 is free"),
     [](const twin::BranchMeasures& m) { return m.travelTimeIndex; }, true},
    {QT_TRANSLATE_NOOP("Scenario", "Longest queue, mi"),
     QT_TRANSLATE_NOOP("Scenario", "Of one freeway below 35 mph without a gap, at its longest"),
     [](const twin::BranchMeasures& m) { return m.longestQueue_m / kMetresPerMile; }, true},
    {QT_TRANSLATE_NOOP("Scenario", "Waiting to enter, h"),
     QT_TRANSLATE_NOOP("Scenario", "Vehicle hours before ramps and at the edge of the map, because the road is full"),
     [](const twin::BranchMeasures& m) { return m.waiting_s / kSecondsPerHour; }, true},
    {QT_TRANSLATE_NOOP("Scenario", "Longest line, veh"),
     QT_TRANSLATE_NOOP("Scenario", "Vehicles before one entrance, at their most"),
     [](const twin::BranchMeasures& m) { return m.longestWaiting_veh; }, true}};

QString signedText(double value) { return (value > 0.0 ? QStringLiteral("+") : QString()) + numberText(value, 3); }

/// What is next to nothing is nothing: a queue of a millionth vehicle is arithmetic.
QString valueText(double value) { return numberText(std::abs(value) < kLeastShown ? 0.0 : value, 4); }

QString differenceText(const Measure& measure, double planned, double change)
{
    if (std::abs(change) <= kLeastChange * std::max(std::abs(planned), 1.0)) {
        return QStringLiteral("\u2248 0");
    }
    const QString amount = signedText(change);
    if (!measure.isVerdict) {
        return amount;
    }
    return (change < 0.0 ? QStringLiteral("\u25b2 better ") : QStringLiteral("\u25bc worse ")) + amount;
}

} // namespace

std::vector<MeasureRow> measureRows(const twin::WhatIf& answer)
{
    std::vector<MeasureRow> rows;
    for (const Measure& measure : kMeasures) {
        const double planned = measure.of(answer.planned);
        const double changed = measure.of(answer.changed);
        rows.push_back({.key = static_cast<qint64>(rows.size()),
                        .name = tr(measure.name),
                        .tip = tr(measure.tip),
                        .planned = valueText(planned),
                        .changed = valueText(changed),
                        .difference = differenceText(measure, planned, changed - planned)});
    }
    return rows;
}

QString whatIfSentence(const twin::WhatIf& answer, const QString& what)
{
    const twin::BranchMeasures change = answer.difference();
    const double hours = (change.vehicleSeconds + change.waiting_s) / kSecondsPerHour;
    const QString queue = numberText(answer.changed.longestQueue_m / kMetresPerMile, 2);
    if (std::abs(hours) < 0.5) {
        return tr("%1 changes nothing worth telling: less than half a vehicle hour.").arg(what);
    }
    return hours > 0.0 ? tr("%1 costs %2 vehicle hours; the longest queue is then %3 mi.")
                             .arg(what, numberText(hours, 3), queue)
                       : tr("%1 saves %2 vehicle hours; the longest queue is then %3 mi.")
                             .arg(what, numberText(-hours, 3), queue);
}

} // namespace gui
