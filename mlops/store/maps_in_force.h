// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// By which decision map a run decided when. A run begins with the map of its header; an order may give it another. What
// is told of a decision - its rules, what would have changed it - has to be told by the map that it was made by.

#include <memory>
#include <utility>
#include <vector>

#include "mlops/mapek/decision_map.h"
#include "mlops/runtime/run_log.h"
#include "mlops/store/run_reader.h"

namespace mlops {

class MapsInForce {
public:
    explicit MapsInForce(std::shared_ptr<const DecisionMap> first);

    /// Takes an event of the run up; only orders of a policy mean something here. Events come in the order in which
    /// they were recorded. Errors: Corrupt where an order cannot be read.
    [[nodiscard]] twin::Result<void> hear(const EventRecord& event);

    /// The map by which the loop decided at a tick: an order is recorded with the tick after which it was given.
    [[nodiscard]] const std::shared_ptr<const DecisionMap>& at(twin::Tick tick) const;

private:
    std::vector<std::pair<twin::Tick, std::shared_ptr<const DecisionMap>>> m_maps; ///< the tick after which, ascending
};

/// Those of a recorded run. Errors: as hear(), and of the file.
[[nodiscard]] twin::Result<MapsInForce> mapsInForce(const RunReader& reader, std::shared_ptr<const DecisionMap> first);

} // namespace mlops
