// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/gmns_writer.h"

#include <array>
#include <charconv>
#include <functional>
#include <string>

#include "twin/core/quantity.h"
#include "twin/core/text.h"
#include "twin/io/station_codes.h"
#include "twin/io/text_file.h"
#include "twin/io/wkt_line.h"

namespace twin {

namespace {

/// The shortest decimal which the reader turns to exactly `value`; if none does, the nearest one.
/// `convert` is the reader's arithmetic, `guess` its inverse to within rounding.
std::string shortest(double value, double guess, const std::function<double(double)>& convert)
{
    constexpr int kMostDigits = 17; ///< tell any two doubles apart
    std::string text;
    for (int digits = 1; digits <= kMostDigits; ++digits) {
        std::array<char, 64> buffer{};
        const auto [end, error] =
            std::to_chars(buffer.data(), buffer.data() + buffer.size(), guess, std::chars_format::general, digits);
        text.assign(buffer.data(), end);
        if (convert(*parseNumber(text)) == value) {
            return concat(*parseNumber(text)); // without an exponent where it is not shorter
        }
    }
    return concat(guess);
}

/// A field as it must stand between commas. No line break can be written, so it becomes a blank.
std::string field(std::string_view text)
{
    std::string plain;
    bool mustQuote = false;
    for (const char letter : text) {
        mustQuote = mustQuote || letter == ',' || letter == '"';
        plain.push_back(letter == '\n' || letter == '\r' ? ' ' : letter);
        plain.append(letter == '"' ? "\"" : "");
    }
    return mustQuote ? concat("\"", plain, "\"") : plain;
}

std::string lettersOf(char direction) { return direction == ' ' ? std::string() : std::string(1, direction); }
std::string numberOf(int number) { return number == 0 ? std::string() : concat(number); }

std::string configOf(const RoadNetwork& network)
{
    return concat(
        "dataset_name,short_length,long_length,speed,crs,geometry_field_format,currency,version_number,id_type\n",
        field(network.name()), ",ft,mile,mph,EPSG:4326,WKT,,0.96,string\n");
}

std::string nodesOf(const RoadNetwork& network)
{
    std::string text = "node_id,name,x_coord,y_coord\n";
    for (const Node& node : network.nodes()) {
        text += concat(field(node.id), ",", field(node.name), ",", node.at.lon_deg, ",", node.at.lat_deg, "\n");
    }
    return text;
}

std::string rowOf(const RoadNetwork& network, const Link& link)
{
    const double lanes = link.lanes;
    const std::string length =
        shortest(link.length_m, link.length_m / kMetresPerMile, [](double miles) { return miles * kMetresPerMile; });
    const std::string capacity = shortest(link.capacity_vps, link.capacity_vps / lanes * 3600.0,
                                          [lanes](double perHour) { return lanes * (perHour / 3600.0); });
    const std::string speed = shortest(link.freeSpeed_mps, link.freeSpeed_mps / kMetresPerSecondPerMph,
                                       [](double mph) { return mph * kMetresPerSecondPerMph; });
    const std::string jam = shortest(link.jamDensity_vpm, link.jamDensity_vpm / lanes * kMetresPerMile,
                                     [lanes](double perMile) { return lanes * (perMile / kMetresPerMile); });
    return concat(field(link.id), ",", field(link.name), ",", field(network.nodes()[link.from.value].id), ",",
                  field(network.nodes()[link.to.value].id), ",1,", field(wktLine(link.shape)), ",", length, ",",
                  nameOf(link.kind), ",", capacity, ",", speed, ",", link.lanes, ",", numberOf(link.freeway), ",",
                  lettersOf(link.direction), ",", jam, "\n");
}

std::string linksOf(const RoadNetwork& network)
{
    std::string text =
        "link_id,name,from_node_id,to_node_id,directed,geometry,length,facility_type,capacity,free_speed,"
        "lanes,freeway,direction,jam_density\n";
    for (const Link& link : network.links()) {
        text += rowOf(network, link);
    }
    return text;
}

std::string locationsOf(const RoadNetwork& network)
{
    std::string text = "loc_id,name,link_id,x_coord,y_coord,loc_type,station_id,station_type,lanes,freeway,direction,"
                       "abs_pm\n";
    std::size_t number = 0;
    for (const PlacedStation& placed : network.stations()) {
        const Station& station = placed.station;
        text += concat(++number, ",", field(placed.name), ",",
                       placed.link ? field(network.link(*placed.link).id) : std::string(), ",", placed.at.lon_deg, ",",
                       placed.at.lat_deg, ",vehicle_detector,", field(station.id), ",", codeOf(station.kind), ",",
                       numberOf(station.lanes), ",", numberOf(station.freeway), ",", lettersOf(station.direction), ",",
                       placed.absPostmile ? concat(*placed.absPostmile) : std::string(), "\n");
    }
    return text;
}

} // namespace

Result<void> writeGmns(const RoadNetwork& network, const std::filesystem::path& folder)
{
    Result<void> written = writeTextAtomically(folder / "config.csv", configOf(network));
    written = written ? writeTextAtomically(folder / "node.csv", nodesOf(network)) : written;
    written = written ? writeTextAtomically(folder / "link.csv", linksOf(network)) : written;
    return written ? writeTextAtomically(folder / "location.csv", locationsOf(network)) : written;
}

} // namespace twin
