// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is held constant while approaches are compared: which data train, when the loop looks, how long a training
// takes.

#include <string>
#include <string_view>
#include <vector>

#include "mlops/mapek/approach.h"

namespace mlops {

struct Protocol {
    std::string name;
    std::string description;
    Timing timing;
    twin::Tick warmUpTicks = 5;
    int settleEvery = 256;          ///< ticks from one settlement of the energy to the next, at least 1
    double initialTrainShare = 0.8; ///< of the training part: fits the first versions, the rest judges them
    std::array<SampleCount, kFamilyCount> trainingDelay{}; ///< samples served by the old version meanwhile
    std::string settings = "harmone-2025";                 ///< settings set of the models
    std::vector<int> horizons{1};                          ///< steps ahead that every model forecasts
    std::size_t trainingTicks = 0; ///< length of the training part cut from data that come in one piece
};

/// The published experiment. Its clock is the wall: cycles of 40 s, drift checks after 400 s and then every 3 s,
/// periodic retraining every 500 s. The recorded runs show 0.1545 s a sample, which turns those into samples.
[[nodiscard]] Protocol harmone2025Protocol();

/// For data of any length: a cycle each half day, drift windows of two days, retraining each fortnight, trainings take
/// effect at the next tick, tuned models.
[[nodiscard]] Protocol standardProtocol();

/// For a city: a cycle each half hour over all stations, drift of a day against the day before, four horizons.
[[nodiscard]] Protocol cityProtocol();

/// Errors: NotFound, listing the names there are.
[[nodiscard]] twin::Result<Protocol> protocolNamed(std::string_view name);

} // namespace mlops
