// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/run_exports.h"

#include <array>

#include <QtGlobal>

#include "gui/bridge/shell_word.h"
#include "mlops/store/export_tables.h"
#include "mlops/store/html_report.h"
#include "mlops/store/run_export.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace gui {

namespace {

using twin::concat;
using twin::Result;

#define TEXT(text) QT_TRANSLATE_NOOP("Export", text)

constexpr std::array kTexts{
    ExportText{ExportKind::ViewPng, TEXT("This view as PNG"), "png", TEXT("The workspace at twice its size"), true},
    ExportText{ExportKind::ViewSvg, TEXT("This view as SVG"), "svg", TEXT("Lines and text stay sharp and editable"),
               true},
    ExportText{ExportKind::ViewPdf, TEXT("This view as PDF"), "pdf", TEXT("One page of the view's own size"), true},
    ExportText{ExportKind::HtmlReport, TEXT("Report of the run (HTML)"), "html",
               TEXT("One page that a colleague can read: figures, chart, decisions with reasons, versions, energy"),
               false},
    ExportText{ExportKind::PredictionsCsv, TEXT("Forecasts (CSV)"), "csv",
               TEXT("One line a forecast and station, with truth and energy"), false},
    ExportText{ExportKind::DecisionsCsv, TEXT("Decisions (CSV)"), "csv", TEXT("One line a check"), false},
    ExportText{ExportKind::DecisionsJsonl, TEXT("Decisions (JSON lines)"), "jsonl",
               TEXT("Everything of each check: evidence, candidates, rules, smallest changes"), false},
    ExportText{ExportKind::EnergyCsv, TEXT("Energy (CSV)"), "csv",
               TEXT("Joules by phase and model, each with its source"), false},
    ExportText{ExportKind::RunFolder, TEXT("Run folder"), "", TEXT("All of it as plain files that explain themselves"),
               false},
};

#undef TEXT

Result<std::string> textOf(ExportKind kind, const mlops::RunReader& reader, const std::string& appVersion)
{
    if (kind == ExportKind::HtmlReport) {
        return mlops::htmlReport(reader);
    }
    const auto context = mlops::exportContext(reader, {.withTimings = true, .appVersion = appVersion});
    if (!context) {
        return tl::unexpected(context.error());
    }
    switch (kind) {
    case ExportKind::PredictionsCsv:
        return mlops::predictionsCsv(*context);
    case ExportKind::DecisionsCsv:
        return mlops::decisionsCsv(*context);
    case ExportKind::DecisionsJsonl:
        return mlops::decisionsJsonl(*context);
    default:
        return mlops::energyCsv(*context);
    }
}

} // namespace

std::span<const ExportText> exportTexts() { return kTexts; }

Result<std::filesystem::path> exportRunAs(const ExportOrder& order, const std::stop_token& stop)
{
    const auto reader = mlops::RunReader::open(order.run, stop);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    if (order.kind == ExportKind::RunFolder) {
        const auto done =
            mlops::exportRun(*reader, order.target, {.withTimings = true, .appVersion = order.appVersion});
        return done ? Result<std::filesystem::path>(order.target) : tl::unexpected(done.error());
    }
    const auto text = textOf(order.kind, *reader, order.appVersion);
    if (!text) {
        return tl::unexpected(text.error());
    }
    if (stop.stop_requested()) {
        return twin::fail(twin::ErrorCode::Cancelled, "the export was given up");
    }
    const auto written = twin::writeTextAtomically(order.target, *text);
    return written ? Result<std::filesystem::path>(order.target) : tl::unexpected(written.error());
}

namespace {

/// As a shell takes it, wherever it is pasted.
std::string pasted(const std::filesystem::path& path) { return shellWord(std::filesystem::absolute(path).string()); }

} // namespace

std::string commandFor(const ExportOrder& order)
{
    const std::string run = pasted(order.run);
    switch (order.kind) {
    case ExportKind::ViewPng:
    case ExportKind::ViewSvg:
    case ExportKind::ViewPdf:
        return concat("greenloop --screenshots ", pasted(order.target.parent_path() / "screenshots"), " ", run,
                      "   # every workspace; this view is among them");
    case ExportKind::HtmlReport:
        return concat("greenloopctl report ", run, " -o ", pasted(order.target));
    case ExportKind::RunFolder:
        return concat("greenloopctl export ", run, " -o ", pasted(order.target));
    default:
        return concat("greenloopctl export ", run, " -o ", pasted(order.target.parent_path() / "run"),
                      "   # the file stands in it");
    }
}

} // namespace gui
