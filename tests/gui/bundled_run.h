// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A live run over the bundled station that needs no LSTM, recorded into a folder that goes away with the test.

#include <QTemporaryDir>

#include "gui/bridge/live_run.h"
#include "tests/source_dir.h"

inline gui::LiveSetup bundledRun(const QTemporaryDir& folder, const std::string& approach = "frugal",
                                 std::uint64_t seed = 1)
{
    gui::LiveSetup setup;
    setup.spec.approach = approach;
    setup.spec.seed = seed;
    setup.spec.protocol = mlops::harmone2025Protocol();
    setup.spec.energy.kind = "recorded";
    setup.data.paths = {(sourceDirectory() / "data" / "synthetic-station").string()};
    setup.data.options.zone = "America/Los_Angeles";
    setup.identity = {.id = "test", .name = "test run", .createdUtc = "2024-01-01T00:00:00Z", .appVersion = "0"};
    setup.record = (folder.path().toStdString() + "/" + approach + std::to_string(seed) + ".run");
    return setup;
}
