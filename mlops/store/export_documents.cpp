// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "mlops/store/export_tables.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;

constexpr double kJoulesPerKwh = 3.6e6;
/// CodeCarbon's own figure where the country is unknown: the world's mean.
constexpr double kKgPerKwh = 0.475;

constexpr std::array<std::string_view, 38> kEmissionColumns{"timestamp",
                                                            "project_name",
                                                            "run_id",
                                                            "experiment_id",
                                                            "duration",
                                                            "emissions",
                                                            "emissions_rate",
                                                            "cpu_power",
                                                            "gpu_power",
                                                            "ram_power",
                                                            "cpu_energy",
                                                            "gpu_energy",
                                                            "ram_energy",
                                                            "energy_consumed",
                                                            "water_consumed",
                                                            "country_name",
                                                            "country_iso_code",
                                                            "region",
                                                            "cloud_provider",
                                                            "cloud_region",
                                                            "os",
                                                            "python_version",
                                                            "codecarbon_version",
                                                            "cpu_count",
                                                            "cpu_model",
                                                            "gpu_count",
                                                            "gpu_model",
                                                            "longitude",
                                                            "latitude",
                                                            "ram_total_size",
                                                            "tracking_mode",
                                                            "cpu_utilization_percent",
                                                            "gpu_utilization_percent",
                                                            "ram_utilization_percent",
                                                            "ram_used_gb",
                                                            "on_cloud",
                                                            "pue",
                                                            "wue"};

std::string textAt(const nlohmann::json& json, const char* group, const char* name)
{
    return json.at(group).at(name).is_string() ? json.at(group).at(name).get<std::string>()
                                               : json.at(group).at(name).dump();
}

/// Fields with a comma stand in quotes.
template <typename Fields>
std::string csvLine(const Fields& fields)
{
    std::string line;
    const char* separator = "";
    for (const std::string_view field : fields) {
        const bool quote = field.find(',') != std::string_view::npos;
        line += concat(separator, quote ? "\"" : "", field, quote ? "\"" : "");
        separator = ",";
    }
    return line + '\n';
}

} // namespace

twin::Result<std::string> emissionsCsv(const ExportContext& context)
{
    double joules = 0.0;
    double seconds = 0.0;
    const auto walked = context.reader.energy([&](const EnergyRecord& record) {
        joules += record.spent.energy.value;
        seconds += record.spent.time.value;
        return true;
    });
    if (!walked) {
        return tl::unexpected(walked.error());
    }
    const nlohmann::json& header = context.reader.header();
    const double kwh = context.options.withTimings ? joules / kJoulesPerKwh : 0.0;
    const double duration = context.options.withTimings ? seconds : 0.0;
    const double emissions = kwh * kKgPerKwh;
    const auto rate = [&](double value) { return duration > 0.0 ? value / duration : 0.0; };
    std::string created = header.at("created_utc");
    created = created.substr(0, 19);
    const std::array<std::string, 38> values{created,
                                             "GreenLoop",
                                             header.at("run_id").get<std::string>(),
                                             header.at("approach").get<std::string>(),
                                             concat(duration),
                                             concat(emissions),
                                             concat(rate(emissions)),
                                             concat(rate(joules)),
                                             "0",
                                             "0",
                                             concat(kwh),
                                             "0",
                                             "0",
                                             concat(kwh),
                                             "0",
                                             "",
                                             "",
                                             "",
                                             "",
                                             "",
                                             textAt(header, "host", "os"),
                                             "",
                                             concat("greenloop-", context.options.appVersion),
                                             textAt(header, "host", "threads"),
                                             textAt(header, "host", "cpu"),
                                             "",
                                             "",
                                             "",
                                             "",
                                             "",
                                             "process",
                                             "",
                                             "",
                                             "",
                                             "",
                                             "N",
                                             "1.0",
                                             "0"};
    return csvLine(kEmissionColumns) + csvLine(values);
}

std::string runJson(const ExportContext& context)
{
    nlohmann::json json = context.reader.header();
    json["status"] = context.reader.status() == "running" ? "interrupted" : context.reader.status();
    json["summary"] = context.reader.summary();
    return json.dump(2) + '\n';
}

std::string readmeText()
{
    return R"(A run of GreenLoop, exported from its run file.

Every CSV has a header, decimal points, UTF-8 and LF; an empty field is a missing value. Times stand twice: t_iso with
the offset of the data's own zone, t_unix_s as seconds since 1970 UTC. Data without dates count ticks instead.

run.json          who, what, when: approach, seed, protocol, data files with SHA-256, decision map, summary.
predictions.csv   one line a forecast and station: y_pred was made one interval before t_iso, y_true is what came;
                  observed = 0 where y_true was imputed (such lines are not scored). Flows in vehicles per interval.
                  latency_us is wall time of the forecast, energy_j the mean of its block, energy_source how it is known.
telemetry.csv     what the loop measured at each check; ready = 0 while too little data was there (value empty then).
decisions.jsonl   one JSON object a check, "keep" included: evidence, candidates, rules with their numbers and sentence,
                  the draw where chance had a part, knowledge before and after, and counterfactual: the smallest change
                  of each input that would have led to another verdict, found by planning again.
decisions.csv     the same, one line each.
drift.csv         each look at the input's distribution: statistic against threshold, samples on both sides.
energy.csv        joules by phase and model, booked block by block; left-out marks what the published account omits.
training.csv      every model version: data, parent, why it was trained, errors on held-out data beside persistence.
events.csv        commands and faults.
codecarbon/emissions.csv   the run's energy in CodeCarbon's columns (kWh). Emissions use its world mean, 475 g/kWh.
harmone/predictions.csv    HarmonE's log format: energy in microjoules, time in seconds.
)";
}

} // namespace mlops
