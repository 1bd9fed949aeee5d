// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The decision list and the candidates' table as rows.

#include <QString>

#include "gui/bridge/run_history.h"
#include "gui/models/table_model.h"

namespace gui {

struct DecisionRow {
    qint64 id = 0;
    twin::Tick tick = 0;
    QString time;
    QString verdict;
    QString change; ///< from -> to
    QString reason;
    QString outcome;
    bool hasActed = false;
    bool isDrift = false;
};

enum class Quiet { Shown, Folded };

/// Newest first, up to `end`. Folded: only decisions that acted or were asked for by a crossed boundary.
[[nodiscard]] std::vector<DecisionRow> decisionRows(const RunDescription& run, const RunHistory& history,
                                                    twin::Tick end, Quiet quiet);
[[nodiscard]] std::vector<Column<DecisionRow>> decisionColumns();

/// A model that could serve, as believed at a tick.
struct CandidateRow {
    mlops::Family family = mlops::Family::Persistence;
    QString name;
    std::optional<double> score;
    std::optional<double> energy_j; ///< per forecast
    double share = 0.0;             ///< of the ticks so far that it served
    QString state;                  ///< serves, or why not
    bool serves = false;
};

[[nodiscard]] std::vector<CandidateRow> candidateRows(const RunDescription& run, const RunHistory& history,
                                                      twin::Tick tick);
[[nodiscard]] std::vector<Column<CandidateRow>> candidateColumns();

} // namespace gui
