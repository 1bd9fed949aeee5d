// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Splits by time, as a type. Whatever is fitted (a scaler, a threshold, a model) is fitted on a TrainPart, and a
// TrainPart can only be cut from a series together with the later part it must not see.

#include <cstddef>
#include <span>
#include <string>

#include "mlops/features/observed.h"
#include "twin/core/assert.h"
#include "twin/core/time.h"

namespace mlops {

/// T consecutive intervals of N stations with the calendar of the first.
///
/// Invariants: flows.size() == T x N, row-major, all finite; as many marks, or none.
struct SeriesView {
    std::span<const float> flows;
    std::size_t stations = 1;
    twin::TimeAxis axis;      ///< tick 0 is row 0
    ObservedMarks observed{}; ///< of the flows

    [[nodiscard]] std::size_t rows() const { return flows.size() / stations; }
    /// Rows [first, first + count).
    [[nodiscard]] SeriesView slice(std::size_t first, std::size_t count) const
    {
        TWIN_ASSERT(first + count <= rows(), "a slice lies within its series");
        return {flows.subspan(first * stations, count * stations), stations, axis.from(static_cast<twin::Tick>(first)),
                observed.empty() ? observed : observed.subspan(first * stations, count * stations)};
    }
    [[nodiscard]] bool wasObserved(std::size_t row, std::size_t station) const
    {
        return isObserved(observed, row * stations + station);
    }
    /// Readings that were observed.
    [[nodiscard]] std::size_t observedReadings() const;
    /// Rows in which at least one station was observed.
    [[nodiscard]] std::size_t observedRows() const;
    /// The end of the shortest beginning that holds `count` observed rows; all rows where there are fewer. Where
    /// everything was observed it is `count`: splits are cut by what was observed, so that both parts hold some.
    [[nodiscard]] std::size_t rowAfter(std::size_t count) const;
};

/// "2016 intervals", and where not everything was observed how much of it was: "2016 intervals (288 of 2016 readings
/// observed)".
[[nodiscard]] std::string extentText(std::size_t rows, std::size_t readings, std::size_t observed);

/// The earlier part of a TimeSplit: the only thing a fit accepts.
class TrainPart {
public:
    [[nodiscard]] const SeriesView& series() const { return m_series; }

private:
    friend class TimeSplit;
    explicit TrainPart(const SeriesView& series) : m_series(series) {}
    SeriesView m_series;
};

/// One cut in time: everything before `cut` trains, everything from it on judges.
class TimeSplit {
public:
    /// Requires: cut <= series.rows().
    TimeSplit(const SeriesView& series, std::size_t cut)
        : m_train(series.slice(0, cut)), m_later(series.slice(cut, series.rows() - cut)), m_whole(series)
    {
    }
    /// Cut after a share of the observed rows; after that share of all rows where it comes to none.
    [[nodiscard]] static TimeSplit afterShare(const SeriesView& series, double share);
    /// All of it trains: what lies later is not in the series at all.
    [[nodiscard]] static TimeSplit allForTraining(const SeriesView& series) { return {series, series.rows()}; }

    [[nodiscard]] const TrainPart& train() const { return m_train; }
    [[nodiscard]] const SeriesView& later() const { return m_later; }
    [[nodiscard]] const SeriesView& whole() const { return m_whole; }
    [[nodiscard]] std::size_t cut() const { return m_train.series().rows(); }

private:
    TrainPart m_train;
    SeriesView m_later;
    SeriesView m_whole;
};

} // namespace mlops
