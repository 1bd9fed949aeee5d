// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a dry run of an edited policy says, in words and rows.

#include <vector>

#include <QString>

#include "gui/models/boundary_readings.h"
#include "mlops/mapek/dry_run.h"
#include "twin/core/time.h"

namespace gui {

/// A decision that an edited policy would have made otherwise.
struct ChangedRow {
    qint64 id = 0;
    twin::Tick tick = 0;
    QString time;
    QString recorded;
    QString planned;
    QString because;
};
[[nodiscard]] std::vector<ChangedRow> changedRows(const mlops::DryRun& run, const twin::TimeAxis& axis);
/// "With these settings: 9 switches instead of 14, ..."
[[nodiscard]] QString dryRunSentence(const mlops::DryRun& run);
/// What a dry run can go by: the edited map, its drift boundary left as recorded where another test is asked for, as
/// the distances that are planned again on were recorded by the run's own test.
[[nodiscard]] mlops::DecisionMap comparableMap(mlops::DecisionMap edited, const mlops::DecisionMap& recorded);
/// Says so where that was done; empty elsewhere.
[[nodiscard]] QString driftTestSentence(const mlops::DecisionMap& edited, const mlops::DecisionMap& recorded);
/// The newest reading of each boundary at or before a tick, as the decisions of a dry run judged it.
[[nodiscard]] std::vector<BoundaryReading> readingsAt(twin::Tick tick, const mlops::DryRun& run);

} // namespace gui
