// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Reads road networks of SUMO (.net.xml), so that whoever has simulated a city already need not draw it again.

#include <filesystem>

#include "twin/core/result.h"
#include "twin/io/network_report.h"

namespace twin {

/// Reads junctions and edges, plain or gzip; the roads within junctions, signals and connections are passed over.
/// Lanes count where cars may drive; an edge without one is no link. SUMO knows neither capacity nor jam density nor
/// the number of a freeway: they come from the parameters that writeSumo sets, else from road_defaults.h, which is
/// noted. A network without a place on the earth is put at latitude 0, longitude 0.
/// Errors: InvalidInput with file, line and column, what was found and what was expected; NotFound; Io.
[[nodiscard]] Result<ImportedNetwork> readSumoNet(const std::filesystem::path& path);

} // namespace twin
