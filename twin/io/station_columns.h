// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "twin/core/result.h"
#include "twin/io/named_rows.h"
#include "twin/network/road_network.h"

namespace twin {

/// What one kind of table calls the columns that say what a station is.
struct StationColumns {
    std::string_view kind;
    std::string_view direction;
    std::string_view freeway;
    std::string_view lanes;
    std::string_view postmile;
};

/// Fills these five of `placed` from the current row; what is empty there stays unknown.
/// Errors: InvalidInput, naming file, line and column, for the first that cannot be.
[[nodiscard]] Result<void> readStationColumns(const NamedRows& rows, const StationColumns& columns,
                                              PlacedStation& placed);

} // namespace twin
