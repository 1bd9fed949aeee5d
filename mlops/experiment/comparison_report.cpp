// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/comparison_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "twin/core/json_text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::fixed;
using twin::JsonText;
using Table = std::vector<std::vector<std::string>>;

/// Digits after the point that keep three significant ones between 0.01 and 1000.
int decimalsFor(double value)
{
    const double size = std::fabs(value);
    return size >= 100.0 || size == 0.0 ? 0 : size >= 10.0 ? 1 : size >= 1.0 ? 2 : 4;
}

std::string withInterval(const MeanInterval& value, int decimals)
{
    const double half = 0.5 * (value.hi - value.lo);
    // Runs that agree to more digits than are shown have no interval worth showing.
    if (half < 0.5 * std::pow(10.0, -decimals)) {
        return fixed(value.mean, decimals);
    }
    return concat(fixed(value.mean, decimals), " ± ", fixed(half, decimals));
}

std::string energyText(const MeanInterval& value) { return withInterval(value, decimalsFor(value.mean)); }

/// Two-sided p-value, never shown as 0.
std::string pText(const std::optional<double>& p) { return !p ? "same" : *p < 0.001 ? "< 0.001" : fixed(*p, 3); }

Table resultTable(const Comparison& comparison)
{
    const ComparisonRow* baseline = comparison.row(comparison.baseline);
    Table table{{"Approach", "R2", "MAE", "Energy mJ", "of it inference", "us/forecast", "Switches", "Retrainings"}};
    if (baseline != nullptr) {
        table.front().push_back(concat("R2 vs ", baseline->title));
        table.front().push_back("p");
    }
    for (const ComparisonRow& row : comparison.rows) {
        table.push_back(
            {row.title, withInterval(row.over(&ComparisonCell::r2), 4), withInterval(row.over(&ComparisonCell::mae), 2),
             energyText(row.over(&ComparisonCell::energy_mj)), energyText(row.over(&ComparisonCell::inference_mj)),
             energyText(row.over(&ComparisonCell::latency_us)), withInterval(row.over(&ComparisonCell::switches), 1),
             withInterval(row.over(&ComparisonCell::retrainings), 1)});
        if (baseline != nullptr && row.seeds == baseline->seeds) {
            std::vector<double> own;
            std::vector<double> other;
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                own.push_back(row.cells[i].r2);
                other.push_back(baseline->cells[i].r2);
            }
            const PairedTest test = pairedTest(own, other);
            const bool isBaseline = &row == baseline;
            table.back().push_back(
                isBaseline ? "baseline"
                           : concat(test.difference.mean >= 0 ? "+" : "", withInterval(test.difference, 4)));
            table.back().push_back(isBaseline ? "" : pText(test.pValue));
        }
    }
    return table;
}

std::vector<std::string> footnotes(const Comparison& comparison)
{
    std::vector<std::string> notes;
    const std::size_t seeds = comparison.rows.empty() ? 0 : comparison.rows.front().seeds.size();
    notes.push_back(concat("Data ", comparison.data, ", protocol ", comparison.protocol, ", ", seeds,
                           seeds == 1 ? " seed" : " seeds; mean ± half the 95 % interval",
                           ". Forecasts one interval ahead, every one counted from the same tick on."));
    notes.push_back(concat("Energy per forecast, everything counted: ", comparison.energy, "."));
    std::string leftOut;
    for (const ComparisonRow& row : comparison.rows) {
        const double energy = row.over(&ComparisonCell::leftOut_mj).mean;
        if (energy > 0.0) {
            leftOut += concat(leftOut.empty() ? "" : ", ", row.title, " ", fixed(energy, decimalsFor(energy)), " mJ");
        }
    }
    if (!leftOut.empty()) {
        notes.push_back(
            concat("Left out, as the published account does (control loop, retraining on drift): ", leftOut, "."));
    }
    return notes;
}

/// Characters, not bytes: the continuation bytes of UTF-8 take no room.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string& text, std::size_t to, bool left)
{
    const std::string blanks(to - std::min(to, width(text)), ' ');
    return left ? text + blanks : blanks + text;
}

std::string asText(const Comparison& comparison)
{
    const Table table = resultTable(comparison);
    std::vector<std::size_t> widths(table.front().size());
    for (const auto& row : table) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width(row[i]));
        }
    }
    std::string text;
    for (std::size_t line = 0; line < table.size(); ++line) {
        for (std::size_t i = 0; i < table[line].size(); ++i) {
            text += concat(i == 0 ? "" : "  ", padded(table[line][i], widths[i], i == 0));
        }
        text += '\n';
        if (line == 0) {
            std::size_t total = 2 * (widths.size() - 1);
            for (const std::size_t one : widths) {
                total += one;
            }
            text += std::string(total, '-') + '\n';
        }
    }
    for (const std::string& note : footnotes(comparison)) {
        text += note + '\n';
    }
    return text;
}

std::string asMarkdown(const Comparison& comparison)
{
    const Table table = resultTable(comparison);
    std::string text;
    for (std::size_t line = 0; line < table.size(); ++line) {
        for (const std::string& cell : table[line]) {
            text += "| " + cell + ' ';
        }
        text += "|\n";
        if (line == 0) {
            for (std::size_t i = 0; i < table[line].size(); ++i) {
                text += i == 0 ? "|---" : "|---:";
            }
            text += "|\n";
        }
    }
    text += '\n';
    for (const std::string& note : footnotes(comparison)) {
        text += note + '\n';
    }
    return text;
}

std::string latexCell(const std::string& cell)
{
    std::string text;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell.compare(i, 2, "±") == 0) {
            text += "$\\pm$";
            ++i;
        } else if (cell[i] == '<') {
            text += "$<$";
        } else {
            text += cell[i];
        }
    }
    return text;
}

std::string asLatex(const Comparison& comparison)
{
    const Table table = resultTable(comparison);
    std::string text = concat("% Needs \\usepackage{booktabs}\n\\begin{tabular}{l",
                              std::string(table.front().size() - 1, 'r'), "}\n\\toprule\n");
    for (std::size_t line = 0; line < table.size(); ++line) {
        for (std::size_t i = 0; i < table[line].size(); ++i) {
            text += concat(i == 0 ? "" : " & ", latexCell(table[line][i]));
        }
        text += line == 0 ? " \\\\\n\\midrule\n" : " \\\\\n";
    }
    text += "\\bottomrule\n\\end{tabular}\n";
    for (const std::string& note : footnotes(comparison)) {
        text += "% " + note + '\n';
    }
    return text;
}

std::string asCsv(const Comparison& comparison)
{
    std::string text =
        "approach,fidelity,seed,r2,mae_veh_5min,energy_mj,inference_mj,left_out_mj,inference_us,switches,"
        "retrainings\n";
    for (const ComparisonRow& row : comparison.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const ComparisonCell& cell = row.cells[i];
            text += concat(row.approach, ',', row.fidelity, ',', row.seeds[i], ',', cell.r2, ',', cell.mae, ',',
                           cell.energy_mj, ',', cell.inference_mj, ',', cell.leftOut_mj, ',', cell.latency_us, ',',
                           cell.switches, ',', cell.retrainings, '\n');
        }
    }
    return text;
}

void writeInterval(JsonText& json, std::string_view name, const MeanInterval& value)
{
    json.key(name).beginObject().field("mean", value.mean).field("lo", value.lo).field("hi", value.hi).endObject();
}

std::string asJson(const Comparison& comparison)
{
    JsonText json;
    json.beginObject().field("protocol", comparison.protocol).field("data", comparison.data);
    json.field("energy_meter", comparison.energy).key("rows").beginArray();
    for (const ComparisonRow& row : comparison.rows) {
        json.beginObject().field("approach", row.approach).field("fidelity", row.fidelity).key("seeds").beginArray();
        for (const std::uint64_t seed : row.seeds) {
            json.value(seed);
        }
        json.endArray();
        writeInterval(json, "r2", row.over(&ComparisonCell::r2));
        writeInterval(json, "mae", row.over(&ComparisonCell::mae));
        writeInterval(json, "energy_mj", row.over(&ComparisonCell::energy_mj));
        writeInterval(json, "inference_mj", row.over(&ComparisonCell::inference_mj));
        writeInterval(json, "left_out_mj", row.over(&ComparisonCell::leftOut_mj));
        writeInterval(json, "inference_us", row.over(&ComparisonCell::latency_us));
        writeInterval(json, "switches", row.over(&ComparisonCell::switches));
        writeInterval(json, "retrainings", row.over(&ComparisonCell::retrainings));
        json.endObject();
    }
    json.endArray().endObject();
    return json.text() + '\n';
}

} // namespace

twin::Result<ReportFormat> reportFormatNamed(std::string_view name)
{
    constexpr std::array<std::string_view, 5> kNames{"text", "markdown", "csv", "latex", "json"};
    const auto found = std::ranges::find(kNames, name);
    if (found == kNames.end()) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          concat("format '", name, "' is not known: expected text, markdown, csv, latex or json"));
    }
    return static_cast<ReportFormat>(found - kNames.begin());
}

std::string report(const Comparison& comparison, ReportFormat format)
{
    switch (format) {
    case ReportFormat::Markdown:
        return asMarkdown(comparison);
    case ReportFormat::Csv:
        return asCsv(comparison);
    case ReportFormat::Latex:
        return asLatex(comparison);
    case ReportFormat::Json:
        return asJson(comparison);
    case ReportFormat::Text:
        break;
    }
    return asText(comparison);
}

} // namespace mlops
