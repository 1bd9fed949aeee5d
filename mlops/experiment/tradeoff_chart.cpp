// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/comparison_report.h"

namespace mlops {

std::string tradeoffChart(const Comparison& /*comparison*/) { return "<svg/>"; }

} // namespace mlops
