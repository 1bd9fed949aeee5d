// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/wzdx.h"

#include <algorithm>
#include <array>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/json_fields.h"
#include "twin/io/text_file.h"

namespace twin {

namespace {

constexpr double kMetresPerSecondPerKph = 1.0 / 3.6;
constexpr double kSharedLane = 0.5; ///< of the capacity, where both directions take turns in one lane

constexpr std::array<std::string_view, 13> kImpacts{"all-lanes-closed",
                                                    "some-lanes-closed",
                                                    "some-lanes-closed-merge-left",
                                                    "some-lanes-closed-merge-right",
                                                    "all-lanes-open",
                                                    "alternating-one-way",
                                                    "all-lanes-open-shift-left",
                                                    "all-lanes-open-shift-right",
                                                    "some-lanes-closed-split",
                                                    "flagging",
                                                    "temporary-traffic-signal",
                                                    "unknown",
                                                    "undefined"};

/// What a feature says, before it is placed.
struct Zone {
    std::string kind;
    std::vector<std::string> roads;
    std::string direction;
    std::string name;
    Event event;
    std::string impact;
    int lanesClosed = 0;
    std::optional<double> limit_mps;
    std::vector<GeoPoint> line;
};

char directionOf(std::string_view word)
{
    return word == "northbound"   ? 'N'
           : word == "southbound" ? 'S'
           : word == "eastbound"  ? 'E'
           : word == "westbound"  ? 'W'
                                  : ' ';
}

/// Publishers write null for what they do not say.
bool isGiven(const JsonValue& object, std::string_view name)
{
    const JsonValue* const value = object.find(name);
    return value != nullptr && value->kind != JsonKind::Null;
}

class WzdxReader {
public:
    explicit WzdxReader(JsonReading& reading) : m_reading(reading) {}

    void readHead(const JsonValue& root)
    {
        JsonFields fields(root, "", m_reading);
        std::string type;
        fields.requireText("type", type);
        if (!m_reading.fault && type != "FeatureCollection") {
            fields.refuse("type", concat('"', type, '"'), "\"FeatureCollection\"");
        }
        const JsonValue* const current = fields.member("feed_info");
        const JsonValue* const info = current != nullptr ? current : fields.member("road_event_feed_info");
        if (info == nullptr) {
            return fields.refuse("feed_info", "nothing", "an object that names the version of WZDx");
        }
        JsonFields about(*info, "feed_info", m_reading);
        std::string version;
        about.requireText("version", version);
        if (!m_reading.fault && !version.starts_with("4.") && version != "4") {
            about.refuse("version", concat('"', version, '"'), "version 4.x of WZDx");
        }
    }

    Zone readFeature(const JsonValue& value, const std::string& path)
    {
        Zone zone;
        JsonFields fields(value, path, m_reading);
        const JsonValue* const properties = fields.member("properties");
        const JsonValue* const geometry = fields.member("geometry");
        if (properties == nullptr) {
            fields.refuse("properties", "nothing", "an object");
            return zone;
        }
        readProperties(*properties, concat(path, ".properties"), zone);
        if (zone.kind != "work-zone") {
            return zone;
        }
        if (geometry == nullptr) {
            fields.refuse("geometry", "nothing", "an object with a LineString or MultiPoint");
            return zone;
        }
        readGeometry(*geometry, concat(path, ".geometry"), zone);
        return zone;
    }

private:
    void readProperties(const JsonValue& value, const std::string& path, Zone& zone)
    {
        JsonFields fields(value, path, m_reading);
        const JsonValue* const core = fields.member("core_details");
        if (core == nullptr) {
            return fields.refuse("core_details", "nothing", "an object");
        }
        JsonFields details(*core, concat(path, ".core_details"), m_reading);
        details.requireText("event_type", zone.kind);
        details.texts("road_names", zone.roads);
        if (isGiven(*core, "direction")) {
            details.text("direction", zone.direction);
        }
        if (isGiven(*core, "name")) {
            details.text("name", zone.name);
        }
        if (zone.kind != "work-zone") {
            return;
        }
        fields.requireTime("start_date", zone.event.from);
        fields.requireTime("end_date", zone.event.to);
        if (!m_reading.fault && zone.event.to <= zone.event.from) {
            fields.refuse("end_date", "a time not after start_date", "a work zone that ends after it starts");
        }
        std::size_t impact = kImpacts.size();
        fields.word("vehicle_impact", kImpacts, impact, true);
        zone.impact = impact < kImpacts.size() ? kImpacts[impact] : "unknown";
        double limit_kph = 0.0;
        if (isGiven(value, "reduced_speed_limit_kph")) {
            fields.number("reduced_speed_limit_kph", {0.0, 200.0}, limit_kph);
        }
        if (limit_kph > 0.0) {
            zone.limit_mps = limit_kph * kMetresPerSecondPerKph;
        }
        if (isGiven(value, "lanes")) {
            readLanes(*fields.member("lanes"), concat(path, ".lanes"), zone);
        }
    }

    void readLanes(const JsonValue& value, const std::string& path, Zone& zone)
    {
        if (value.kind != JsonKind::Array) {
            return m_reading.refuse(path, value, describe(value), "a list of lanes");
        }
        for (std::size_t i = 0; i < value.elements.size(); ++i) {
            JsonFields lane(value.elements[i], concat(path, '[', i, ']'), m_reading);
            std::string type;
            std::string status;
            if (isGiven(value.elements[i], "type")) {
                lane.text("type", type);
            }
            lane.requireText("status", status);
            const bool isDriven = type != "shoulder" && type != "sidewalk" && type != "bike-lane";
            zone.lanesClosed += status == "closed" && isDriven ? 1 : 0;
        }
    }

    void readGeometry(const JsonValue& value, const std::string& path, Zone& zone)
    {
        JsonFields fields(value, path, m_reading);
        std::string type;
        fields.requireText("type", type);
        if (!m_reading.fault && type != "LineString" && type != "MultiPoint") {
            return fields.refuse("type", concat('"', type, '"'), "\"LineString\" or \"MultiPoint\"");
        }
        const JsonValue* const points = fields.member("coordinates");
        if (points == nullptr || points->kind != JsonKind::Array || points->elements.size() < 2) {
            return fields.refuse("coordinates", points == nullptr ? "nothing" : describe(*points),
                                 "a list of at least two points");
        }
        for (std::size_t i = 0; i < points->elements.size(); ++i) {
            const JsonValue& point = points->elements[i];
            const bool isPoint = point.kind == JsonKind::Array && point.elements.size() >= 2 &&
                                 point.elements[0].kind == JsonKind::Number &&
                                 point.elements[1].kind == JsonKind::Number;
            const double lon = isPoint ? point.elements[0].number : 999.0;
            const double lat = isPoint ? point.elements[1].number : 999.0;
            if (lon < -180.0 || lon > 180.0 || lat < -89.0 || lat > 89.0) {
                return m_reading.refuse(concat(path, ".coordinates[", i, ']'), point,
                                        isPoint ? concat('[', lon, ", ", lat, ']') : describe(point),
                                        "a longitude from -180 to 180 and a latitude from -89 to 89");
            }
            zone.line.push_back({lat, lon});
        }
    }

    JsonReading& m_reading;
};

/// The events of one placed work zone: links with as many lanes are one event.
void addEvents(const Zone& zone, const std::vector<LinkIndex>& links, const RoadNetwork& network, EventImport& import)
{
    const auto add = [&](Action action, std::vector<std::string> ids) {
        Event event = zone.event;
        Place* const place = placeOf(action);
        place->links = std::move(ids);
        event.action = std::move(action);
        import.events.push_back(std::move(event));
    };
    std::vector<std::string> all;
    std::map<int, std::vector<std::string>> byClosed; ///< lanes that can be closed; 0 where there is one lane only
    const int asked = std::max(1, zone.lanesClosed);
    for (const LinkIndex index : links) {
        const Link& link = network.link(index);
        all.push_back(link.id);
        byClosed[std::min(asked, link.lanes - 1)].push_back(link.id);
    }
    if (zone.impact == "all-lanes-closed") {
        add(LinkClosure{}, all);
    } else if (zone.impact.starts_with("some-lanes-closed")) {
        for (auto& [lanes, ids] : byClosed) {
            add(lanes == 0 ? Action(CapacityFactor{{}, kSharedLane}) : Action(LaneClosure{{}, lanes}), std::move(ids));
        }
    } else if (zone.impact == "alternating-one-way" || zone.impact == "flagging" ||
               zone.impact == "temporary-traffic-signal") {
        add(CapacityFactor{{}, kSharedLane}, all);
    }
    if (zone.limit_mps && zone.impact != "all-lanes-closed") {
        add(SpeedLimit{{}, *zone.limit_mps}, all);
    }
}

bool changesTraffic(const Zone& zone)
{
    const bool isOpen =
        zone.impact.starts_with("all-lanes-open") || zone.impact == "unknown" || zone.impact == "undefined";
    return !isOpen || zone.limit_mps.has_value();
}

/// Empty where the zone was placed, else why not.
std::string placeZone(const Zone& zone, const EventPlaces& places, EventImport& import)
{
    if (zone.kind != "work-zone") {
        return "not a work zone";
    }
    if (!changesTraffic(zone)) {
        return zone.impact.starts_with("all-lanes-open") ? "all lanes open" : "without a known impact on vehicles";
    }
    NamedRoad road{.direction = directionOf(zone.direction)};
    bool hasNumber = false;
    for (const std::string& name : zone.roads) {
        if (const auto number = routeNumberIn(name)) {
            hasNumber = true;
            road.freeway = *number;
            if (places.has(road)) {
                break;
            }
        }
    }
    if (!hasNumber || !places.has(road)) {
        return hasNumber ? "on a freeway that the network does not have" : "on no freeway";
    }
    const std::vector<LinkIndex> links = places.linksAlong(road, zone.line);
    if (links.empty()) {
        return "near no road of the network";
    }
    addEvents(zone, links, places.network(), import);
    return "";
}

} // namespace

Result<EventImport> parseWzdx(std::string_view text, const std::string& file, const EventPlaces& places)
{
    const Result<JsonValue> root = parseJson(text);
    if (!root) {
        return failIn(file, root.error());
    }
    JsonReading reading;
    reading.file = file;
    WzdxReader reader(reading);
    reader.readHead(*root);
    const JsonValue* const features = root->find("features");
    if (features == nullptr || features->kind != JsonKind::Array) {
        reading.refuse("features", features == nullptr ? *root : *features,
                       features == nullptr ? "nothing" : describe(*features), "a list of features");
    }
    EventImport import;
    for (std::size_t i = 0; !reading.fault && i < features->elements.size(); ++i) {
        Zone zone = reader.readFeature(features->elements[i], concat("features[", i, ']'));
        if (reading.fault) {
            break;
        }
        ++import.entries;
        zone.event.note = concat("WZDx ", zone.name.empty() && !zone.roads.empty() ? zone.roads.front() : zone.name);
        const std::string whyNot = placeZone(zone, places, import);
        if (!whyNot.empty()) {
            ++import.passedOver[whyNot];
        }
    }
    if (reading.fault) {
        return tl::unexpected<Error>(*reading.fault);
    }
    return import;
}

Result<EventImport> readWzdx(const std::filesystem::path& path, const EventPlaces& places)
try {
    const auto text = readText(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    return parseWzdx(*text, path.string(), places);
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

} // namespace twin
