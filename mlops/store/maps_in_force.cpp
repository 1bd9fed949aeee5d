// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/maps_in_force.h"

#include <algorithm>
#include <limits>

#include "mlops/runtime/command_json.h"

namespace mlops {

MapsInForce::MapsInForce(std::shared_ptr<const DecisionMap> first)
{
    m_maps.emplace_back(std::numeric_limits<twin::Tick>::min(), std::move(first));
}

twin::Result<void> MapsInForce::hear(const EventRecord& event)
{
    const bool isRefusal = event.kind == "command-refused";
    if (event.kind != "command" && !isRefusal) {
        return {};
    }
    const auto recorded = commandFromJson(event.details);
    if (!recorded) {
        return tl::unexpected(recorded.error());
    }
    if (const auto* policy = std::get_if<PolicyCommand>(&recorded->command)) {
        if (isRefusal) {
            m_maps.pop_back(); // recorded right after the order that it refuses
        } else {
            m_maps.emplace_back(event.tick, std::make_shared<const DecisionMap>(policy->map));
        }
    }
    return {};
}

const std::shared_ptr<const DecisionMap>& MapsInForce::at(twin::Tick tick) const
{
    const auto later = std::ranges::lower_bound(m_maps, tick, {}, [](const auto& map) { return map.first; });
    return std::prev(later)->second;
}

twin::Result<MapsInForce> mapsInForce(const RunReader& reader, std::shared_ptr<const DecisionMap> first)
{
    MapsInForce maps(std::move(first));
    twin::Result<void> heard;
    const auto walked = reader.events([&](const EventRecord& event) {
        heard = maps.hear(event);
        return heard.has_value();
    });
    if (!walked || !heard) {
        return tl::unexpected(!walked ? walked.error() : heard.error());
    }
    return maps;
}

} // namespace mlops
