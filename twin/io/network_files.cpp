// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/network_files.h"

#include <utility>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/gmns_reader.h"
#include "twin/io/pems_metadata.h"
#include "twin/io/sumo_net_reader.h"
#include "twin/io/text_file.h"
#include "twin/network/freeway_builder.h"

namespace twin {

namespace {

constexpr std::string_view kExpected =
    "a folder with node.csv and link.csv (GMNS), a SUMO network (.net.xml) or PeMS station metadata";

Result<ImportedNetwork> readStationsAlone(const std::filesystem::path& path)
{
    auto list = readPemsMetadata(path);
    if (!list) {
        return tl::unexpected(std::move(list.error()));
    }
    auto built = buildFreeways(path.stem().string(), std::move(list->stations));
    if (!built) {
        return failIn(path.string(), std::move(built.error()));
    }
    NetworkReport report{.files = {path.string()}, .notes = std::move(list->notes)};
    report.notes.insert(report.notes.end(), built->notes.begin(), built->notes.end());
    report.notes.emplace_back("Roads run straight from station to station; speeds, capacities and the lanes of ramps "
                              "without a count are the usual ones of their kind.");
    return ImportedNetwork{.network = std::move(built->network), .report = std::move(report)};
}

} // namespace

std::string_view nameOf(NetworkFormat format)
{
    switch (format) {
    case NetworkFormat::Gmns:
        return "GMNS";
    case NetworkFormat::SumoNet:
        return "SUMO network";
    case NetworkFormat::PemsMetadata:
        return "PeMS station metadata";
    }
    return "";
}

Result<NetworkFormat> networkFormatOf(const std::filesystem::path& path)
{
    constexpr std::size_t kHead = 4096; ///< bytes; more than any first line
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        if (std::filesystem::exists(path / "node.csv", ignored)) {
            return NetworkFormat::Gmns;
        }
        return fail(ErrorCode::InvalidInput, concat(path.string(), ": found no node.csv in it, expected ", kExpected));
    }
    const auto head = readTextHead(path, kHead);
    if (!head) {
        return tl::unexpected(head.error());
    }
    const std::string_view text = trim(*head);
    if (text.starts_with('<')) {
        return NetworkFormat::SumoNet;
    }
    const std::string first = lower(text.substr(0, text.find('\n')));
    if (first.starts_with("id\tfwy\t")) {
        return NetworkFormat::PemsMetadata;
    }
    return badFile({.file = path.string(),
                    .line = 1,
                    .column = 1,
                    .found = text.empty() ? std::string("an empty file") : excerpt(first),
                    .expected = std::string(kExpected)},
                   "For GMNS give the folder, not a file in it");
}

Result<ImportedNetwork> readNetwork(const std::filesystem::path& path)
{
    const auto format = networkFormatOf(path);
    if (!format) {
        return tl::unexpected(format.error());
    }
    switch (*format) {
    case NetworkFormat::Gmns:
        return readGmns(path);
    case NetworkFormat::SumoNet:
        return readSumoNet(path);
    case NetworkFormat::PemsMetadata:
        return readStationsAlone(path);
    }
    return fail(ErrorCode::Internal, "a format without a reader");
}

} // namespace twin
