// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/import_tally.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <QCoreApplication>
#include <QLocale>

#include "gui/models/time_text.h"

namespace gui {

namespace {

QString say(const char* text) { return QCoreApplication::translate("ImportTally", text); }
QString count(std::size_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

} // namespace

void ImportTally::add(const twin::Imported& imported)
{
    const twin::ImportReport& more = imported.report;
    m_report.files.insert(m_report.files.end(), more.files.begin(), more.files.end());
    m_report.notes.insert(m_report.notes.end(), more.notes.begin(), more.notes.end());
    m_report.rowsRead += more.rowsRead;
    m_report.rowsKept += more.rowsKept;
    m_report.duplicates += more.duplicates;
    m_report.filteredRows += more.filteredRows;
    m_report.missingIntervals += more.missingIntervals;
    m_report.badRows.count += more.badRows.count;
    for (const twin::BadRow& row : more.badRows.first) {
        if (m_report.badRows.first.size() < 10 * twin::BadRows::kShown) {
            m_report.badRows.first.push_back(row);
        }
    }
    m_imputed += more.imputedShare * static_cast<double>(more.rowsKept);
    m_axis = imported.measurements.axis;
    const twin::UtcTime start = m_axis.at(0);
    m_end = m_start ? std::max(m_end, m_axis.at(static_cast<twin::Tick>(imported.measurements.ticks())))
                    : m_axis.at(static_cast<twin::Tick>(imported.measurements.ticks()));
    const twin::UtcTime first = m_start ? std::min(*m_start, start) : start;
    for (auto& [id, marks] : m_observed) {
        marks.insert(marks.begin(), static_cast<std::size_t>((*m_start - first) / m_axis.step()), 0);
    }
    m_start = first;
    mark(imported.measurements);
}

void ImportTally::mark(const twin::Measurements& measurements)
{
    const auto offset = static_cast<std::size_t>((measurements.axis.at(0) - *m_start) / m_axis.step());
    for (std::size_t station = 0; station < measurements.stations.size(); ++station) {
        std::vector<std::uint8_t>& marks = m_observed[measurements.stations[station].id];
        marks.resize(std::max(marks.size(), offset + measurements.ticks()));
        for (std::size_t tick = 0; tick < measurements.ticks(); ++tick) {
            const twin::Quality quality = measurements.at(tick, station).quality();
            if (quality != twin::Quality::Missing) { // a later row replaces an earlier one, as where files are joined
                marks[offset + tick] = quality == twin::Quality::Observed ? 1 : 0;
            }
        }
    }
}

std::vector<std::uint8_t> ImportTally::marks() const
{
    std::vector<std::uint8_t> any(static_cast<std::size_t>(intervals()));
    for (const auto& [id, marks] : m_observed) {
        std::ranges::transform(marks, any, any.begin(), std::bit_or());
    }
    return any;
}

twin::Tick ImportTally::observed() const
{
    const std::vector<std::uint8_t> any = marks();
    return std::ranges::count(any, std::uint8_t{1});
}

twin::Tick ImportTally::endOf(twin::Tick count) const
{
    const std::vector<std::uint8_t> any = marks();
    twin::Tick end = 0;
    for (twin::Tick seen = 0; end < intervals() && seen < count; ++end) {
        seen += any[static_cast<std::size_t>(end)];
    }
    return end;
}

twin::Tick ImportTally::intervals() const { return m_start ? (m_end - *m_start) / m_axis.step() : 0; }

QString ImportTally::extent() const
{
    if (!m_start) {
        return {};
    }
    const TimeText time(m_axis.clock(), m_axis.hasDates());
    const QString what =
        say(stations() == 1 ? "%1 station, %2 intervals of %3 minutes" : "%1 stations, %2 intervals of %3 minutes")
            .arg(count(stations()), count(static_cast<std::size_t>(intervals())))
            .arg(m_axis.step().count() / 60);
    return m_axis.hasDates() ? what + say(", %1 to %2").arg(time.full(secondsOf(*m_start)), time.full(secondsOf(m_end)))
                             : what + say(", without times");
}

QString ImportTally::counts() const
{
    QStringList parts{say("%1 rows read, %2 kept").arg(count(m_report.rowsRead), count(m_report.rowsKept))};
    const auto add = [&](std::size_t number, const char* text) {
        if (number > 0) {
            parts << say(text).arg(count(number));
        }
    };
    add(m_report.badRows.count, "%1 rejected");
    add(m_report.duplicates, "%1 repeated");
    add(m_report.missingIntervals, "%1 intervals missing");
    if (m_report.rowsKept > 0 && m_imputed > 0.0) {
        const double share = 100.0 * m_imputed / static_cast<double>(m_report.rowsKept);
        parts << say("%1 % of the rows imputed").arg(std::max(1.0, std::round(share)));
    }
    const double grid = static_cast<double>(intervals()) * static_cast<double>(stations());
    if (const double without = grid - static_cast<double>(m_report.rowsKept); without >= 0.005 * grid && grid > 0.0) {
        parts << say("%1 % of the intervals have no row").arg(std::round(100.0 * without / grid));
    }
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace gui
