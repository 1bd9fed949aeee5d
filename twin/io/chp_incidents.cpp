// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/chp_incidents.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/delimited_rows.h"
#include "twin/io/pems_time.h"
#include "twin/io/text_file.h"

namespace twin {

namespace {

constexpr std::string_view kAdvice =
    "Give an incident file of the PeMS Clearinghouse, all_text_chp_incidents_day_YYYY_MM_DD.txt.";
constexpr double kLongest_min = 10080.0; ///< a week; longer ones were never closed

/// Where in a row.
enum Field : std::size_t {
    Id = 0,
    Time = 3,
    Description = 4,
    Location = 5,
    Latitude = 9,
    Longitude = 10,
    Freeway = 14,
    Direction = 15,
    AbsPostmile = 17,
    Duration = 19,
    kFields = 20
};

/// One row as it stands, read but not placed.
struct Row {
    std::string id;
    LocalTime time;
    std::string description;
    std::string location;
    std::optional<GeoPoint> at;
    NamedRoad road;
    std::optional<double> postmile;
    std::optional<double> duration_min;
};

/// The action of PeMS' words: "1183-Trfc Collision-Unkn Inj", "CLOSURE of a Road", "1125-Traffic Hazard".
Action actionOf(const std::string& description, const Link& link)
{
    const std::string words = lower(description);
    const auto says = [&](std::string_view what) { return words.find(what) != std::string::npos; };
    const Place where{.links = {link.id}, .stations = {}, .near = {}};
    if (says("closure") && says("road")) {
        return LinkClosure{where};
    }
    const bool isBlocking = says("collision") || says("sig alert") || says("sigalert") || says("hit and run");
    return Incident{where, isBlocking ? 1 : 0};
}

class ChpReader {
public:
    ChpReader(const std::filesystem::path& path, std::string_view text, const EventPlaces& places)
        : m_path(path.string()), m_rows(text, ','), m_places(places)
    {
    }

    /// Reads the rows; their times are placed later, when the whole period is known.
    Result<std::vector<Row>> rows()
    {
        std::vector<Row> rows;
        std::set<std::string> seen;
        while (m_rows.next()) {
            if (m_rows.isBlank()) {
                continue;
            }
            auto row = read();
            if (!row) {
                return tl::unexpected(row.error());
            }
            if (!seen.insert(row->id).second) {
                return bad(Id, "every incident once");
            }
            rows.push_back(std::move(*row));
        }
        return rows;
    }

private:
    [[nodiscard]] std::string_view text(Field field) const { return trim(m_rows.fields()[field]); }

    [[nodiscard]] tl::unexpected<Error> bad(Field field, std::string_view expected) const
    {
        return badFile({m_path, m_rows.line(), m_rows.column(field), excerpt(text(field)), std::string(expected)},
                       kAdvice);
    }

    Result<std::optional<double>> number(Field field, double least, double most, std::string_view expected) const
    {
        if (text(field).empty()) {
            return std::optional<double>{};
        }
        const auto value = parseNumber(text(field));
        if (!value || !(*value >= least && *value <= most)) {
            return bad(field, expected);
        }
        return value;
    }

    Result<Row> read() const
    {
        if (m_rows.fields().size() != kFields || !m_rows.isWellQuoted()) {
            return badFile(
                {m_path, m_rows.line(), 1, concat(m_rows.fields().size(), " fields"), "20 fields between commas"},
                kAdvice);
        }
        Row row{.id = std::string(text(Id)),
                .time = {},
                .description = std::string(text(Description)),
                .location = std::string(text(Location)),
                .at = {},
                .postmile = {},
                .duration_min = {}};
        if (row.id.empty()) {
            return bad(Id, "the id of the incident");
        }
        const auto written = parseWrittenTime(text(Time));
        const auto day = written ? dayOf(written->date, DateOrder::MonthFirst) : std::nullopt;
        if (!day) {
            return bad(Time, "a time MM/DD/YYYY HH:MM:SS");
        }
        row.time = LocalTime(*day) + std::chrono::seconds(written->secondOfDay);
        const std::string_view direction = text(Direction);
        if (direction.size() > 1 || std::string_view("NSEW").find(direction) == std::string_view::npos) {
            return bad(Direction, "a direction: N, S, E or W, or nothing");
        }
        row.road.direction = direction.empty() ? ' ' : direction.front();
        return readNumbers(std::move(row));
    }

    Result<Row> readNumbers(Row row) const
    {
        const auto lat = number(Latitude, -89.0, 89.0, "a latitude from -89 to 89 degrees");
        const auto lon = number(Longitude, -180.0, 180.0, "a longitude from -180 to 180 degrees");
        const auto freeway = number(Freeway, 0.0, 999.0, "the number of a freeway");
        const auto postmile = number(AbsPostmile, -9999.0, 9999.0, "an absolute postmile");
        const auto duration = number(Duration, 0.0, 1e6, "a duration in minutes");
        for (const auto* each : {&lat, &lon, &freeway, &postmile, &duration}) {
            if (!*each) {
                return tl::unexpected(each->error());
            }
        }
        if (lat->has_value() && lon->has_value() && (**lat != 0.0 || **lon != 0.0)) {
            row.at = GeoPoint{**lat, **lon};
        }
        row.road.freeway = static_cast<int>(freeway->value_or(0.0));
        row.postmile = *postmile;
        row.duration_min = *duration;
        return row;
    }

    std::string m_path;
    DelimitedRows m_rows;
    const EventPlaces& m_places;
};

/// The link of a row, by its coordinates, else by its postmile; else why there is none.
std::optional<LinkIndex> placeRow(const Row& row, const EventPlaces& places, std::string& whyNot)
{
    if (row.road.freeway == 0) {
        whyNot = "on no freeway";
        return std::nullopt;
    }
    if (!places.has(row.road)) {
        whyNot = "on a freeway that the network does not have";
        return std::nullopt;
    }
    auto at = row.at;
    if (!at && row.postmile) {
        at = places.pointAt(row.road, *row.postmile);
    }
    const auto link = at ? places.linkAt(row.road, *at) : std::nullopt;
    if (!link) {
        whyNot = "near no road of the network";
    }
    return link;
}

} // namespace

Result<EventImport> readChpIncidents(const std::filesystem::path& path, const EventPlaces& places,
                                     const std::string& zone)
try {
    const auto text = readText(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    const auto rows = ChpReader(path, *text, places).rows();
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    EventImport import;
    import.entries = rows->size();
    if (rows->empty()) {
        return import;
    }
    const auto [first, last] = std::ranges::minmax(*rows, {}, &Row::time);
    const auto asUtc = [](LocalTime time) { return UtcTime(time.time_since_epoch()); };
    const auto clock =
        localClock(zone, asUtc(first.time) - std::chrono::days(1), asUtc(last.time) + std::chrono::days(1));
    if (!clock) {
        return tl::unexpected(clock.error());
    }
    for (const Row& row : *rows) {
        std::string whyNot;
        const auto link = placeRow(row, places, whyNot);
        if (link && (!row.duration_min || *row.duration_min == 0.0)) {
            whyNot = "without a duration";
        } else if (link && *row.duration_min > kLongest_min) {
            whyNot = "longer than a week, so never closed";
        }
        if (!whyNot.empty()) {
            ++import.passedOver[whyNot];
            continue;
        }
        const UtcTime from = instantsOf(row.time, *clock).earlier;
        Event event{.from = from,
                    .to = from + std::chrono::seconds(std::llround(*row.duration_min * 60.0)),
                    .note =
                        concat("CHP ", row.id, ": ", row.description, row.location.empty() ? "" : ", ", row.location)};
        event.action = actionOf(row.description, places.network().link(*link));
        import.events.push_back(std::move(event));
    }
    import.notes.emplace_back("CHP files do not say how many lanes are blocked: a collision was read as one, anything "
                              "else as being on the shoulder");
    return import;
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

} // namespace twin
