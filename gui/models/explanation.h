// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The answer to "why?": everything the Why panel shows, as values. Nothing in it is prose about a decision; each part
// comes from the decision's record or from planning again.

#include <optional>
#include <vector>

#include <QString>

#include "gui/bridge/run_history.h"
#include "gui/models/boundary_readings.h"
#include "mlops/mapek/counterfactual.h"

namespace gui {

struct Explanation {
    struct Alternative {
        QString what;
        std::optional<double> score;
        std::optional<double> energy_j;
        QString whyNot;
        bool isChosen = false;
    };
    struct Rule {
        QString text;
        bool holds = false;
        bool isBoundary = false; ///< holds means: crossed
    };
    struct Change {
        QString input;
        double value = 0.0;
        double needed = 0.0;
        QString verdict;
    };
    struct Aftermath {
        QString label;
        std::optional<double> before;
        std::optional<double> after;
        bool lessIsBetter = false;
        bool isEnergy = false;
    };

    DecisionPtr decision;
    QString headline; ///< "Switched to SVM" or "Nothing to do"
    QString sentence;
    QString when;
    std::vector<BoundaryReading> readings;
    std::vector<BoundaryReading> before; ///< of the boundary that mattered, at the checks up to this one
    std::vector<Alternative> alternatives;
    std::vector<Rule> rules;
    std::vector<Change> changes;
    std::vector<Aftermath> aftermath;
    QString aftermathNote;
    std::vector<std::pair<QString, QString>> provenance;
};

/// Requires: the decision belongs to the run. The counterfactuals are computed here: some milliseconds.
[[nodiscard]] Explanation explain(const DecisionPtr& decision, const RunDescription& run, const RunHistory& history);

/// Of the checks at or before `tick` the newest; where several fell on one tick, the one that did something, crossed a
/// limit or at least judged one. Nothing before the first check.
[[nodiscard]] DecisionPtr tellingBefore(const RunHistory& history, twin::Tick tick);

/// The explanation as text, for the clipboard.
[[nodiscard]] QString asText(const Explanation& explanation);

/// How many checks in a row before `tick` found nothing to do, and which boundary was nearest: the answer to "why
/// nothing?".
struct QuietStretch {
    std::size_t checks = 0;
    std::optional<BoundaryReading> tightest;
};
[[nodiscard]] QuietStretch quietStretchBefore(const RunHistory& history, twin::Tick tick);

} // namespace gui
