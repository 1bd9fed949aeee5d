// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What can be taken home of a run, and how: the same functions that greenloopctl calls, and the line that calls them.

#include <filesystem>
#include <span>
#include <stop_token>
#include <string>

#include "twin/core/result.h"

namespace gui {

enum class ExportKind {
    ViewPng,
    ViewSvg,
    ViewPdf,
    PredictionsCsv,
    DecisionsCsv,
    DecisionsJsonl,
    EnergyCsv,
    HtmlReport,
    RunFolder
};

struct ExportText {
    ExportKind kind;
    const char* title;
    const char* extension; ///< empty for a folder
    const char* tip;
    bool isView; ///< a picture of what is on screen; else made from the run file
};
[[nodiscard]] std::span<const ExportText> exportTexts();

struct ExportOrder {
    ExportKind kind = ExportKind::RunFolder;
    std::filesystem::path run;
    std::filesystem::path target;
    std::string appVersion;
};
/// Requires: the kind is not a view's. Ensures: the target appears whole or not at all. Errors: those of the run file
/// and of writing; InvalidInput where a folder exists.
[[nodiscard]] twin::Result<std::filesystem::path> exportRunAs(const ExportOrder& order, const std::stop_token& stop);
/// The equivalent command; for a view's picture a word that there is none.
[[nodiscard]] std::string commandFor(const ExportOrder& order);

} // namespace gui
