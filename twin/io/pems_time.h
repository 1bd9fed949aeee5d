// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Times as PeMS files write them: local, without zone, in an order of day and month that depends on who saved the file
// last. Parsing keeps apart what is written from what it means, because the meaning may need the whole file
// (date_order.h) and the zone.
//
// Source: zone rules come from the system's IANA database, through Howard Hinnant's date library.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "twin/core/result.h"
#include "twin/core/time.h"
#include "twin/io/read_options.h"

namespace twin {

using LocalTime = std::chrono::local_seconds;
using LocalDay = std::chrono::local_days;

/// The numbers of a date in the order in which they stand.
struct WrittenDate {
    int year = 0;
    int first = 0; ///< of month and day; the month where isIso
    int second = 0;
    bool isIso = false; ///< year-month-day: no doubt about the order

    friend bool operator==(const WrittenDate&, const WrittenDate&) = default;
};

struct WrittenTime {
    WrittenDate date;
    int secondOfDay = 0; ///< 0 .. 86399
};

/// Reads `MM/DD/YYYY HH:MM[:SS]`, `DD/MM/YYYY HH:MM[:SS]` or `YYYY-MM-DD HH:MM[:SS]` (also with T), zeros in front or
/// not. Ensures: nothing unless the whole text is such a time and the date exists in at least one order.
[[nodiscard]] std::optional<WrittenTime> parseWrittenTime(std::string_view text);

/// The day a date means. Requires: `order` is not Detect. Ensures: nothing if there is no such day in that order.
[[nodiscard]] std::optional<LocalDay> dayOf(const WrittenDate& date, DateOrder order);

/// The clock of a zone over a period.
/// Ensures: right for every time from `from` to `to`; "UTC" gives LocalClock{}.
/// Errors: InvalidInput if the system's zone database does not know `zone`.
[[nodiscard]] Result<LocalClock> localClock(const std::string& zone, UtcTime from, UtcTime to);

/// What a local time stands for where clocks are changed.
struct Instants {
    enum class Kind {
        Once,  ///< an ordinary time: earlier == later
        Twice, ///< the hour that is passed twice in autumn: earlier and later differ
        Never  ///< the hour that is skipped in spring: both are what a clock that was not changed would mean
    };
    Kind kind = Kind::Once;
    UtcTime earlier;
    UtcTime later;
};

/// Requires: the clock changes at most once within a day of `time`.
[[nodiscard]] Instants instantsOf(LocalTime time, const LocalClock& clock);

/// Appends `MM/DD/YYYY HH:MM`, and `:SS` if asked for.
enum class SecondsShown { No, Yes };
void appendPemsTime(std::string& text, LocalTime time, SecondsShown seconds);

/// `YYYY-MM-DD`.
[[nodiscard]] std::string isoDay(LocalDay day);

} // namespace twin
