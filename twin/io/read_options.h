// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a file of measurements does not say about itself.

#include <stop_token>
#include <string>
#include <vector>

#include "twin/sensing/station.h"

namespace twin {

/// Which of the first two numbers of 04/01/2016 is the month.
enum class DateOrder {
    Detect,     ///< from the dates themselves; an Error if both readings fit
    MonthFirst, ///< 04/01/2016 is the 1st of April, as PeMS writes it
    DayFirst    ///< 04/01/2016 is the 4th of January, as some spreadsheets leave it
};

struct ReadOptions {
    std::string zone = "America/Los_Angeles"; ///< IANA name of the zone of the times in the files; "UTC" for none
    DateOrder dateOrder = DateOrder::Detect;
    std::vector<std::string> stations; ///< of files of many stations keep these only; empty keeps all
    std::vector<StationKind> kinds;    ///< of files of many stations keep these kinds only; empty keeps all
    std::string stationId;             ///< for files that do not name their station; empty: from the file name
    std::stop_token stop{};            ///< asked for: the reading ends with Cancelled
};

} // namespace twin
