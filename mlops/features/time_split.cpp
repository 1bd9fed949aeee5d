// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/features/time_split.h"

#include <algorithm>

#include "twin/core/text.h"

namespace mlops {

namespace {

bool isSeen(const SeriesView& series, std::size_t row)
{
    const auto marks = series.observed.subspan(row * series.stations, series.stations);
    return std::ranges::any_of(marks, [](std::uint8_t mark) { return mark != 0; });
}

} // namespace

std::size_t SeriesView::observedReadings() const
{
    if (observed.empty()) {
        return flows.size();
    }
    return static_cast<std::size_t>(std::ranges::count_if(observed, [](std::uint8_t mark) { return mark != 0; }));
}

std::size_t SeriesView::observedRows() const
{
    if (observed.empty()) {
        return rows();
    }
    std::size_t count = 0;
    for (std::size_t row = 0; row < rows(); ++row) {
        count += isSeen(*this, row) ? 1 : 0;
    }
    return count;
}

std::size_t SeriesView::rowAfter(std::size_t count) const
{
    if (observed.empty()) {
        return std::min(count, rows());
    }
    std::size_t row = 0;
    for (std::size_t seen = 0; row < rows() && seen < count; ++row) {
        seen += isSeen(*this, row) ? 1 : 0;
    }
    return row;
}

TimeSplit TimeSplit::afterShare(const SeriesView& series, double share)
{
    const auto of = [share](std::size_t rows) { return static_cast<std::size_t>(share * static_cast<double>(rows)); };
    const std::size_t observed = of(series.observedRows());
    return {series, observed > 0 ? series.rowAfter(observed) : of(series.rows())};
}

std::string extentText(std::size_t rows, std::size_t readings, std::size_t observed)
{
    const std::string part =
        observed == readings ? "" : twin::concat(" (", observed, " of ", readings, " readings observed)");
    return twin::concat(rows, " intervals", part);
}

} // namespace mlops
