// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the Monitor saw: the numbers on which an analysis rests, and how many samples they rest on.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mlops/energy/energy_ledger.h"
#include "mlops/forecasting/forecaster.h"

namespace mlops {

/// Number of forecasts scored since the run began: the clock of the loop.
using SampleCount = std::int64_t;

/// Why the loop looks.
enum class CheckKind : std::uint8_t {
    Cycle,    ///< a MAPE cycle: accuracy and energy of a window
    Drift,    ///< a look at the input's distribution
    Periodic, ///< the schedule of periodic retraining
    Command   ///< a user or a scenario asked
};
[[nodiscard]] std::string_view nameOf(CheckKind kind);

/// Forecasts of one model (or of all) in the window.
struct WindowScore {
    std::size_t count = 0;    ///< scored forecasts
    std::optional<double> r2; ///< nothing below two samples or where the truth did not vary
    double mae = 0.0;
    double rmse = 0.0;
    std::optional<twin::Joules> energy; ///< mean of inference per forecast; nothing where no figure was booked
};

struct WindowEvidence {
    SampleCount from = 0; ///< first sample of the window
    SampleCount to = 0;   ///< one past the last
    WindowScore all;
    std::array<WindowScore, kFamilyCount> byModel{};
    WindowScore persistence; ///< what "no change" would have scored on the same samples
};

/// One archived version compared with the current data.
struct VersionDistance {
    std::size_t number = 0; ///< 1 for the first version of the family
    double distance = 0.0;
    bool serves = false; ///< whether it is the one in service
};

/// One of the stations whose own drift distance is beyond the limit.
struct DriftedStation {
    std::size_t station = 0; ///< its place in the feed
    std::string id;
    double distance = 0.0;
};

struct DriftEvidence {
    std::size_t have = 0; ///< samples collected
    std::size_t need = 0;
    bool ready = false; ///< the numbers below exist only if ready
    double distance = 0.0;
    std::size_t referenceCount = 0;
    std::size_t currentCount = 0;
    double meanShift = 0.0;   ///< of the current window against the reference, in reference standard deviations
    double spreadRatio = 1.0; ///< standard deviation, current over reference
    std::size_t stationsJudged = 0;
    std::size_t stationsInAlarm = 0;
    std::vector<DriftedStation> drifted;  ///< those in alarm, worst first; empty where only one station is judged
    std::vector<VersionDistance> archive; ///< of the active family, oldest first
};

struct Evidence {
    WindowEvidence window;
    DriftEvidence drift;
};

} // namespace mlops
