// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A recorded run over the made-up city, for tests and benchmarks of what shows runs: any length, no simulation.

#include "gui/bridge/twin_source.h"
#include "tests/gui/made_up_city.h"

namespace gui_test {

struct RunSize {
    CitySize city;
    twin::Tick ticks = 600;
    twin::Tick silentFrom = -1; ///< no reading observed from here...
    twin::Tick silentTo = -1;   ///< ...to here
    std::uint64_t seed = 1;     ///< of the traffic; forecasts are worse the greater it is
};

[[nodiscard]] gui::RunDescription makeDescription(const RunSize& size);
[[nodiscard]] gui::RunHistory makeRunHistory(const RunSize& size, const gui::RunDescription& run);
/// For RunSession::open: the whole run at once.
[[nodiscard]] gui::SourceOpener makeRun(const RunSize& size);

} // namespace gui_test
