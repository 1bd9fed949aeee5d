// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/station_columns.h"

#include "twin/io/station_codes.h"

namespace twin {

Result<void> readStationColumns(const NamedRows& rows, const StationColumns& columns, PlacedStation& placed)
{
    const auto kind = stationKindOf(rows.text(rows.column(columns.kind)));
    if (!kind) {
        return rows.bad(rows.column(columns.kind), "a lane type: CD, CH, FF, FR, HV, ML or OR");
    }
    const std::string_view direction = rows.text(rows.column(columns.direction));
    if (direction.size() > 1 || std::string_view("NSEW").find(direction) == std::string_view::npos) {
        return rows.bad(rows.column(columns.direction), "a direction: N, S, E or W");
    }
    const auto freeway = rows.number(rows.column(columns.freeway), {0.0, 9999.0}, "the number of a freeway");
    const auto lanes = rows.number(rows.column(columns.lanes), {0.0, 32.0}, "a number of lanes from 0 to 32");
    const auto postmile = rows.number(rows.column(columns.postmile), {-9999.0, 9999.0}, "an absolute postmile");
    for (const auto* number : {&freeway, &lanes, &postmile}) {
        if (!*number) {
            return tl::unexpected(number->error());
        }
    }
    placed.station.kind = *kind;
    placed.station.direction = direction.empty() ? ' ' : direction.front();
    placed.station.freeway = static_cast<int>(freeway->value_or(0.0));
    placed.station.lanes = static_cast<int>(lanes->value_or(0.0));
    placed.absPostmile = *postmile;
    return {};
}

} // namespace twin
