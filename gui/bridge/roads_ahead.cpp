// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/roads_ahead.h"

#include "mlops/experiment/scenario_data.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/scenario_json.h"

namespace gui {

twin::Result<std::shared_ptr<const twin::RoadNetwork>> roadsAhead(const mlops::DataChoice& data)
{
    if (!data.scenario) {
        return std::shared_ptr<const twin::RoadNetwork>();
    }
    const auto scenario = twin::readScenario(data.scenario->file);
    if (!scenario) {
        return tl::unexpected(scenario.error());
    }
    auto imported = twin::readGmns(mlops::networkFolder(*data.scenario, scenario->network));
    if (!imported) {
        return tl::unexpected(imported.error());
    }
    return std::make_shared<const twin::RoadNetwork>(std::move(imported->network));
}

} // namespace gui
