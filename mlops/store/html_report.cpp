// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/html_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "mlops/metrics/error_accumulator.h"
#include "mlops/store/export_tables.h"
#include "mlops/store/svg_curves.h"
#include "twin/core/markup.h"
#include "twin/core/text.h"
#include "twin/sensing/measurements.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;
using twin::significant;
using Json = nlohmann::json;

constexpr std::string_view kStyle = R"(<style>
:root{--ink:#18202a;--muted:#55616e;--line:#d5dbe1;--ground:#fff;--soft:#f2f4f7;--accent:#0b6e63;--bad:#b93a15}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:1000px;margin:2.5rem auto;padding:0 1.5rem}
h1{font-size:1.7rem;margin:0}h2{font-size:1.15rem;margin:2.2rem 0 .6rem}p.lead{color:var(--muted);margin:.2rem 0 1.4rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:.8rem}.figures div{background:var(--soft);border-radius:8px;padding:.7rem .9rem}
.figures b{display:block;font-size:1.45rem;font-weight:600}.figures span,.figures small{color:var(--muted);display:block}
table{border-collapse:collapse;width:100%;font-size:.92rem}th{text-align:left;color:var(--muted);font-weight:500}th,td{padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}svg{width:100%;height:auto}footer{color:var(--muted);font-size:.85rem;margin-top:3rem;border-top:1px solid var(--line);padding-top:.8rem}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}}
</style>
)";

std::string momentOf(const ExportContext& context, twin::Tick tick)
{
    if (!context.axis.hasDates()) {
        return concat("interval ", tick);
    }
    std::string iso = twin::isoTime(context.axis.at(tick), context.axis.clock());
    iso[10] = ' ';
    return iso.substr(0, 16);
}

std::string millijoules(double joules) { return concat(significant(joules * 1e3, 4), " mJ"); }

/// What one walk over the ticks gives.
struct Series {
    ErrorAccumulator errors;
    ErrorAccumulator persistence;
    std::vector<double> days; ///< mean absolute error of each day
    std::vector<double> naiveDays;
    std::size_t forecasts = 0;
    std::map<std::string, std::size_t> served; ///< ticks by model
};

class SeriesReader {
public:
    explicit SeriesReader(std::size_t ticksPerDay) : m_ticksPerDay(std::max<std::size_t>(1, ticksPerDay)) {}

    void take(const StoredTick& tick)
    {
        if (m_before && !m_before->forecast.empty()) {
            for (std::size_t station = 0; station < tick.flows.size(); ++station) {
                const bool isObserved =
                    tick.quality.empty() || tick.quality[station] == static_cast<std::uint8_t>(twin::Quality::Observed);
                if (isObserved) {
                    add(tick.flows[station], m_before->forecast[station], m_before->flows[station]);
                }
            }
        }
        if (!tick.forecast.empty()) {
            m_series.forecasts += tick.flows.size();
            ++m_series.served[concat(nameOf(tick.model.family), " v", tick.model.version)];
        }
        m_before = tick;
        if (++m_ticks % m_ticksPerDay == 0) {
            m_series.days.push_back(m_day.mae());
            m_series.naiveDays.push_back(m_naiveDay.mae());
            m_day = {};
            m_naiveDay = {};
        }
    }
    [[nodiscard]] Series series() && { return std::move(m_series); }

private:
    void add(double truth, double forecast, double before)
    {
        m_series.errors.add(truth, forecast);
        m_series.persistence.add(truth, before);
        m_day.add(truth, forecast);
        m_naiveDay.add(truth, before);
    }

    std::size_t m_ticksPerDay;
    std::size_t m_ticks = 0;
    std::optional<StoredTick> m_before;
    ErrorAccumulator m_day;
    ErrorAccumulator m_naiveDay;
    Series m_series;
};

std::string figure(std::string_view name, const std::string& value, const std::string& note)
{
    return concat("<div><span>", name, "</span><b>", value, "</b><small>", note, "</small></div>\n");
}

std::string figuresOf(const Series& series, double joules, const std::vector<Json>& decisions)
{
    const auto acted = std::ranges::count_if(decisions, [](const Json& one) { return one.at("verdict") != "keep"; });
    const auto r2 = series.errors.r2();
    const auto naive = series.persistence.r2();
    const double each = series.forecasts == 0 ? 0.0 : joules / static_cast<double>(series.forecasts);
    return concat("<div class=\"figures\">\n",
                  figure("R&sup2; of the forecasts", r2 ? twin::fixed(*r2, 3) : "none",
                         concat("persistence ", naive ? twin::fixed(*naive, 3) : "none")),
                  figure("Mean absolute error", concat(significant(series.errors.mae(), 3), " veh"),
                         concat("persistence ", significant(series.persistence.mae(), 3))),
                  figure("Energy per forecast", millijoules(each), concat("in total ", significant(joules, 4), " J")),
                  figure("Decisions that acted", concat(static_cast<std::int64_t>(acted)),
                         concat("of ", decisions.size(), " checks")),
                  "</div>\n");
}

std::string decisionsTable(const ExportContext& context, const std::vector<Json>& decisions)
{
    std::string text = "<h2>Decisions that changed something</h2>\n<table><tr><th>When</th><th>What and "
                       "why</th><th>Smallest change that would have altered it</th></tr>\n";
    for (const Json& decision : decisions) {
        if (decision.at("verdict") == "keep") {
            continue;
        }
        std::string change = "no single input";
        if (decision.contains("counterfactual") && !decision.at("counterfactual").empty()) {
            const Json& first = decision.at("counterfactual").front();
            change = concat(first.at("input").get<std::string>(), " ", significant(first.at("needed").get<double>(), 4),
                            " instead of ", significant(first.at("value").get<double>(), 4), ": ",
                            first.at("verdict").get<std::string>());
        }
        text += concat("<tr><td>", momentOf(context, decision.at("tick")), "</td><td>",
                       twin::markupText(decision.at("sentence").get<std::string>()), "</td><td>",
                       twin::markupText(change), "</td></tr>\n");
    }
    return text + "</table>\n";
}

Result<std::string> versionsTable(const ExportContext& context)
{
    std::string text =
        "<h2>Model versions</h2>\n<table><tr><th>Version</th><th>Trained</th><th>Why</th><th class=\"n\">Intervals</th>"
        "<th class=\"n\">Error held out</th><th class=\"n\">Persistence</th><th>State</th></tr>\n";
    const auto walked = context.reader.versions([&](const StoredVersionRow& row) {
        const Json detail = Json::parse(row.detail, nullptr, false);
        const Json holdOut = detail.value("hold_out", Json());
        const auto number = [&](const char* name) {
            return holdOut.is_object() && holdOut.contains(name) ? significant(holdOut.at(name).get<double>(), 4)
                                                                 : std::string("&ndash;");
        };
        const Json window = detail.value("window", Json::object());
        text +=
            concat("<tr><td>", twin::markupText(row.model), " v", row.number, "</td><td>", momentOf(context, row.tick),
                   "</td><td>", twin::markupText(detail.value("reason", "")), "</td><td class=\"n\">",
                   window.value("rows", std::int64_t{0}), "</td><td class=\"n\">", number("mae"),
                   "</td><td class=\"n\">", number("persistence_mae"), "</td><td>", row.serves ? "accepted" : "refused",
                   row.note.empty() ? "" : concat(": ", twin::markupText(row.note)), "</td></tr>\n");
        return true;
    });
    return walked ? Result<std::string>(text + "</table>\n") : tl::unexpected(walked.error());
}

/// Joules by phase, counted and left out.
struct EnergyAccount {
    std::array<double, kPhaseCount> counted{};
    std::array<double, kPhaseCount> leftOut{};
    std::array<std::string, kPhaseCount> sources{};
    double total = 0.0;
};

Result<EnergyAccount> accountOf(const RunReader& reader)
{
    EnergyAccount account;
    const auto walked = reader.energy([&](const EnergyRecord& record) {
        const auto phase = static_cast<std::size_t>(record.phase);
        const bool isCounted = record.booking == Booking::Counted;
        (isCounted ? account.counted : account.leftOut)[phase] += record.spent.energy.value;
        account.total += isCounted ? record.spent.energy.value : 0.0;
        std::string& sources = account.sources[phase];
        if (sources.find(nameOf(record.spent.source)) == std::string::npos) {
            sources += concat(sources.empty() ? "" : ", ", nameOf(record.spent.source));
        }
        return true;
    });
    return walked ? Result<EnergyAccount>(account) : tl::unexpected(walked.error());
}

std::string energyTable(const EnergyAccount& account)
{
    std::string text =
        "<h2>Energy by phase</h2>\n<table><tr><th>Phase</th><th class=\"n\">Joules</th><th class=\"n\">Share</th>"
        "<th class=\"n\">Left out of the account</th><th>How it is known</th></tr>\n";
    for (std::size_t i = 0; i < kPhaseCount; ++i) {
        if (account.counted[i] > 0.0 || account.leftOut[i] > 0.0) {
            text += concat("<tr><td>", nameOf(static_cast<Phase>(i)), "</td><td class=\"n\">",
                           significant(account.counted[i], 4), "</td><td class=\"n\">",
                           significant(account.total > 0.0 ? account.counted[i] / account.total * 100.0 : 0.0, 3),
                           " %</td><td class=\"n\">", significant(account.leftOut[i], 4), "</td><td>",
                           account.sources[i], "</td></tr>\n");
        }
    }
    return text + "</table>\n";
}

constexpr std::array<std::pair<const char*, const char*>, 2> kQuantities{
    {{"flow_veh", "flow, vehicles"}, {"speed_mps", "speed, m/s"}}};

/// How the road network was predicted, from the summary; nothing where the run has none.
std::string networkTable(const Json& summary, double step_s)
{
    if (!summary.is_object() || !summary.contains("network")) {
        return "";
    }
    std::string text =
        "<h2>The road network ahead</h2>\n<p>Root mean squared error at the stations, of what was observed.</p>\n"
        "<table><tr><th>Ahead</th><th>Quantity</th><th class=\"n\">Twin</th><th class=\"n\">Nothing changes</th>"
        "<th class=\"n\">Bare forecast</th><th class=\"n\">Driven network alone</th></tr>\n";
    for (const Json& horizon : summary.at("network")) {
        for (const auto& [name, words] : kQuantities) {
            const Json& score = horizon.at(name);
            const auto cell = [&](const char* column) {
                return concat("<td class=\"n\">",
                              score.contains(column) ? significant(score.at(column).get<double>(), 4) : "&ndash;",
                              "</td>");
            };
            text += concat("<tr><td>", significant(horizon.at("steps").get<double>() * step_s / 60.0, 4),
                           " min</td><td>", words, "</td>", cell("rmse"), cell("persistence_rmse"), cell("bare_rmse"),
                           cell("network_alone_rmse"), "</tr>\n");
        }
    }
    return text + "</table>\n";
}

std::string provenance(const Json& header)
{
    const Json& data = header.at("data");
    std::string text = "<h2>What it rests on</h2>\n<table>\n";
    const auto row = [&](std::string_view name, const std::string& value) {
        text += concat("<tr><th>", name, "</th><td>", twin::markupText(value), "</td></tr>\n");
    };
    row("Run", header.at("run_id"));
    row("Approach", concat(header.at("approach").get<std::string>(), ", ", header.at("fidelity").get<std::string>(),
                           " fidelity, protocol ", header.at("protocol").get<std::string>(), ", seed ",
                           header.at("seed").get<std::uint64_t>()));
    row("Policy", concat(header.at("policy").at("name").get<std::string>(), ", SHA-256 ",
                         header.at("policy").at("sha256").get<std::string>()));
    row("Data", concat(data.at("name").get<std::string>(), ", ", data.at("from").get<std::string>(), " to ",
                       data.at("to").get<std::string>()));
    for (const Json& file : data.at("files")) {
        const std::string path = file.at("path");
        row("File",
            concat(path.substr(path.find_last_of('/') + 1), ", SHA-256 ", file.at("sha256").get<std::string>()));
    }
    row("Computed on",
        concat(header.at("host").at("cpu").get<std::string>(), ", ", header.at("host").at("os").get<std::string>()));
    return text + "</table>\n";
}

Result<std::string> page(const ExportContext& context)
{
    const auto step = static_cast<std::size_t>(context.axis.step().count());
    SeriesReader walk(86'400 / std::max<std::size_t>(1, step));
    const auto ticks = context.reader.ticks([&](const StoredTick& tick) {
        walk.take(tick);
        return true;
    });
    const auto lines = decisionsJsonl(context);
    const auto versions = versionsTable(context);
    const auto account = accountOf(context.reader);
    if (!ticks || !lines || !versions || !account) {
        return tl::unexpected(!ticks      ? ticks.error()
                              : !lines    ? lines.error()
                              : !versions ? versions.error()
                                          : account.error());
    }
    std::vector<Json> decisions;
    for (const std::string_view line : twin::split(*lines, '\n')) {
        if (!line.empty()) {
            decisions.push_back(Json::parse(line));
        }
    }
    const Series series = std::move(walk).series();
    const Json& header = context.reader.header();
    std::string text = concat("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
                              "name=\"viewport\" content=\"width=device-width\">\n<title>",
                              twin::markupText(header.at("name").get<std::string>()), "</title>\n", kStyle,
                              "</head><body>\n<h1>", twin::markupText(header.at("name").get<std::string>()),
                              "</h1>\n<p class=\"lead\">", twin::markupText(header.at("approach").get<std::string>()),
                              " on ", twin::markupText(header.at("data").at("name").get<std::string>()), ", ",
                              context.reader.status() == "running" ? "interrupted" : context.reader.status(), "</p>\n");
    text += figuresOf(series, account->total, decisions);
    text += "<h2>Mean absolute error of each day</h2>\n";
    text += svgCurves({{"this run", series.days, "#b8500f"}, {"persistence", series.naiveDays, "#7c8793"}},
                      "vehicles an interval", "days since the run began");
    text += networkTable(context.reader.summary(), static_cast<double>(step));
    text += decisionsTable(context, decisions) + *versions + energyTable(*account) + provenance(header);
    return text + concat("<footer>Written by GreenLoop ",
                         twin::markupText(header.at("app").at("version").get<std::string>()),
                         " from the run file alone. Reasons and smallest changes were found by planning each decision "
                         "again.</footer>\n</body></html>\n");
}

} // namespace

Result<std::string> htmlReport(const RunReader& reader)
{
    const auto context = exportContext(reader, {.withTimings = true, .appVersion = ""});
    if (!context) {
        return tl::unexpected(context.error());
    }
    try {
        return page(*context);
    } catch (const std::exception& error) {
        return twin::fail(twin::ErrorCode::Corrupt, concat("run file: ", error.what()));
    }
}

} // namespace mlops
