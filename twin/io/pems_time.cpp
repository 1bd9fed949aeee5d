// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/pems_time.h"

#include <exception>
#include <utility>
#include <vector>

#include <date/tz.h>

#include "twin/core/text.h"

namespace twin {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Takes numbers and marks from the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    /// A number of `least` to `most` digits.
    std::optional<int> number(std::size_t least, std::size_t most)
    {
        int value = 0;
        std::size_t digits = 0;
        while (digits < most && digits < m_text.size() && m_text[digits] >= '0' && m_text[digits] <= '9') {
            value = value * 10 + (m_text[digits++] - '0');
        }
        m_text.remove_prefix(digits);
        return digits >= least ? std::optional(value) : std::nullopt;
    }

    bool mark(char wanted)
    {
        const bool isThere = m_text.starts_with(wanted);
        m_text.remove_prefix(isThere ? 1 : 0);
        return isThere;
    }

    [[nodiscard]] bool atEnd() const { return m_text.empty(); }

private:
    std::string_view m_text;
};

std::optional<WrittenDate> scanIsoDate(Scanner& scanner)
{
    const auto year = scanner.number(4, 4);
    const bool dashed = scanner.mark('-');
    const auto month = scanner.number(1, 2);
    const bool dashedAgain = scanner.mark('-');
    const auto day = scanner.number(1, 2);
    if (!year || !dashed || !month || !dashedAgain || !day) {
        return std::nullopt;
    }
    return WrittenDate{.year = *year, .first = *month, .second = *day, .isIso = true};
}

std::optional<WrittenDate> scanSlashedDate(Scanner& scanner)
{
    const auto first = scanner.number(1, 2);
    const bool slashed = scanner.mark('/');
    const auto second = scanner.number(1, 2);
    const bool slashedAgain = scanner.mark('/');
    const auto year = scanner.number(4, 4);
    if (!first || !slashed || !second || !slashedAgain || !year) {
        return std::nullopt;
    }
    return WrittenDate{.year = *year, .first = *first, .second = *second, .isIso = false};
}

std::optional<int> scanSecondOfDay(Scanner& scanner)
{
    const auto hour = scanner.number(1, 2);
    const bool colon = scanner.mark(':');
    const auto minute = scanner.number(2, 2);
    const auto second = scanner.mark(':') ? scanner.number(2, 2) : std::optional(0);
    const bool isWhole = hour && colon && minute && second && scanner.atEnd();
    if (!isWhole || *hour > 23 || *minute > 59 || *second > 59) {
        return std::nullopt;
    }
    return *hour * 3600 + *minute * 60 + *second;
}

/// A PeMS period is months; forecasts and simulations that start from it may run on for a year.
constexpr days kMargin{400};

std::vector<LocalClock::Change> changesBetween(const std::string& zone, UtcTime from, UtcTime to)
{
    const date::time_zone* const rules = date::locate_zone(zone);
    std::vector<LocalClock::Change> changes;
    UtcTime time = from - kMargin;
    while (time < to + kMargin) {
        const date::sys_info info = rules->get_info(time);
        if (changes.empty() || changes.back().offset != info.offset) {
            changes.push_back({time, info.offset});
        }
        if (info.end <= time) {
            break; // no rule beyond here
        }
        time = info.end;
    }
    return changes;
}

} // namespace

std::optional<WrittenTime> parseWrittenTime(std::string_view text)
{
    Scanner scanner(text);
    const bool isIso = text.size() > 4 && text[4] == '-';
    const auto date = isIso ? scanIsoDate(scanner) : scanSlashedDate(scanner);
    if (!date || !(scanner.mark(' ') || (isIso && scanner.mark('T')))) {
        return std::nullopt;
    }
    const auto secondOfDay = scanSecondOfDay(scanner);
    if (!secondOfDay || (!dayOf(*date, DateOrder::MonthFirst) && !dayOf(*date, DateOrder::DayFirst))) {
        return std::nullopt;
    }
    return WrittenTime{.date = *date, .secondOfDay = *secondOfDay};
}

std::optional<LocalDay> dayOf(const WrittenDate& date, DateOrder order)
{
    const bool monthFirst = date.isIso || order == DateOrder::MonthFirst;
    const std::chrono::month month{static_cast<unsigned>(monthFirst ? date.first : date.second)};
    const std::chrono::day day{static_cast<unsigned>(monthFirst ? date.second : date.first)};
    const std::chrono::year_month_day written{std::chrono::year{date.year}, month, day};
    return written.ok() ? std::optional(LocalDay{written}) : std::nullopt;
}

Result<LocalClock> localClock(const std::string& zone, UtcTime from, UtcTime to)
try {
    if (zone == "UTC") {
        return LocalClock{};
    }
    return LocalClock(zone, changesBetween(zone, from, to));
} catch (const std::exception& exception) {
    return fail(ErrorCode::InvalidInput,
                concat("time zone \"", zone, "\" cannot be used: ", exception.what(),
                       ". Expected an IANA name such as America/Los_Angeles; the system needs its zone data (tzdata)"));
}

Instants instantsOf(LocalTime time, const LocalClock& clock)
{
    const UtcTime unshifted{time.time_since_epoch()};
    const seconds before = clock.offsetAt(unshifted - days{1});
    const seconds after = clock.offsetAt(unshifted + days{1});
    const UtcTime byOld = unshifted - before;
    if (before == after) {
        return {.kind = Instants::Kind::Once, .earlier = byOld, .later = byOld};
    }
    const UtcTime byNew = unshifted - after;
    const bool oldHolds = clock.offsetAt(byOld) == before;
    const bool newHolds = clock.offsetAt(byNew) == after;
    if (oldHolds && newHolds) {
        return {.kind = Instants::Kind::Twice, .earlier = byOld, .later = byNew};
    }
    if (!oldHolds && !newHolds) {
        return {.kind = Instants::Kind::Never, .earlier = byOld, .later = byOld};
    }
    const UtcTime only = oldHolds ? byOld : byNew;
    return {.kind = Instants::Kind::Once, .earlier = only, .later = only};
}

namespace {

void appendDigits(std::string& text, int value, int digits)
{
    for (int power = digits == 4 ? 1000 : 10; power > 0; power /= 10) {
        text.push_back(static_cast<char>('0' + value / power % 10));
    }
}

} // namespace

void appendPemsTime(std::string& text, LocalTime time, SecondsShown shown)
{
    const LocalDay day = std::chrono::floor<days>(time);
    const std::chrono::year_month_day date{day};
    const auto second = static_cast<int>((time - day).count());
    appendDigits(text, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    text.push_back('/');
    appendDigits(text, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    text.push_back('/');
    appendDigits(text, static_cast<int>(date.year()), 4);
    text.push_back(' ');
    appendDigits(text, second / 3600, 2);
    text.push_back(':');
    appendDigits(text, second / 60 % 60, 2);
    if (shown == SecondsShown::Yes) {
        text.push_back(':');
        appendDigits(text, second % 60, 2);
    }
}

std::string isoDay(LocalDay day)
{
    const std::chrono::year_month_day date{day};
    std::string text;
    appendDigits(text, static_cast<int>(date.year()), 4);
    text.push_back('-');
    appendDigits(text, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    text.push_back('-');
    appendDigits(text, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    return text;
}

} // namespace twin
