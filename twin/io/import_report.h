// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What happened to every row of an import. Real files have holes, repeats and broken rows; a reader may mend or pass
// over them only if it says so here.

#include <cstddef>
#include <string>
#include <vector>

#include "twin/sensing/measurements.h"

namespace twin {

/// A place in a file that could not be read.
struct BadRow {
    std::string file;
    std::size_t line = 1;   ///< from 1
    std::size_t column = 1; ///< byte within the line, from 1
    std::string found;      ///< a short piece of the file in quotes, or a few words
    std::string expected;
};

struct BadRows {
    static constexpr std::size_t kShown = 20; ///< enough to see a pattern; a broken file has thousands

    std::size_t count = 0;
    std::vector<BadRow> first; ///< at most kShown, in the order of the files
};

/// Invariants: rowsRead == rowsKept + duplicates + filteredRows + badRows.count. Headers and blank lines are no rows.
struct ImportReport {
    std::vector<std::string> files;
    std::size_t rowsRead = 0;
    std::size_t rowsKept = 0;         ///< rows whose values stand in the measurements
    std::size_t duplicates = 0;       ///< rows replaced by a later one for the same station and time
    std::size_t filteredRows = 0;     ///< rows of stations that were not asked for
    std::size_t missingIntervals = 0; ///< intervals between the first and the last for which no row came
    std::size_t foldedRows = 0;       ///< rows in an hour that the clock passes twice, told apart by file order
    std::size_t shiftedRows = 0;      ///< rows in an hour that the clock skips, read as one hour later
    double imputedShare = 0.0;        ///< imputed readings among those with a flow, 0..1; 0 if there are none
    BadRows badRows;
    std::vector<std::string> notes; ///< sentences about choices the reader made
};

/// The outcome of reading measured data.
struct Imported {
    Measurements measurements;
    ImportReport report;
};

} // namespace twin
