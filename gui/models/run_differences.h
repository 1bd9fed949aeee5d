// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What tells runs apart: settings that are not the same, results beside each other, several seeds of one thing as mean
// and spread.

#include <memory>
#include <vector>

#include <QStringList>

#include "gui/bridge/recorded_run.h"
#include "gui/charts/chart_series.h"
#include "gui/models/run_totals.h"
#include "mlops/experiment/comparison_report.h"

namespace gui {

/// A run with what comparisons need of it. Shared, because it is large and never changes.
struct ComparedRun {
    OpenedRun run;
    RunTotals totals;
    QString letter; ///< A, B, ...
};
using ComparedRunPtr = std::shared_ptr<const ComparedRun>;

/// Runs that differ in nothing but their seed; or one run.
struct RunGroup {
    QString letter;
    std::vector<ComparedRunPtr> runs; ///< at least one

    [[nodiscard]] QString title() const; ///< "Frugal, 3 seeds"
};

enum class Seeds { Apart, Together };
/// Groups in the order of their first runs.
[[nodiscard]] std::vector<RunGroup> groupsOf(const std::vector<ComparedRunPtr>& runs, Seeds seeds);

/// One line of the differences: a setting or a result, of every group.
struct DifferenceRow {
    qint64 key = 0;
    QString name;
    QStringList values; ///< of several seeds mean ± standard deviation
    QString verdict;    ///< of the last group against the first
    bool isResult = false;
};
/// All results, then settings that are not the same everywhere.
[[nodiscard]] std::vector<DifferenceRow> differences(const std::vector<RunGroup>& groups);
/// Mean absolute error over a day: a curve a group, and behind it ± one standard deviation over its seeds.
[[nodiscard]] std::vector<ChartSeries> errorCurves(const std::vector<RunGroup>& groups);
/// The comparison as tables for taking away.
[[nodiscard]] mlops::Comparison comparisonOf(const std::vector<ComparedRunPtr>& runs);

} // namespace gui
