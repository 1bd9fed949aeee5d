// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "twin/core/json_text.h"
#include "twin/core/quantity.h"
#include "twin/io/pems_time.h"
#include "twin/io/scenario_json.h"
#include "twin/io/scenario_names.h"
#include "twin/io/text_file.h"

namespace twin {

namespace {

namespace names = scenario_names;

/// An SI value in units of `unit`, with as few decimals as read back to exactly the same.
double inUnits(double si, double unit)
{
    constexpr int kMostDecimals = 12; ///< of a number below 20,000 the last are noise
    double scale = 1.0;
    for (int decimals = 0; decimals <= kMostDecimals; ++decimals, scale *= 10.0) {
        const double rounded = std::round(si / unit * scale) / scale;
        if (rounded * unit == si) {
            return rounded;
        }
    }
    return si / unit;
}

template <typename Enum>
std::string_view wordOf(std::span<const std::string_view> words, Enum value)
{
    return words[static_cast<std::size_t>(value)];
}

void writeTexts(JsonText& json, std::string_view name, const std::vector<std::string>& texts)
{
    if (texts.empty()) {
        return;
    }
    json.key(name).beginArray();
    for (const std::string& each : texts) {
        json.value(each);
    }
    json.endArray();
}

void writePlace(JsonText& json, const Place& place)
{
    if (isEverywhere(place)) {
        return;
    }
    json.key("where").beginObject();
    writeTexts(json, "links", place.links);
    writeTexts(json, "stations", place.stations);
    if (place.freeway != 0) {
        json.field("freeway", place.freeway);
    }
    if (place.direction != ' ') {
        json.field("direction", std::string_view(&place.direction, 1));
    }
    if (place.near) {
        json.key("near").beginObject().field("lat", place.near->at.lat_deg).field("lon", place.near->at.lon_deg);
        json.field("radius_m", place.near->radius_m).endObject();
    }
    json.endObject();
}

void writeOnset(JsonText& json, Onset onset)
{
    if (onset != Onset::Sudden) {
        json.field("onset", wordOf(names::kOnsets, onset));
    }
}

struct ActionWriter {
    JsonText& json;

    void operator()(const LaneClosure& action) const { json.field("lanes", action.lanes); }
    void operator()(const LinkClosure& /*action*/) const {}
    void operator()(const CapacityFactor& action) const { json.field("factor", action.factor); }
    void operator()(const FreeSpeedFactor& action) const { json.field("factor", action.factor); }
    void operator()(const SpeedLimit& action) const
    {
        json.field("limit_mph", inUnits(action.limit_mps, kMetresPerSecondPerMph));
    }
    void operator()(const RampMetering& action) const
    {
        json.field("rate_vph", inUnits(action.rate_vps, names::kVpsOfVph));
    }
    void operator()(const DemandFactor& action) const
    {
        json.field("factor", action.factor);
        writeOnset(json, action.onset);
    }
    void operator()(const DemandSurge& action) const
    {
        json.field("extra_vph", inUnits(action.extra_vps, names::kVpsOfVph));
    }
    void operator()(const Weather& action) const { json.field("weather", wordOf(names::kWeathers, action.kind)); }
    void operator()(const Incident& action) const { json.field("lanes_blocked", action.lanesBlocked); }
    void operator()(const SensorFault& action) const
    {
        json.field("fault", wordOf(names::kFaults, action.kind));
        if (action.kind != SensorFaultKind::Stuck && action.kind != SensorFaultKind::Zero) {
            json.field("amount", action.amount);
        }
        json.field("share", action.share);
    }
    void operator()(const InducedDrift& action) const
    {
        json.field("drift", wordOf(names::kDrifts, action.kind))
            .field("signal", wordOf(names::kSignals, action.signal));
        json.field("amount", action.amount);
        if (action.lag != 0) {
            json.field("lag", action.lag);
        }
        writeOnset(json, action.onset);
        if (action.allowsNegative) {
            json.field("allows_negative", true);
        }
    }
};

void writeEvent(JsonText& json, const Event& event, const LocalClock& clock)
{
    json.beginObject().field("kind", names::kActions[event.action.index()]);
    json.field("from", isoTime(event.from, clock)).field("to", isoTime(event.to, clock));
    if (!event.note.empty()) {
        json.field("note", event.note);
    }
    if (const Place* const place = placeOf(event.action)) {
        writePlace(json, *place);
    }
    std::visit(ActionWriter{json}, event.action);
    json.endObject();
}

} // namespace

std::string scenarioText(const Scenario& scenario)
{
    const LocalClock clock = localClock(scenario.zone, scenario.start, scenario.end).value_or(LocalClock{});
    JsonText json;
    json.beginObject().field("name", scenario.name).field("story", scenario.story);
    json.field("network", scenario.network);
    json.key("feed").beginObject().field("kind", wordOf(names::kFeeds, scenario.feed.kind));
    writeTexts(json, "paths", scenario.feed.paths);
    json.endObject();
    json.field("seed", scenario.seed).field("zone", scenario.zone);
    json.field("start", isoTime(scenario.start, clock)).field("end", isoTime(scenario.end, clock));
    for (const auto& [name, value] :
         {std::pair("policy", &scenario.policy), std::pair("approach", &scenario.approach)}) {
        if (!value->empty()) {
            json.field(name, *value);
        }
    }
    json.key("events").beginArray();
    for (const Event& event : scenario.events) {
        writeEvent(json, event, clock);
    }
    json.endArray().endObject();
    return indented(json.text());
}

Result<void> writeScenario(const std::filesystem::path& path, const Scenario& scenario)
{
    return writeTextAtomically(path, scenarioText(scenario));
}

} // namespace twin
