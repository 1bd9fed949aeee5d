// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/import_tally.h"

#include <algorithm>
#include <cmath>

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
    for (const twin::Station& station : imported.measurements.stations) {
        m_stations.insert(station.id);
    }
    m_axis = imported.measurements.axis;
    const twin::UtcTime start = m_axis.at(0);
    m_end = m_start ? std::max(m_end, m_axis.at(static_cast<twin::Tick>(imported.measurements.ticks())))
                    : m_axis.at(static_cast<twin::Tick>(imported.measurements.ticks()));
    m_start = m_start ? std::min(*m_start, start) : start;
}

twin::Tick ImportTally::intervals() const { return m_start ? (m_end - *m_start) / m_axis.step() : 0; }

QString ImportTally::extent() const
{
    if (!m_start) {
        return {};
    }
    const TimeText time(m_axis.clock(), m_axis.hasDates());
    const QString what = say(m_stations.size() == 1 ? "%1 station, %2 intervals of %3 minutes"
                                                    : "%1 stations, %2 intervals of %3 minutes")
                             .arg(count(m_stations.size()), count(static_cast<std::size_t>(intervals())))
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
    const double grid = static_cast<double>(intervals()) * static_cast<double>(m_stations.size());
    if (const double without = grid - static_cast<double>(m_report.rowsKept); without >= 0.005 * grid && grid > 0.0) {
        parts << say("%1 % of the intervals have no row").arg(std::round(100.0 * without / grid));
    }
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace gui
