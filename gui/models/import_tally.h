// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What an import has brought so far: the reports of the files read, added up, in words.

#include <optional>
#include <set>
#include <string>

#include <QString>
#include <QStringList>

#include "twin/io/import_report.h"

namespace gui {

class ImportTally {
public:
    void add(const twin::Imported& imported);

    [[nodiscard]] std::size_t rows() const { return m_report.rowsRead; }
    [[nodiscard]] std::size_t stations() const { return m_stations.size(); }
    /// Intervals from the first to the last, gaps included.
    [[nodiscard]] twin::Tick intervals() const;
    [[nodiscard]] const twin::ImportReport& report() const { return m_report; }
    /// "3 stations, 288 intervals of 5 minutes, Tue 4 Oct to Wed 5 Oct"
    [[nodiscard]] QString extent() const;
    /// "1,728 rows read, 1,726 kept, 2 rejected; 12 intervals missing; 33 % imputed"
    [[nodiscard]] QString counts() const;

private:
    twin::ImportReport m_report;
    std::set<std::string> m_stations;
    std::optional<twin::UtcTime> m_start;
    twin::UtcTime m_end{};
    twin::TimeAxis m_axis;
    double m_imputed = 0.0; ///< share times rows kept
};

} // namespace gui
