// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/measured_rows.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"

namespace twin {

namespace {

using std::chrono::days;
using std::chrono::seconds;

/// PeMS is younger than that: a longer span is a mistyped year.
constexpr days kLongestSpan{50 * 366};
/// 4 GB of readings; a whole district's month is 35 million.
constexpr std::size_t kMostReadings = std::size_t{1} << 28;
constexpr std::size_t kIntervalsPerDay = days{1} / kFiveMinutes;

/// Tells the two passes of an hour that the clock passes twice apart, by the order of rows within a file.
///
/// A row belongs to the second pass if its station had a row for the same time before (files sorted by the clock on
/// the wall), or if the station's rows stepped back by more than one interval within the hour (files in true order,
/// where a row of the first pass may be missing).
class FoldPasses {
public:
    bool isSecond(std::uint32_t station, LocalTime time)
    {
        Pass& pass = m_passes[station];
        if (time - pass.last > days{1} || pass.last - time > days{1}) {
            pass.steppedBack = false; // the change of another year
        } else if (pass.last - time > kFiveMinutes) {
            pass.steppedBack = true;
        }
        pass.last = time;
        const bool seenBefore = !m_seen.insert({station, time}).second;
        return seenBefore || pass.steppedBack;
    }

private:
    struct Pass {
        LocalTime last{};
        bool steppedBack = false;
    };
    std::map<std::uint32_t, Pass> m_passes;
    std::set<std::pair<std::uint32_t, LocalTime>> m_seen;
};

/// A found date, understood.
struct KnownDay {
    LocalDay day;
    std::uint32_t file = 0;
    std::optional<seconds> offset; ///< from UTC, if the clock is not changed on or next to this day
};

/// The interval of a row, and whether the clock skipped the time written in it.
struct RowPlace {
    std::int32_t interval = 0; ///< counted from an origin before all rows
    bool shifted = false;
};

/// One laying of rows on an axis.
class Laying {
public:
    Laying(std::vector<KnownDay> known, LocalClock clock);

    void placeAll(const std::vector<MeasuredRow>& rows, ImportReport& report);
    [[nodiscard]] std::size_t intervals() const { return static_cast<std::size_t>(std::int64_t{m_last} - m_first + 1); }
    [[nodiscard]] TimeAxis axis() const { return {m_origin + m_first * kFiveMinutes, kFiveMinutes, m_clock}; }
    [[nodiscard]] std::vector<Observation> fill(const std::vector<MeasuredRow>& rows, std::size_t stations,
                                                ImportReport& report) const;

private:
    RowPlace place(const MeasuredRow& row, ImportReport& report);

    std::vector<KnownDay> m_known;
    LocalClock m_clock;
    UtcTime m_origin;
    std::vector<RowPlace> m_places;
    FoldPasses m_passes;
    std::uint32_t m_file = 0;
    std::int32_t m_first = std::numeric_limits<std::int32_t>::max();
    std::int32_t m_last = std::numeric_limits<std::int32_t>::min();
};

Laying::Laying(std::vector<KnownDay> known, LocalClock clock) : m_known(std::move(known)), m_clock(std::move(clock))
{
    const auto earliest = std::min_element(m_known.begin(), m_known.end(),
                                           [](const KnownDay& a, const KnownDay& b) { return a.day < b.day; });
    m_origin = UtcTime{earliest->day.time_since_epoch()} - days{2}; // no zone is two days from UTC
    for (KnownDay& each : m_known) {
        const UtcTime noon{each.day.time_since_epoch() + std::chrono::hours{12}};
        const seconds before = m_clock.offsetAt(noon - days{2});
        if (before == m_clock.offsetAt(noon) && before == m_clock.offsetAt(noon + days{2})) {
            each.offset = before;
        }
    }
}

RowPlace Laying::place(const MeasuredRow& row, ImportReport& report)
{
    const KnownDay& known = m_known[row.time.date];
    const LocalTime local = known.day + seconds{row.time.secondOfDay};
    Instants instants;
    if (known.offset) {
        instants.earlier = UtcTime{local.time_since_epoch() - *known.offset};
    } else {
        instants = instantsOf(local, m_clock);
    }
    UtcTime time = instants.earlier;
    if (instants.kind == Instants::Kind::Twice) {
        ++report.foldedRows;
        if (std::exchange(m_file, known.file) != known.file) {
            m_passes = {};
        }
        time = m_passes.isSecond(row.station, local) ? instants.later : instants.earlier;
    }
    const bool shifted = instants.kind == Instants::Kind::Never;
    report.shiftedRows += shifted ? 1 : 0;
    return {.interval = static_cast<std::int32_t>((time - m_origin) / kFiveMinutes), .shifted = shifted};
}

void Laying::placeAll(const std::vector<MeasuredRow>& rows, ImportReport& report)
{
    m_places.reserve(rows.size());
    for (const MeasuredRow& row : rows) {
        const RowPlace& placed = m_places.emplace_back(place(row, report));
        m_first = std::min(m_first, placed.interval);
        m_last = std::max(m_last, placed.interval);
    }
}

std::vector<Observation> Laying::fill(const std::vector<MeasuredRow>& rows, std::size_t stations,
                                      ImportReport& report) const
{
    enum class Held : std::uint8_t { Nothing, ShiftedRow, Row };
    std::vector<Observation> readings(intervals() * stations);
    std::vector<Held> held(readings.size(), Held::Nothing);
    std::vector<bool> intervalSeen(intervals(), false);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto interval = static_cast<std::size_t>(m_places[i].interval - m_first);
        const std::size_t cell = interval * stations + rows[i].station;
        intervalSeen[interval] = true;
        report.duplicates += held[cell] == Held::Nothing ? 0 : 1;
        if (m_places[i].shifted && held[cell] == Held::Row) {
            continue;
        }
        held[cell] = m_places[i].shifted ? Held::ShiftedRow : Held::Row;
        readings[cell] = rows[i].reading;
    }
    const auto missing = std::count(intervalSeen.begin(), intervalSeen.end(), false);
    report.missingIntervals = static_cast<std::size_t>(missing);
    report.rowsKept = rows.size() - report.duplicates;
    return readings;
}

double imputedShare(const std::vector<Observation>& readings)
{
    std::size_t imputed = 0;
    std::size_t valued = 0;
    for (const Observation& reading : readings) {
        const Quality quality = reading.quality();
        imputed += quality == Quality::Imputed ? 1 : 0;
        valued += quality == Quality::Missing ? 0 : 1;
    }
    return valued == 0 ? 0.0 : static_cast<double>(imputed) / static_cast<double>(valued);
}

/// Seven Tuesdays in a row lack 84 % of their intervals; a mistyped year lacks nearly all.
constexpr double kOddShareMissing = 0.9;

void noteHoles(const Measurements& measurements, ImportReport& report)
{
    const std::size_t intervals = measurements.ticks();
    const TimeAxis& axis = measurements.axis;
    if (static_cast<double>(report.missingIntervals) > kOddShareMissing * static_cast<double>(intervals)) {
        report.notes.push_back(concat("Only ", intervals - report.missingIntervals, " of ", intervals,
                                      " intervals have a row, from ", isoTime(axis.at(0), axis.clock()), " to ",
                                      isoTime(axis.at(static_cast<Tick>(intervals) - 1), axis.clock()),
                                      ": is a date mistyped, or a file from another time?"));
    }
}

Result<void> checkSpan(const FoundDates& found, const std::vector<KnownDay>& known, std::size_t stations)
{
    const auto [first, last] = std::minmax_element(known.begin(), known.end(),
                                                   [](const KnownDay& a, const KnownDay& b) { return a.day < b.day; });
    const days span = last->day - first->day;
    const auto dayCount = static_cast<std::size_t>(span.count() + 1);
    const std::size_t readings = dayCount * kIntervalsPerDay * stations;
    if (span <= kLongestSpan && readings <= kMostReadings) {
        return {};
    }
    const FoundDate& early = found.dates[static_cast<std::size_t>(first - known.begin())];
    const FoundDate& late = found.dates[static_cast<std::size_t>(last - known.begin())];
    return badFile({.file = found.files[late.file],
                    .line = late.line,
                    .column = 1,
                    .found = concat("the day ", isoDay(last->day), ", and in ", found.files[early.file], " line ",
                                    early.line, " the day ", isoDay(first->day)),
                    .expected = concat("at most 50 years and ", kMostReadings, " readings between them (here ",
                                       stations, " stations)")},
                   "Correct the date, or read fewer files or stations at a time");
}

} // namespace

void MeasuredRows::beginFile(std::string file)
{
    m_found.files.push_back(std::move(file));
    m_firstDateOfFile = m_found.dates.size();
    m_lastText.clear();
}

std::uint32_t MeasuredRows::addStation(Station station)
{
    m_stations.push_back(std::move(station));
    return static_cast<std::uint32_t>(m_stations.size() - 1);
}

std::optional<RowTime> MeasuredRows::readTime(std::string_view text, std::size_t line)
{
    if (text == m_lastText && !text.empty()) {
        return m_lastTime;
    }
    const auto written = parseWrittenTime(trim(text));
    if (!written || written->secondOfDay % kFiveMinutes.count() != 0) {
        return std::nullopt;
    }
    m_lastTime = {.date = rememberDate(written->date, line),
                  .secondOfDay = static_cast<std::uint32_t>(written->secondOfDay)};
    m_lastText = text;
    return m_lastTime;
}

std::uint32_t MeasuredRows::rememberDate(const WrittenDate& date, std::size_t line)
{
    // Files run through their dates in order, so the one looked for is nearly always the last.
    for (std::size_t i = m_found.dates.size(); i > m_firstDateOfFile; --i) {
        if (m_found.dates[i - 1].date == date) {
            return static_cast<std::uint32_t>(i - 1);
        }
    }
    m_found.dates.push_back({.date = date, .file = static_cast<std::uint32_t>(m_found.files.size() - 1), .line = line});
    return static_cast<std::uint32_t>(m_found.dates.size() - 1);
}

Result<Measurements> MeasuredRows::lay(const ReadOptions& options, DateOrder usual, ImportReport& report) &&
{
    const Result<DateReading> reading = decideDateOrder(m_found, options.dateOrder, usual);
    if (!reading) {
        return tl::unexpected(reading.error());
    }
    if (!reading->note.empty()) {
        report.notes.push_back(reading->note);
    }
    std::vector<KnownDay> known;
    for (const FoundDate& each : m_found.dates) {
        known.push_back({.day = *dayOf(each.date, reading->order), .file = each.file, .offset = std::nullopt});
    }
    if (const Result<void> span = checkSpan(m_found, known, m_stations.size()); !span) {
        return tl::unexpected(span.error());
    }
    const auto [first, last] = std::minmax_element(known.begin(), known.end(),
                                                   [](const KnownDay& a, const KnownDay& b) { return a.day < b.day; });
    const Result<LocalClock> clock = localClock(options.zone, UtcTime{first->day.time_since_epoch()},
                                                UtcTime{last->day.time_since_epoch()} + days{1});
    if (!clock) {
        return tl::unexpected(clock.error());
    }
    Laying laying(std::move(known), *clock);
    laying.placeAll(m_rows, report);
    Measurements measurements{.axis = laying.axis(), .stations = std::move(m_stations), .readings = {}};
    measurements.readings = laying.fill(m_rows, measurements.stations.size(), report);
    report.imputedShare = imputedShare(measurements.readings);
    noteHoles(measurements, report);
    return measurements;
}

} // namespace twin
