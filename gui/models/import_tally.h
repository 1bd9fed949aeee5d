// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What an import has brought so far: the reports of the files read, added up, in words.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "twin/io/import_report.h"

namespace gui {

class ImportTally {
public:
    void add(const twin::Imported& imported);

    [[nodiscard]] std::size_t rows() const { return m_report.rowsRead; }
    [[nodiscard]] std::size_t stations() const { return m_observed.size(); }
    /// Intervals from the first to the last, gaps included.
    [[nodiscard]] twin::Tick intervals() const;
    /// Of those, the ones in which at least one station was observed.
    [[nodiscard]] twin::Tick observed() const;
    /// The end of the shortest beginning that holds `count` observed intervals; intervals() where there are fewer.
    [[nodiscard]] twin::Tick endOf(twin::Tick count) const;
    [[nodiscard]] const twin::ImportReport& report() const { return m_report; }
    /// "3 stations, 288 intervals of 5 minutes, Tue 4 Oct to Wed 5 Oct"
    [[nodiscard]] QString extent() const;
    /// "1,728 rows read, 1,726 kept, 2 rejected; 12 intervals missing; 33 % imputed"
    [[nodiscard]] QString counts() const;

private:
    void mark(const twin::Measurements& measurements);
    /// 1 for each interval in which a station was observed.
    [[nodiscard]] std::vector<std::uint8_t> marks() const;

    twin::ImportReport m_report;
    std::map<std::string, std::vector<std::uint8_t>> m_observed; ///< by station, 1 where it was, from m_start on
    std::optional<twin::UtcTime> m_start;
    twin::UtcTime m_end{};
    twin::TimeAxis m_axis;
    double m_imputed = 0.0; ///< share times rows kept
};

} // namespace gui
