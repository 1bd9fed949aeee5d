// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A comparison in the forms people take away.

#include <string>
#include <string_view>

#include "mlops/experiment/comparison.h"

namespace mlops {

enum class ReportFormat { Text, Markdown, Csv, Latex, Json };

/// text, markdown, csv, latex, json. Errors: InvalidInput.
[[nodiscard]] twin::Result<ReportFormat> reportFormatNamed(std::string_view name);

/// The table with means and 95 % intervals, and the paired tests against the baseline where there is one in it.
/// CSV is long and raw: one line a run. JSON is documented in mlops/README.md.
[[nodiscard]] std::string report(const Comparison& comparison, ReportFormat format);

/// Accuracy against energy, one mark an approach with its intervals, the Pareto line drawn: an SVG of 900 x 560.
[[nodiscard]] std::string tradeoffChart(const Comparison& comparison);

} // namespace mlops
