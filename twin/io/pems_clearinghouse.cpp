// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/pems_clearinghouse.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "twin/core/quantity.h"
#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/delimited_rows.h"
#include "twin/io/field_numbers.h"
#include "twin/io/file_by_file.h"
#include "twin/io/file_tally.h"
#include "twin/io/measured_rows.h"
#include "twin/io/station_codes.h"

namespace twin {

namespace {

using Fields = std::span<const std::string_view>;

constexpr std::string_view kAdvice =
    "Give PeMS Clearinghouse files of type \"Station 5-Minute\" as they were downloaded; raw, hourly and daily ones "
    "have other layouts";

enum Field : std::size_t {
    Time,
    Id,
    District,
    Freeway,
    Direction,
    Type,
    Length,
    Samples,
    Percent,
    Flow,
    Occupancy,
    Speed
};
constexpr std::size_t kHeadFields = 12;
constexpr std::size_t kLaneFields = 5;
constexpr std::size_t kObservedInLane = 4; ///< offset of "observed" in a lane block
constexpr float kAnyAmount = std::numeric_limits<float>::max();

bool isWholeLayout(std::size_t fields) { return fields >= kHeadFields && (fields - kHeadFields) % kLaneFields == 0; }

/// A row ends with whether its last lane was observed; empty fields behind that are a spreadsheet's.
Fields withoutTrailingCommas(Fields fields)
{
    const auto last =
        std::find_if(fields.rbegin(), fields.rend(), [](std::string_view field) { return !field.empty(); });
    const Fields filled = fields.first(static_cast<std::size_t>(fields.rend() - last));
    return !isWholeLayout(fields.size()) && isWholeLayout(filled.size()) ? filled : fields;
}

/// A station as the files describe it.
struct KnownStation {
    std::string id;
    std::array<std::string, 4> description; ///< fields District .. Type as last seen
    std::uint32_t index = 0;                ///< in the measurements; meaningless unless wanted
    bool wanted = true;
    bool noted = false; ///< that the files describe it differently
};

/// The number of a district or freeway; nothing stands for 0.
bool readRouteNumber(std::string_view field, int& value)
{
    constexpr std::int64_t kMost = 9999;
    const auto number = field.empty() ? std::optional<std::int64_t>(0) : parseInteger(field);
    if (!number || *number < 0 || *number > kMost) {
        return false;
    }
    value = static_cast<int>(*number);
    return true;
}

std::optional<FieldFault> readDescription(Fields fields, Station& station)
{
    station.id = trim(fields[Field::Id]);
    if (station.id.empty()) {
        return FieldFault{Field::Id, "the id of a station"};
    }
    const std::string_view district = trim(fields[Field::District]);
    const std::string_view freeway = trim(fields[Field::Freeway]);
    const std::string_view direction = trim(fields[Field::Direction]);
    if (!readRouteNumber(district, station.district)) {
        return FieldFault{Field::District, "the number of a Caltrans district"};
    }
    if (!readRouteNumber(freeway, station.freeway)) {
        return FieldFault{Field::Freeway, "the number of a freeway"};
    }
    if (direction.size() > 1 || std::string_view("NSEW").find(direction) == std::string_view::npos) {
        return FieldFault{Field::Direction, "a direction: N, S, E or W"};
    }
    const auto kind = stationKindOf(trim(fields[Field::Type]));
    if (!kind) {
        return FieldFault{Field::Type, "a lane type: CD, CH, FF, FR, HV, ML or OR"};
    }
    station.direction = direction.empty() ? ' ' : direction.front();
    station.kind = *kind;
    return std::nullopt;
}

std::optional<FieldFault> readReading(Fields fields, Observation& reading)
{
    float percent = 0.0F;
    double speed_mph = std::numeric_limits<double>::quiet_NaN();
    if (!readAmount(fields[Field::Percent], 100.0F, percent)) {
        return FieldFault{Field::Percent, "% observed: a number from 0 to 100"};
    }
    if (!readAmount(fields[Field::Flow], kAnyAmount, reading.flow_veh)) {
        return FieldFault{Field::Flow, "total flow: vehicles in 5 minutes, 0 or more, or nothing"};
    }
    if (!readAmount(fields[Field::Occupancy], 1.0F, reading.occupancy)) {
        return FieldFault{Field::Occupancy, "average occupancy: a number from 0 to 1, or nothing"};
    }
    if (!readAmount(fields[Field::Speed], 1000.0, speed_mph)) {
        return FieldFault{Field::Speed, "average speed: mph, 0 or more, or nothing"};
    }
    reading.observed_pct = static_cast<std::uint8_t>(std::lround(percent));
    reading.speed_mps = static_cast<float>(speed_mph * kMetresPerSecondPerMph);
    return std::nullopt;
}

/// Lane values are not kept, so they are only checked for foreign characters.
bool isPlainlyNumeric(std::string_view text)
{
    // + , - . / and the digits follow each other in ASCII.
    return std::all_of(text.begin(), text.end(), [](char letter) { return letter >= '+' && letter <= '9'; });
}

std::optional<FieldFault> checkLanes(Fields fields, const DelimitedRows& rows)
{
    const std::size_t lanesBegin = std::min(rows.column(kHeadFields) - 1, rows.row().size());
    const bool plain = isPlainlyNumeric(rows.row().substr(lanesBegin));
    for (std::size_t field = kHeadFields; field < fields.size(); ++field) {
        const bool isFlag = (field - kHeadFields) % kLaneFields == kObservedInLane;
        float ignored = 0.0F;
        if (isFlag && fields[field] != "0" && fields[field] != "1" && !trim(fields[field]).empty()) {
            return FieldFault{field, "whether the lane was observed: 0 or 1"};
        }
        if (!plain && !readAmount(fields[field], kAnyAmount, ignored)) {
            return FieldFault{field, "a number for the lane, 0 or more, or nothing"};
        }
    }
    return std::nullopt;
}

/// The highest lane block that holds anything but its observed flag.
int lanesIn(Fields fields)
{
    for (std::size_t block = fields.size(); block > kHeadFields; block -= kLaneFields) {
        const Fields lane = fields.subspan(block - kLaneFields, kObservedInLane);
        if (std::any_of(lane.begin(), lane.end(), [](std::string_view field) { return !field.empty(); })) {
            return static_cast<int>((block - kHeadFields) / kLaneFields);
        }
    }
    return 0;
}

class ClearinghouseReader {
public:
    explicit ClearinghouseReader(const ReadOptions& options) : m_options(options) {}

    Result<void> readFile(const std::filesystem::path& path);
    Result<Imported> finish() &&;

private:
    void readRow(const DelimitedRows& rows, FileTally& tally);
    std::optional<FieldFault> readFields(Fields fields, const DelimitedRows& rows);
    void keep(const MeasuredRow& row, int lanes);
    KnownStation* findStation(std::string_view id);
    static bool isDescribedAs(const KnownStation& known, Fields fields);
    const KnownStation& noteStation(KnownStation* known, Station station, Fields fields);
    [[nodiscard]] bool isWanted(const Station& station) const;
    Result<void> checkStep() const;

    const ReadOptions& m_options;
    MeasuredRows m_rows;
    ImportReport m_report;
    std::vector<KnownStation> m_known;
    std::unordered_map<std::string, std::size_t> m_byId; ///< index into m_known; never walked through
    std::size_t m_nextKnown = 0; ///< the station expected next: each interval lists them in the same order
    std::size_t m_fieldCount = 0;
    std::string m_file;
    bool m_onlyWholeHours = true;
    std::size_t m_keptOfFile = 0;
};

Result<void> ClearinghouseReader::readFile(const std::filesystem::path& path)
{
    const Result<std::string> text = readTextOfRows(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    FileTally tally(path.string(), std::string(kAdvice));
    m_rows.beginFile(path.string());
    m_fieldCount = 0;
    m_file = path.string();
    m_onlyWholeHours = true;
    m_keptOfFile = 0;
    DelimitedRows rows(*text, detectSeparator(*text));
    while (rows.next()) {
        if (m_options.stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, concat(path.string(), ": reading was given up"));
        }
        if (!rows.isBlank()) {
            tally.countRow();
            readRow(rows, tally);
        }
    }
    if (Result<void> closed = tally.close(m_report); !closed) {
        return closed;
    }
    return checkStep();
}

void ClearinghouseReader::readRow(const DelimitedRows& rows, FileTally& tally)
{
    const Fields fields = withoutTrailingCommas(rows.fields());
    if (const auto stray = strayQuote(rows)) {
        return tally.addBad(rows, *stray);
    }
    if (!isWholeLayout(fields.size())) {
        return tally.addBad(rows, concat(fields.size(), " fields"), "12 fields and 5 for each lane, such as 52");
    }
    if (m_fieldCount != 0 && fields.size() != m_fieldCount) {
        return tally.addBad(rows, concat(fields.size(), " fields"),
                            concat(m_fieldCount, " fields as in the rows before"));
    }
    if (const auto fault = readFields(fields, rows)) {
        return tally.addBad(rows, *fault);
    }
    m_fieldCount = fields.size();
}

std::optional<FieldFault> ClearinghouseReader::readFields(Fields fields, const DelimitedRows& rows)
{
    MeasuredRow row;
    if (const auto fault = readReading(fields, row.reading)) {
        return fault;
    }
    if (const auto fault = checkLanes(fields, rows)) {
        return fault;
    }
    Station station;
    KnownStation* known = findStation(fields[Field::Id]);
    if (known == nullptr || !isDescribedAs(*known, fields)) {
        if (const auto fault = readDescription(fields, station)) {
            return fault;
        }
    }
    if (known != nullptr ? !known->wanted : !isWanted(station)) {
        noteStation(known, std::move(station), fields);
        ++m_report.filteredRows;
        return std::nullopt;
    }
    const auto time = m_rows.readTime(fields[Field::Time], rows.line());
    if (!time) {
        return FieldFault{Field::Time, "a time on a whole 5 minutes, such as 10/04/2022 08:35:00"};
    }
    row.time = *time;
    row.station = noteStation(known, std::move(station), fields).index;
    keep(row, lanesIn(fields));
    return std::nullopt;
}

void ClearinghouseReader::keep(const MeasuredRow& row, int lanes)
{
    m_rows.add(row);
    Station& station = m_rows.station(row.station);
    station.lanes = std::max(station.lanes, lanes);
    m_onlyWholeHours = m_onlyWholeHours && row.time.secondOfDay % 3600 == 0;
    ++m_keptOfFile;
}

KnownStation* ClearinghouseReader::findStation(std::string_view id)
{
    if (m_nextKnown >= m_known.size()) {
        m_nextKnown = 0;
    }
    if (m_nextKnown < m_known.size() && m_known[m_nextKnown].id == id) {
        return &m_known[m_nextKnown++];
    }
    const auto at = m_byId.find(std::string(trim(id)));
    if (at == m_byId.end()) {
        return nullptr;
    }
    m_nextKnown = at->second + 1;
    return &m_known[at->second];
}

bool ClearinghouseReader::isDescribedAs(const KnownStation& known, Fields fields)
{
    return std::equal(known.description.begin(), known.description.end(), fields.begin() + Field::District);
}

/// Remembers a new station, or a new description of an old one.
const KnownStation& ClearinghouseReader::noteStation(KnownStation* known, Station station, Fields fields)
{
    if (known != nullptr && isDescribedAs(*known, fields)) {
        return *known;
    }
    if (known == nullptr) {
        m_nextKnown = m_known.size() + 1;
        m_byId.emplace(station.id, m_known.size());
        known = &m_known.emplace_back();
        known->id = station.id;
        known->wanted = isWanted(station);
        known->index = known->wanted ? m_rows.addStation(std::move(station)) : 0;
    } else if (!std::exchange(known->noted, true)) {
        m_report.notes.push_back(
            concat("Station ", known->id, " is described differently in ", m_file, "; its first description is kept"));
    }
    std::copy_n(fields.begin() + Field::District, known->description.size(), known->description.begin());
    return *known;
}

bool ClearinghouseReader::isWanted(const Station& station) const
{
    const auto& ids = m_options.stations;
    const auto& kinds = m_options.kinds;
    const bool idWanted = ids.empty() || std::find(ids.begin(), ids.end(), station.id) != ids.end();
    return idWanted && (kinds.empty() || std::find(kinds.begin(), kinds.end(), station.kind) != kinds.end());
}

Result<void> ClearinghouseReader::checkStep() const
{
    // An hourly file of 6 lanes would pass for one of 5 minutes; its rows all stand on whole hours.
    constexpr std::size_t kTooManyToBeChance = 12; ///< rows a station; as many as a station has in one hour
    const auto stations = std::count_if(m_known.begin(), m_known.end(), [](const auto& each) { return each.wanted; });
    if (m_onlyWholeHours && m_keptOfFile > kTooManyToBeChance * static_cast<std::size_t>(stations)) {
        return badFile({.file = m_file, .found = "rows on whole hours only", .expected = "a row every 5 minutes"},
                       kAdvice);
    }
    return {};
}

Result<Imported> ClearinghouseReader::finish() &&
{
    const bool noneWanted =
        std::none_of(m_known.begin(), m_known.end(), [](const KnownStation& each) { return each.wanted; });
    if (noneWanted) {
        return badFile({.file = m_report.files.front(),
                        .found = concat(m_known.size(), " stations such as ", m_known.front().id),
                        .expected = "at least one of the stations and kinds asked for"},
                       "Ask for stations that are in the files");
    }
    Result<Measurements> measurements = std::move(m_rows).lay(m_options, DateOrder::MonthFirst, m_report);
    if (!measurements) {
        return tl::unexpected(measurements.error());
    }
    return Imported{std::move(*measurements), std::move(m_report)};
}

} // namespace

Result<Imported> readClearinghouse(std::span<const std::filesystem::path> paths, const ReadOptions& options)
{
    return readFileByFile(paths, ClearinghouseReader(options));
}

} // namespace twin
