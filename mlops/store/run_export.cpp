// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/run_export.h"

#include <unistd.h>

#include "mlops/store/export_tables.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace mlops {

namespace {

namespace fs = std::filesystem;
using twin::Result;

struct ExportedFile {
    const char* path;
    Result<std::string> (*make)(const ExportContext&);
};

constexpr ExportedFile kTables[] = {
    {"predictions.csv", &predictionsCsv},
    {"telemetry.csv", &telemetryCsv},
    {"decisions.jsonl", &decisionsJsonl},
    {"decisions.csv", &decisionsCsv},
    {"drift.csv", &driftCsv},
    {"energy.csv", &energyCsv},
    {"training.csv", &trainingCsv},
    {"events.csv", &eventsCsv},
    {"codecarbon/emissions.csv", &emissionsCsv},
    {"harmone/predictions.csv", &harmonePredictionsCsv},
};

Result<void> writeAll(const ExportContext& context, const fs::path& folder)
{
    fs::create_directories(folder / "codecarbon");
    fs::create_directories(folder / "harmone");
    for (const ExportedFile& file : kTables) {
        const auto text = file.make(context);
        if (!text) {
            return tl::unexpected(text.error());
        }
        if (const auto written = twin::writeTextAtomically(folder / file.path, *text); !written) {
            return written;
        }
    }
    if (const auto written = twin::writeTextAtomically(folder / "run.json", runJson(context)); !written) {
        return written;
    }
    return twin::writeTextAtomically(folder / "README.txt", readmeText());
}

} // namespace

Result<void> exportRun(const RunReader& reader, const fs::path& folder, const ExportOptions& options)
{
    std::error_code ignored;
    if (fs::exists(folder, ignored)) {
        return twin::fail(twin::ErrorCode::InvalidInput,
                          twin::concat(folder.string(), " exists already; give another folder or remove it"));
    }
    const auto context = exportContext(reader, options);
    if (!context) {
        return tl::unexpected(context.error());
    }
    fs::path partial = folder;
    partial += twin::concat(".part-", ::getpid());
    try {
        fs::remove_all(partial);
        const auto written = writeAll(*context, partial);
        if (!written) {
            fs::remove_all(partial, ignored);
            return written;
        }
        fs::rename(partial, folder);
        return {};
    } catch (const std::exception& error) {
        fs::remove_all(partial, ignored);
        return twin::fail(twin::ErrorCode::Io, twin::concat("exporting to ", folder.string(), ": ", error.what()));
    }
}

} // namespace mlops
