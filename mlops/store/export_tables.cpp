// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/export_tables.h"

#include <array>
#include <map>

#include "mlops/approaches/catalogue.h"
#include "mlops/experiment/run_header.h"
#include "mlops/mapek/counterfactual.h"
#include "mlops/mapek/decision_json.h"
#include "mlops/mapek/decision_map_json.h"
#include "twin/core/json_text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;
using Json = nlohmann::json;

/// Text as a CSV field by RFC 4180.
std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\n") == std::string::npos) {
        return text;
    }
    std::string field = "\"";
    for (const char letter : text) {
        field += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return field + '"';
}

/// A number that may be missing: an empty field then.
template <typename Number>
std::string optionalNumber(const std::optional<Number>& value)
{
    return value ? concat(*value) : "";
}

/// Joules per forecast of each model, averaged over each settled block, by the block's last tick.
class EnergyPerForecast {
public:
    explicit EnergyPerForecast(const RunReader& reader)
    {
        m_status = reader.energy([this](const EnergyRecord& record) {
            if (record.phase == Phase::Inference && record.spent.count > 0) {
                const double each = record.spent.energy.value / static_cast<double>(record.spent.count);
                m_blocks[record.family][record.tick] = {each, record.spent.source};
            }
            return true;
        });
    }
    struct Figure {
        double joules = 0.0;
        EnergySource source = EnergySource::Modelled;
    };
    [[nodiscard]] std::optional<Figure> at(Family family, twin::Tick tick) const
    {
        const auto blocks = m_blocks.find(family);
        if (blocks == m_blocks.end()) {
            return std::nullopt;
        }
        const auto block = blocks->second.lower_bound(tick);
        return block == blocks->second.end() ? std::nullopt : std::optional(block->second);
    }
    [[nodiscard]] const Result<void>& status() const { return m_status; }

private:
    std::map<Family, std::map<twin::Tick, Figure>> m_blocks;
    Result<void> m_status;
};

/// A one-step forecast together with the row that shows whether it was right.
struct MetForecast {
    const StoredTick& made;
    const StoredTick& met;
    std::size_t station = 0;

    [[nodiscard]] bool observed() const
    {
        return met.quality.empty() || met.quality[station] == static_cast<std::uint8_t>(twin::Quality::Observed);
    }
};

template <typename Use>
Result<void> forEachMet(const ExportContext& context, Use&& use)
{
    std::optional<StoredTick> before;
    return context.reader.ticks([&](const StoredTick& tick) {
        if (before && !before->forecast.empty() && tick.tick == before->tick + 1) {
            for (std::size_t station = 0; station < tick.flows.size(); ++station) {
                use(MetForecast{*before, tick, station});
            }
        }
        before = tick;
        return true;
    });
}

} // namespace

std::string ExportContext::timeOf(twin::Tick tick) const
{
    const twin::UtcTime time = axis.at(tick);
    return concat(axis.hasDates() ? twin::isoTime(time, axis.clock()) : concat("tick ", tick), ',',
                  static_cast<std::int64_t>(time.time_since_epoch().count()));
}

Result<ExportContext> exportContext(const RunReader& reader, const ExportOptions& options)
{
    try {
        auto axis = axisOf(reader.header());
        if (!axis) {
            return tl::unexpected(axis.error());
        }
        const auto map = decisionMapFromText(reader.header().at("policy").at("map").dump());
        if (!map) {
            return twin::fail(twin::ErrorCode::Corrupt, map.error().message);
        }
        auto maps = mapsInForce(reader, std::make_shared<const DecisionMap>(*map));
        if (!maps) {
            return tl::unexpected(maps.error());
        }
        return ExportContext{.reader = reader,
                             .options = options,
                             .axis = std::move(*axis),
                             .stations = reader.header().at("data").at("stations").get<std::vector<std::string>>(),
                             .maps = std::move(*maps)};
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::Corrupt, concat("the run's header: ", error.what()));
    }
}

Result<std::string> predictionsCsv(const ExportContext& context)
{
    const EnergyPerForecast energy(context.reader);
    if (!energy.status()) {
        return tl::unexpected(energy.status().error());
    }
    std::string text = "t_iso,t_unix_s,sensor_id,quantity,horizon_min,model,version,y_pred,y_lo,y_hi,y_true,observed,"
                       "latency_us,energy_j,energy_source\n";
    const auto minutes = static_cast<std::int64_t>(context.axis.step().count() / 60);
    const auto walked = forEachMet(context, [&](const MetForecast& forecast) {
        const StoredTick& made = forecast.made;
        text += concat(context.timeOf(forecast.met.tick), ',', quoted(context.stations[forecast.station]),
                       ",flow_veh_5min,", minutes, ',', nameOf(made.model.family), ",v", made.model.version, ',',
                       made.forecast[forecast.station], ",,,", forecast.met.flows[forecast.station], ',',
                       forecast.observed() ? 1 : 0);
        const auto figure = energy.at(made.model.family, made.tick);
        if (context.options.withTimings && figure) {
            text += concat(',', made.latency_us, ',', figure->joules, ',', nameOf(figure->source), '\n');
        } else {
            text += ",,,\n";
        }
    });
    return walked ? Result<std::string>(std::move(text)) : tl::unexpected(walked.error());
}

Result<std::string> harmonePredictionsCsv(const ExportContext& context)
{
    const EnergyPerForecast energy(context.reader);
    std::string text = "true_value,predicted_value,model_used,inference_time,energy\n";
    const auto walked = forEachMet(context, [&](const MetForecast& forecast) {
        const StoredTick& made = forecast.made;
        // HarmonE's own word for ridge regression is linear; its energy is in microjoules, its time in seconds.
        const std::string_view model = made.model.family == Family::Ridge ? "linear" : nameOf(made.model.family);
        const auto figure = energy.at(made.model.family, made.tick);
        const bool timed = context.options.withTimings && figure.has_value();
        text +=
            concat(forecast.met.flows[forecast.station], ',', made.forecast[forecast.station], ',', model, ',',
                   timed ? concat(made.latency_us * 1e-6) : "", ',', timed ? concat(figure->joules * 1e6) : "", '\n');
    });
    return walked ? Result<std::string>(std::move(text)) : tl::unexpected(walked.error());
}

namespace {

void telemetryLine(std::string& text, const std::string& time, std::string_view metric, const Json& value,
                   std::string_view unit, const Json& count, bool ready)
{
    text += concat(time, ",loop,", metric, ',', ready && value.is_number() ? concat(value.get<double>()) : "", ',',
                   unit, ',', count.is_number() ? concat(count.get<std::int64_t>()) : "", ",,", ready ? 1 : 0, '\n');
}

void telemetryOf(const ExportContext& context, const StoredDecision& stored, const Json& detail, std::string& text)
{
    const std::string time = context.timeOf(stored.tick);
    if (detail.contains("window")) {
        const Json& window = detail.at("window");
        const std::string active = detail.at("before").at("active");
        telemetryLine(text, time, "r2", window.at("r2"), "", window.at("n"), !window.at("r2").is_null());
        telemetryLine(text, time, "rmse", window.at("rmse"), "veh_5min", window.at("n"), true);
        telemetryLine(text, time, "persistence_rmse", window.at("persistence_rmse"), "veh_5min", window.at("n"), true);
        if (context.options.withTimings) {
            telemetryLine(text, time, "energy_per_forecast", window.at("energy_j"), "J", window.at("n"),
                          !window.at("energy_j").is_null());
        }
        const Json& after = detail.at("after");
        if (after.at("beliefs").contains(active)) {
            const Json& score = after.at("beliefs").at(active).at("score");
            telemetryLine(text, time, concat("score_", active), score, "", {}, true);
        }
        telemetryLine(text, time, "energy_limit", after.at("energy_law").at("limit"), "", {}, true);
    }
    if (detail.contains("drift")) {
        const Json& drift = detail.at("drift");
        const bool ready = drift.at("ready");
        telemetryLine(text, time, "drift_distance", ready ? drift.at("distance") : Json(), "", drift.at("have"), ready);
    }
}

/// Calls use(stored, parsed detail) for every decision.
template <typename Use>
Result<void> forEachDecision(const ExportContext& context, Use&& use)
{
    Result<void> problem;
    const auto walked = context.reader.decisions([&](const StoredDecision& stored) {
        try {
            use(stored, Json::parse(stored.detail));
            return true;
        } catch (const std::exception& error) {
            problem = twin::fail(twin::ErrorCode::Corrupt, concat("decision ", stored.id, ": ", error.what()));
            return false;
        }
    });
    return problem ? walked : problem;
}

Result<std::string> finished(const Result<void>& walked, std::string text)
{
    return walked ? Result<std::string>(std::move(text)) : tl::unexpected(walked.error());
}

/// The decision planned again: with its plan, sentence and counterfactuals.
Decision replanned(const ExportContext& context, const Approach& approach, const StoredDecision& stored,
                   const Json& detail)
{
    auto decision = decisionFromJson(detail, *context.maps.at(stored.tick));
    if (!decision) {
        throw std::runtime_error(decision.error().message);
    }
    if (decision->actor == Actor::Loop) {
        decision->plan = decide(approach, decision->situation, decision->draws);
    }
    return std::move(*decision);
}

Result<std::unique_ptr<Approach>> approachOf(const ExportContext& context)
{
    const Json& header = context.reader.header();
    const auto fidelity = Fidelity::named(header.at("fidelity").get<std::string>());
    return fidelity ? makeApproach(header.at("approach").get<std::string>(), *fidelity)
                    : tl::unexpected(fidelity.error());
}

/// What the record holds, said in words: sentence, rules and what would have changed it.
Json explained(const ExportContext& context, const Approach& approach, const StoredDecision& stored, Json detail)
{
    const Decision decision = replanned(context, approach, stored, detail);
    detail["t_iso"] =
        context.axis.hasDates() ? Json(twin::isoTime(context.axis.at(stored.tick), context.axis.clock())) : Json();
    detail["t_unix_s"] = context.axis.at(stored.tick).time_since_epoch().count();
    detail["sentence"] = sentenceOf(decision);
    const std::vector<TraceStep> steps = stepsOf(decision);
    for (std::size_t i = 0; i < steps.size() && i < detail["rules"].size(); ++i) {
        detail["rules"][i]["text"] = describe(steps[i]);
    }
    detail["counterfactual"] = Json::array();
    if (decision.actor == Actor::Loop) {
        for (const Counterfactual& change : counterfactuals(approach, decision)) {
            detail["counterfactual"].push_back({{"input", change.input},
                                                {"value", change.value},
                                                {"needed", change.needed},
                                                {"delta", change.needed - change.value},
                                                {"verdict", change.verdict}});
        }
    }
    return detail;
}

} // namespace

Result<std::string> telemetryCsv(const ExportContext& context)
{
    std::string text = "t_iso,t_unix_s,scope,metric,value,unit,n,window_s,ready\n";
    const auto walked = forEachDecision(
        context, [&](const StoredDecision& stored, const Json& detail) { telemetryOf(context, stored, detail, text); });
    return finished(walked, std::move(text));
}

Result<std::string> decisionsJsonl(const ExportContext& context)
{
    const auto approach = approachOf(context);
    if (!approach) {
        return tl::unexpected(approach.error());
    }
    std::string text;
    const auto walked = forEachDecision(context, [&](const StoredDecision& stored, const Json& detail) {
        text += explained(context, **approach, stored, detail).dump() + '\n';
    });
    return finished(walked, std::move(text));
}

Result<std::string> decisionsCsv(const ExportContext& context)
{
    const auto approach = approachOf(context);
    if (!approach) {
        return tl::unexpected(approach.error());
    }
    std::string text = "id,t_iso,t_unix_s,check,verdict,from_model,from_version,to_model,to_version,trigger_metric,"
                       "trigger_value,threshold,reason\n";
    const auto walked = forEachDecision(context, [&](const StoredDecision& stored, const Json& detail) {
        const Json& trigger = detail.at("trigger");
        const std::string triggered =
            trigger.is_null() ? ",,"
                              : concat(trigger.at("metric").get<std::string>(), ',', trigger.at("value").get<double>(),
                                       ',', trigger.at("threshold").get<double>());
        const auto model = [&](const char* which) {
            return concat(detail.at(which).at("model").get<std::string>(), ",v",
                          detail.at(which).at("version").get<std::int64_t>());
        };
        text += concat(stored.id, ',', context.timeOf(stored.tick), ',', stored.check, ',', stored.verdict, ',',
                       model("from"), ',', model("to"), ',', triggered, ',',
                       quoted(sentenceOf(replanned(context, **approach, stored, detail))), '\n');
    });
    return finished(walked, std::move(text));
}

Result<std::string> driftCsv(const ExportContext& context)
{
    std::string text = "t_iso,t_unix_s,scope,statistic,threshold,mean_shift_sd,spread_ratio,n_ref,n_cur,verdict\n";
    const auto walked = forEachDecision(context, [&](const StoredDecision& stored, const Json& detail) {
        const Json drift = detail.value("drift", Json());
        if (drift.is_null()) {
            return;
        }
        const Boundary* boundary = context.maps.at(stored.tick)->boundaryOn(Metric::DriftDistance);
        const std::string limit = boundary != nullptr ? concat(boundary->reference) : "";
        const auto number = [&](const char* name) { return drift.at(name).get<double>(); };
        text += concat(context.timeOf(stored.tick), ",network,");
        text += drift.at("ready").get<bool>()
                    ? concat(number("distance"), ',', limit, ',', number("mean_shift_sd"), ',', number("spread_ratio"),
                             ',', number("n_ref"), ',', number("n_cur"), ',',
                             detail.at("trigger").is_null() ? "stable" : "drift", '\n')
                    : concat(',', limit, ",,,,", number("have"), ",collecting\n");
        for (const Json& station : drift.value("drifted", Json::array())) {
            text += concat(context.timeOf(stored.tick), ",station ", station.at("station").get<std::string>(), ',',
                           station.at("distance").get<double>(), ',', limit, ",,,,,drift\n");
        }
    });
    return finished(walked, std::move(text));
}

Result<std::string> energyCsv(const ExportContext& context)
{
    std::string text = "t_iso,t_unix_s,phase,model,booking,count,joules,seconds,source\n";
    const auto walked = context.reader.energy([&](const EnergyRecord& record) {
        text += concat(context.timeOf(record.tick), ',', nameOf(record.phase), ',', nameOf(record.family), ',',
                       record.booking == Booking::Counted ? "counted" : "left-out", ',', record.spent.count, ',',
                       context.options.withTimings ? concat(record.spent.energy.value) : "", ',',
                       context.options.withTimings ? concat(record.spent.time.value) : "", ',',
                       nameOf(record.spent.source), '\n');
        return true;
    });
    return finished(walked, std::move(text));
}

Result<std::string> trainingCsv(const ExportContext& context)
{
    std::string text = "t_iso,t_unix_s,model,version,id,parent,reason,serves,first_tick,n,share_imputed,epochs,val_n,"
                       "val_mae,val_rmse,val_r2,persistence_rmse,cpu_s,note\n";
    const auto walked = context.reader.versions([&](const StoredVersionRow& row) {
        const Json detail = Json::parse(row.detail);
        const Json& held = detail.at("hold_out");
        const auto number = [&](const char* name) {
            return held.is_null() || held.at(name).is_null() ? "" : concat(held.at(name).get<double>());
        };
        const Json& window = detail.at("window");
        text += concat(context.timeOf(row.tick), ',', row.model, ",v", row.number, ',',
                       detail.at("id").get<std::string>(), ',', detail.at("parent").get<std::string>(), ',',
                       detail.at("reason").get<std::string>(), ',', row.serves ? 1 : 0, ',',
                       window.at("first_tick").get<std::int64_t>(), ',', window.at("rows").get<std::int64_t>(), ',',
                       window.at("share_imputed").get<double>(), ',', detail.at("loss_curve").size(), ',', number("n"),
                       ',', number("mae"), ',', number("rmse"), ',', number("r2"), ',', number("persistence_rmse"), ',',
                       context.options.withTimings ? concat(detail.at("cost").at("cpu_s").get<double>()) : "", ',',
                       quoted(row.note), '\n');
        return true;
    });
    return finished(walked, std::move(text));
}

Result<std::string> eventsCsv(const ExportContext& context)
{
    std::string text = "t_iso,t_unix_s,kind,params_json\n";
    const auto walked = context.reader.events([&](const EventRecord& record) {
        text += concat(context.timeOf(record.tick), ',', record.kind, ',', quoted(record.details), '\n');
        return true;
    });
    return finished(walked, std::move(text));
}

} // namespace mlops
