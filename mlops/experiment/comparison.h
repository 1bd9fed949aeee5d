// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Approaches x seeds on the same data under the same protocol: the table, its intervals and its tests.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mlops/experiment/run_experiment.h"
#include "mlops/experiment/statistics.h"

namespace mlops {

/// What one run contributes to the table.
struct ComparisonCell {
    double r2 = 0.0;
    double mae = 0.0;
    double energy_mj = 0.0;    ///< per forecast, everything counted
    double inference_mj = 0.0; ///< per forecast, inference alone
    double leftOut_mj = 0.0;   ///< per forecast, what the published account leaves out
    double latency_us = 0.0;
    double switches = 0.0;
    double retrainings = 0.0;
};

/// All seeds of one approach.
struct ComparisonRow {
    std::string approach;
    std::string title;
    std::string fidelity;
    std::vector<std::uint64_t> seeds;
    std::vector<ComparisonCell> cells; ///< one a seed

    [[nodiscard]] MeanInterval over(double ComparisonCell::*quantity) const;
};

struct Comparison {
    std::string protocol;
    std::string data;
    std::string energy; ///< the meter, described
    std::vector<ComparisonRow> rows;
    std::string baseline; ///< approach the others are tested against

    [[nodiscard]] const ComparisonRow* row(std::string_view approach) const;
};

/// Adds a finished run. Runs may come in any order of seeds; rows keep the order of first mention.
/// Errors: InvalidInput where the run has no accuracy (nothing was scored, or the truth does not vary).
[[nodiscard]] twin::Result<void> add(Comparison& comparison, const RunSpec& spec, const RunOutcome& outcome);

} // namespace mlops
