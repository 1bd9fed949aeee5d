// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The single files of an exported run, each as one text.

#include <string>

#include "mlops/store/maps_in_force.h"
#include "mlops/store/run_export.h"
#include "twin/core/time.h"

namespace mlops {

/// What every table needs of the run: its clock and its decision maps.
struct ExportContext {
    const RunReader& reader;
    ExportOptions options;
    twin::TimeAxis axis;
    std::vector<std::string> stations;
    MapsInForce maps;

    /// `t_iso,t_unix_s` of a tick.
    [[nodiscard]] std::string timeOf(twin::Tick tick) const;
};

/// Errors: Corrupt where the header lacks what is needed.
[[nodiscard]] twin::Result<ExportContext> exportContext(const RunReader& reader, const ExportOptions& options);

[[nodiscard]] twin::Result<std::string> predictionsCsv(const ExportContext& context);
[[nodiscard]] twin::Result<std::string> harmonePredictionsCsv(const ExportContext& context);
[[nodiscard]] twin::Result<std::string> telemetryCsv(const ExportContext& context);
[[nodiscard]] twin::Result<std::string> decisionsJsonl(const ExportContext& context);
[[nodiscard]] twin::Result<std::string> decisionsCsv(const ExportContext& context);
[[nodiscard]] twin::Result<std::string> driftCsv(const ExportContext& context);
[[nodiscard]] twin::Result<std::string> energyCsv(const ExportContext& context);
[[nodiscard]] twin::Result<std::string> trainingCsv(const ExportContext& context);
[[nodiscard]] twin::Result<std::string> eventsCsv(const ExportContext& context);
[[nodiscard]] twin::Result<std::string> emissionsCsv(const ExportContext& context);
[[nodiscard]] std::string runJson(const ExportContext& context);
[[nodiscard]] std::string readmeText();

} // namespace mlops
