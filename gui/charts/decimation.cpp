// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/decimation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gui {

namespace {

struct IndexRange {
    std::size_t begin;
    std::size_t end;
};

/// The samples in the view and one more either side, so that a curve runs on to the edge.
IndexRange visible(std::span<const double> x, double from, double to)
{
    auto begin = static_cast<std::size_t>(std::lower_bound(x.begin(), x.end(), from) - x.begin());
    auto end = static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), to) - x.begin());
    begin -= begin > 0 ? 1 : 0;
    end += end < x.size() ? 1 : 0;
    return {begin, end};
}

/// One pixel column's smallest and largest.
class Column {
public:
    explicit Column(std::vector<QPolygonF>& runs) : m_runs(runs) {}

    void add(double x, float y, std::int64_t column)
    {
        if (column != m_column) {
            flush();
            m_column = column;
        }
        const QPointF point(x, static_cast<double>(y));
        if (m_count == 0) {
            m_least = m_greatest = point;
            m_leastCameFirst = true;
        } else if (point.y() < m_least.y()) {
            m_least = point;
            m_leastCameFirst = false;
        } else if (point.y() > m_greatest.y()) {
            m_greatest = point;
            m_leastCameFirst = true;
        }
        ++m_count;
    }

    void endRun()
    {
        flush();
        m_isOpen = false;
    }

private:
    void flush()
    {
        if (m_count == 0) {
            return;
        }
        if (!m_isOpen) {
            m_runs.emplace_back();
            m_isOpen = true;
        }
        QPolygonF& run = m_runs.back();
        run.append(m_leastCameFirst ? m_least : m_greatest);
        if (m_least != m_greatest) {
            run.append(m_leastCameFirst ? m_greatest : m_least);
        }
        m_count = 0;
    }

    std::vector<QPolygonF>& m_runs;
    QPointF m_least;
    QPointF m_greatest;
    std::int64_t m_column = std::numeric_limits<std::int64_t>::min();
    std::size_t m_count = 0;
    bool m_leastCameFirst = true;
    bool m_isOpen = false;
};

} // namespace

std::vector<QPolygonF> decimated(std::span<const double> x, std::span<const float> y, const ColumnView& view)
{
    std::vector<QPolygonF> runs;
    const IndexRange range = visible(x, view.from, view.to);
    const bool isSparse = range.end - range.begin <= 2 * static_cast<std::size_t>(std::max(view.columns, 1));
    const double perColumn = static_cast<double>(view.columns) / std::max(view.to - view.from, 1e-9);
    Column column(runs);
    for (std::size_t i = range.begin; i < range.end; ++i) {
        if (!std::isfinite(y[i])) {
            column.endRun();
            continue;
        }
        const auto place = isSparse ? static_cast<std::int64_t>(i)
                                    : static_cast<std::int64_t>(std::floor((x[i] - view.from) * perColumn));
        column.add(x[i], y[i], place);
    }
    column.endRun();
    return runs;
}

ValueRange rangeWithin(std::span<const double> x, std::span<const float> y, double from, double to)
{
    constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
    constexpr float kEndless = std::numeric_limits<float>::infinity();
    const IndexRange range = visible(x, from, to);
    // Plain comparisons, which are false for NaN: the compiler makes eight of them one.
    float least = kEndless;
    float greatest = -kEndless;
    for (std::size_t i = range.begin; i < range.end; ++i) {
        const float value = y[i];
        least = value < least && value > -kEndless ? value : least;
        greatest = value > greatest && value < kEndless ? value : greatest;
    }
    return least <= greatest ? ValueRange{least, greatest} : ValueRange{kNone, kNone};
}

} // namespace gui
