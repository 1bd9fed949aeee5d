// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/features/scaler.h"

#include <algorithm>
#include <utility>

namespace mlops {

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
    std::vector<double> lowest(series.flows.begin(),
                               series.flows.begin() + static_cast<std::ptrdiff_t>(series.stations));
    std::vector<double> highest = lowest;
    for (std::size_t i = 0; i < series.flows.size(); ++i) {
        const std::size_t station = i % series.stations;
        lowest[station] = std::min(lowest[station], static_cast<double>(series.flows[i]));
        highest[station] = std::max(highest[station], static_cast<double>(series.flows[i]));
    }
    for (std::size_t station = 0; station < series.stations; ++station) {
        const double span = highest[station] - lowest[station];
        highest[station] = span > 0.0 ? span : 1.0;
    }
    return {std::move(lowest), std::move(highest)};
}

} // namespace mlops
