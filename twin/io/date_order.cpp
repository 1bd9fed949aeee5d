// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/date_order.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"

namespace twin {

namespace {

constexpr std::string_view kHowToSay =
    "Say which with the date order of the read options: DateOrder::MonthFirst or DateOrder::DayFirst";

std::string_view nameOf(DateOrder order) { return order == DateOrder::MonthFirst ? "month first" : "day first"; }

std::string written(const WrittenDate& date)
{
    const char mark = date.isIso ? '-' : '/';
    return date.isIso ? concat(date.year, mark, date.first, mark, date.second)
                      : concat(date.first, mark, date.second, mark, date.year);
}

/// The first date that does not exist in `order`.
const FoundDate* firstImpossible(const FoundDates& found, DateOrder order)
{
    const auto at = std::find_if(found.dates.begin(), found.dates.end(),
                                 [order](const FoundDate& each) { return !dayOf(each.date, order); });
    return at == found.dates.end() ? nullptr : &*at;
}

tl::unexpected<Error> impossible(const FoundDates& found, const FoundDate& date, DateOrder order)
{
    return badFile({.file = found.files[date.file],
                    .line = date.line,
                    .column = 1,
                    .found = concat("the date ", written(date.date)),
                    .expected = concat("a date with the ", nameOf(order), ", as was asked for")},
                   kHowToSay);
}

tl::unexpected<Error> contradiction(const FoundDates& found, const FoundDate& a, const FoundDate& b)
{
    return badFile({.file = found.files[a.file],
                    .line = a.line,
                    .column = 1,
                    .found = concat("the date ", written(a.date), ", but in ", found.files[b.file], " line ", b.line,
                                    " the date ", written(b.date)),
                    .expected = "day and month in the same order everywhere"},
                   "Correct the wrong one of the two, or read the files separately");
}

/// The YYYY_MM_DD (or with - for _) in a file's name, as PeMS gives it.
std::optional<LocalDay> dayInName(const std::string& file)
{
    constexpr std::size_t kLength = 10; ///< of YYYY_MM_DD
    std::string name = std::filesystem::path(file).filename().string();
    std::replace(name.begin(), name.end(), '_', '-');
    for (std::size_t begin = 0; begin + kLength <= name.size(); ++begin) {
        const auto time = parseWrittenTime(name.substr(begin, kLength) + " 00:00");
        if (time && time->date.isIso) {
            return dayOf(time->date, DateOrder::MonthFirst);
        }
    }
    return std::nullopt;
}

/// How well a reading fits; fewer steps back and more steps of one day are better.
struct Fit {
    std::size_t namedDays = 0;
    std::size_t stepsBack = 0;
    std::size_t stepsOfOneDay = 0;
};

Fit fitOf(const FoundDates& found, DateOrder order)
{
    Fit fit;
    for (std::size_t i = 0; i < found.dates.size(); ++i) {
        const FoundDate& current = found.dates[i];
        const LocalDay day = *dayOf(current.date, order);
        fit.namedDays += dayInName(found.files[current.file]) == day ? 1 : 0;
        if (i == 0 || found.dates[i - 1].file != current.file) {
            continue; // the order in which files are given says nothing
        }
        const auto step = day - *dayOf(found.dates[i - 1].date, order);
        fit.stepsBack += step < std::chrono::days{0} ? 1 : 0;
        fit.stepsOfOneDay += step == std::chrono::days{1} ? 1 : 0;
    }
    return fit;
}

/// The order with the higher count, or nothing if they are equal.
std::optional<DateReading> prefer(std::size_t monthFirst, std::size_t dayFirst, std::string_view because)
{
    if (monthFirst == dayFirst) {
        return std::nullopt;
    }
    if (monthFirst > dayFirst) {
        return DateReading{DateOrder::MonthFirst, {}};
    }
    return DateReading{DateOrder::DayFirst,
                       concat("Dates are read with the day first (DD/MM/YYYY), because ", because)};
}

std::optional<DateReading> decideByFit(const FoundDates& found)
{
    const Fit month = fitOf(found, DateOrder::MonthFirst);
    const Fit day = fitOf(found, DateOrder::DayFirst);
    if (auto named = prefer(month.namedDays, day.namedDays, "the name of the file says so")) {
        return named;
    }
    if (auto forward = prefer(day.stepsBack, month.stepsBack, "otherwise time would run backwards")) {
        return forward;
    }
    return prefer(month.stepsOfOneDay, day.stepsOfOneDay, "then the days follow each other");
}

std::string rangeIn(const FoundDates& found, DateOrder order)
{
    std::vector<LocalDay> days;
    for (const FoundDate& each : found.dates) {
        days.push_back(*dayOf(each.date, order));
    }
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    return concat("from ", isoDay(*first), " to ", isoDay(*last));
}

tl::unexpected<Error> undecided(const FoundDates& found)
{
    const FoundDate& first = found.dates.front();
    return badFile(
        {.file = found.files[first.file],
         .line = first.line,
         .column = 1,
         .found = concat("dates such as ", written(first.date), " that fit both orders: month first they run ",
                         rangeIn(found, DateOrder::MonthFirst), ", day first ", rangeIn(found, DateOrder::DayFirst)),
         .expected = "dates of which only one order makes sense"},
        kHowToSay);
}

bool ordersAgree(const FoundDates& found)
{
    return std::all_of(found.dates.begin(), found.dates.end(),
                       [](const FoundDate& each) { return each.date.isIso || each.date.first == each.date.second; });
}

} // namespace

Result<DateReading> decideDateOrder(const FoundDates& found, DateOrder asked, DateOrder usual)
{
    if (asked != DateOrder::Detect) {
        const FoundDate* const wrong = firstImpossible(found, asked);
        return wrong != nullptr ? Result<DateReading>(impossible(found, *wrong, asked)) : DateReading{asked, {}};
    }
    const FoundDate* const notMonthFirst = firstImpossible(found, DateOrder::MonthFirst);
    const FoundDate* const notDayFirst = firstImpossible(found, DateOrder::DayFirst);
    if (notMonthFirst != nullptr && notDayFirst != nullptr) {
        return contradiction(found, *notMonthFirst, *notDayFirst);
    }
    if (notMonthFirst != nullptr) {
        return DateReading{DateOrder::DayFirst,
                           concat("Dates are read with the day first (DD/MM/YYYY), because of ",
                                  written(notMonthFirst->date), " in ", found.files[notMonthFirst->file], " line ",
                                  notMonthFirst->line)};
    }
    if (notDayFirst != nullptr || ordersAgree(found)) {
        return DateReading{DateOrder::MonthFirst, {}};
    }
    if (auto reading = decideByFit(found)) {
        return *reading;
    }
    if (usual != DateOrder::Detect) {
        return DateReading{usual, {}};
    }
    return undecided(found);
}

} // namespace twin
