// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Is 04/01/2016 in April or in January? PeMS writes the month first; a much copied file has gone through a spreadsheet
// that turned the two round, and its own data card dates it wrongly. A wrong guess moves a whole series by months
// without any number looking odd, so the order is decided from evidence, and where both readings fit we ask.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "twin/core/result.h"
#include "twin/io/pems_time.h"

namespace twin {

/// A date where it first occurs in a file.
struct FoundDate {
    WrittenDate date;
    std::uint32_t file = 0; ///< index into the names of the files
    std::size_t line = 0;
};

/// All dates of an import.
///
/// Invariants: `dates` holds each date of a file once, in order of first occurrence, file after file.
struct FoundDates {
    std::vector<FoundDate> dates;
    std::vector<std::string> files;
};

struct DateReading {
    DateOrder order = DateOrder::MonthFirst; ///< never Detect
    std::string note; ///< says how it was decided, where it was not as PeMS writes it or not certain; else empty
};

/// Decides by the first of these that tells the two readings apart: `asked`, unless Detect; a number above 12; the date
/// in a file's name (YYYY_MM_DD); time running backwards within a file; days following each other within a file;
/// `usual`, unless Detect.
/// Ensures: every date exists in the order returned.
/// Errors: InvalidInput if dates contradict each other or `asked`, or if nothing tells: then the text shows the first
/// and last date of both readings and how to say which.
[[nodiscard]] Result<DateReading> decideDateOrder(const FoundDates& found, DateOrder asked, DateOrder usual);

} // namespace twin
