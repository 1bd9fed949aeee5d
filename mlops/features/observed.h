// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which readings were observed. Models need whole rows, so a reading that is missing or must not be believed has a
// value filled in; the mark says so, and it goes wherever the value goes.
//
// The rule, wherever something is learned or judged:
//   a scaler  is fitted on observed readings
//   a sample  teaches where its newest input and every one of its targets were observed, else it is left out as a whole
//   a target  judges where it was observed, whatever the forecast was made from
// Older inputs may be filled in, for serving gives the same to a model. The newest one may not: in service it is mostly
// measured, and samples right after a gap would teach a model to mistrust the value that says most. An online learner
// asks for the target alone: it learns from the forecasts it made and is scored by, whatever they were made from.

#include <cstddef>
#include <cstdint>
#include <span>

namespace mlops {

/// 1 where a reading was observed, 0 where it was filled in, in the shape of the readings. Empty: all were observed.
using ObservedMarks = std::span<const std::uint8_t>;

[[nodiscard]] inline bool isObserved(ObservedMarks marks, std::size_t place)
{
    return marks.empty() || marks[place] != 0;
}

} // namespace mlops
