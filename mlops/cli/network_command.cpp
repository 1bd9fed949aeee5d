// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <vector>

#include "mlops/cli/commands.h"
#include "twin/core/text.h"
#include "twin/io/gmns_writer.h"
#include "twin/io/network_files.h"
#include "twin/io/sumo_writer.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

struct NetworkOptions {
    std::string source;
    std::string to;
    std::string output;
};

std::string counted(std::size_t count, std::string_view what)
{
    return concat(count, " ", what, count == 1 ? "" : "s");
}

std::string kilometres(double metres) { return concat(twin::significant(metres / 1000.0, 4), " km"); }

/// How many stations stand on a road, and how far from it half of them are at most.
std::string stationsOf(const twin::RoadNetwork& network)
{
    std::vector<double> distances_m;
    for (const twin::PlacedStation& placed : network.stations()) {
        if (placed.link) {
            distances_m.push_back(placed.distance_m);
        }
    }
    std::string text = concat(counted(network.stations().size(), "station"), ", ", distances_m.size(), " on a road");
    if (!distances_m.empty()) {
        const auto middle = distances_m.begin() + static_cast<std::ptrdiff_t>(distances_m.size() / 2);
        std::nth_element(distances_m.begin(), middle, distances_m.end());
        text += concat(", median ", twin::significant(*middle, 3), " m from it");
    }
    return text;
}

std::string summaryOf(const twin::ImportedNetwork& imported, twin::NetworkFormat format)
{
    const twin::RoadNetwork& network = imported.network;
    double length_m = 0.0;
    double lane_m = 0.0;
    for (const twin::Link& link : network.links()) {
        length_m += link.length_m;
        lane_m += link.length_m * link.lanes;
    }
    std::string text =
        concat(network.name(), " (", nameOf(format), ")\n", counted(network.nodes().size(), "node"), ", ",
               counted(network.links().size(), "link"), ", ", kilometres(length_m), ", ", kilometres(lane_m),
               " of lanes\n", stationsOf(network), "\n", counted(network.corridors().size(), "corridor"), "\n");
    for (const twin::Corridor& corridor : network.corridors()) {
        double corridor_m = 0.0;
        for (const twin::LinkIndex link : corridor.links) {
            corridor_m += network.link(link).length_m;
        }
        text += concat("  ", corridor.name, ": ", kilometres(corridor_m), ", ", counted(corridor.links.size(), "link"),
                       ", ", counted(corridor.stations.size(), "station"), "\n");
    }
    return text;
}

Result<void> convert(const twin::RoadNetwork& network, const NetworkOptions& options, Console& console)
{
    if (options.to == "gmns") {
        auto written = twin::writeGmns(network, options.output);
        if (written) {
            console.say(concat("Wrote config.csv, node.csv, link.csv and location.csv to ", options.output));
        }
        return written;
    }
    const auto written = twin::writeSumo(network, options.output);
    if (!written) {
        return tl::unexpected(written.error());
    }
    for (const std::string& note : written->notes) {
        console.say(note);
    }
    console.say("Let SUMO make its network of them:");
    Console::print(written->netconvert + '\n');
    return {};
}

Result<ExitCode> showNetwork(const NetworkOptions& options, Console& console)
{
    if (!options.to.empty() && options.output.empty()) {
        return twin::fail(twin::ErrorCode::InvalidInput, "--to: found no -o, expected a folder to write into");
    }
    const auto format = twin::networkFormatOf(options.source);
    const auto imported =
        format ? twin::readNetwork(options.source) : Result<twin::ImportedNetwork>(tl::unexpected(format.error()));
    if (!imported) {
        return tl::unexpected(imported.error());
    }
    for (const std::string& note : imported->report.notes) {
        console.say(note);
    }
    Console::print(summaryOf(*imported, *format));
    if (options.to.empty()) {
        return ExitCode::Fine;
    }
    if (const auto written = convert(imported->network, options, console); !written) {
        return tl::unexpected(written.error());
    }
    return ExitCode::Fine;
}

} // namespace

void addNetworkCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<NetworkOptions>();
    CLI::App* command = app.add_subcommand("network", "Read a road network, say what it holds, and convert it");
    command->add_option("network", options->source, "a GMNS folder, a SUMO .net.xml or PeMS station metadata")
        ->required();
    command->add_option("--to", options->to, "gmns or sumo")->check(CLI::IsMember({"gmns", "sumo"}));
    command->add_option("-o,--output", options->output, "an existing folder to write into");
    command->footer("Example:\n  greenloopctl network data/city-san-jose --to sumo -o /tmp");
    command->callback([options, &context] {
        const auto code = showNetwork(*options, context.console);
        context.exitCode = code ? *code : context.console.fail(code.error());
    });
}

} // namespace mlops
