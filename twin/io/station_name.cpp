// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/station_name.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "twin/core/text.h"

namespace twin {

std::optional<std::string> stationNumberIn(const std::filesystem::path& path)
{
    constexpr std::string_view kDigits = "0123456789";
    const std::string name = path.filename().string();
    std::size_t begin = name.find_first_of(kDigits);
    while (begin != std::string::npos) {
        const std::size_t end = std::min(name.find_first_not_of(kDigits, begin), name.size());
        if (end - begin == 6 || end - begin == 7) {
            return name.substr(begin, end - begin);
        }
        begin = name.find_first_of(kDigits, end);
    }
    return std::nullopt;
}

std::string plainNameOf(const std::filesystem::path& path)
{
    constexpr std::array<std::string_view, 3> kEndings = {".gz", ".csv", ".txt"};
    std::filesystem::path name = path.filename();
    for (const std::string_view ending : kEndings) {
        if (lower(name.extension().string()) == ending) {
            name = name.stem();
        }
    }
    return name.string();
}

} // namespace twin
