// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/features/scaler.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace mlops {

namespace {

struct Range {
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -std::numeric_limits<double>::infinity();
};

/// Of a station's readings; `observedOnly` may leave the range empty.
Range rangeOf(const SeriesView& series, std::size_t station, bool observedOnly)
{
    Range range;
    for (std::size_t row = 0; row < series.rows(); ++row) {
        if (!observedOnly || series.wasObserved(row, station)) {
            const double flow = series.flows[row * series.stations + station];
            range.lowest = std::min(range.lowest, flow);
            range.highest = std::max(range.highest, flow);
        }
    }
    return range;
}

} // namespace

Scaler::Scaler(std::vector<double> offsets, std::vector<double> spans)
    : m_offsets(std::move(offsets)), m_spans(std::move(spans))
{
    TWIN_ASSERT(m_offsets.size() == m_spans.size(), "a scaler has one span a station");
    TWIN_ASSERT(std::ranges::all_of(m_spans, [](double span) { return span > 0.0; }), "a scaler's span is positive");
}

Scaler Scaler::identity(std::size_t stations) { return fromRange(stations, 0.0, 1.0); }

Scaler Scaler::fromRange(std::size_t stations, double minimum, double maximum)
{
    const double span = maximum > minimum ? maximum - minimum : 1.0;
    return {std::vector<double>(stations, minimum), std::vector<double>(stations, span)};
}

Scaler Scaler::minMax(const TrainPart& part)
{
    const SeriesView& series = part.series();
    TWIN_ASSERT(series.rows() > 0, "a scaler is fitted on at least one row");
    std::vector<double> lowest(series.stations);
    std::vector<double> spans(series.stations);
    for (std::size_t station = 0; station < series.stations; ++station) {
        const Range seen = rangeOf(series, station, true);
        const Range range = seen.lowest <= seen.highest ? seen : rangeOf(series, station, false);
        lowest[station] = range.lowest;
        spans[station] = range.highest > range.lowest ? range.highest - range.lowest : 1.0;
    }
    return {std::move(lowest), std::move(spans)};
}

} // namespace mlops
