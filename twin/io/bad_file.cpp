// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/bad_file.h"

#include <new>
#include <stdexcept>

#include "twin/core/text.h"

namespace twin {

std::string excerpt(std::string_view text)
{
    constexpr std::size_t kShown = 40; ///< characters; what fits on one line beside the rest of the sentence
    if (text.empty()) {
        return "nothing";
    }
    std::string shown = "\"";
    for (const char letter : text.substr(0, kShown)) {
        const bool isPrintable = letter >= ' ' && letter <= '~';
        shown.push_back(isPrintable ? letter : '?');
    }
    return shown.append(text.size() > kShown ? "...\"" : "\"");
}

std::string describe(const BadRow& row)
{
    return concat(row.file, ": line ", row.line, ", column ", row.column, ": found ", row.found, ", expected ",
                  row.expected);
}

tl::unexpected<Error> badFile(const BadRow& row, std::string_view advice)
{
    return fail(ErrorCode::InvalidInput, concat(describe(row), ". ", advice));
}

tl::unexpected<Error> foreignFailure(const std::filesystem::path& path, const std::exception& exception)
{
    const bool outOfMemory = dynamic_cast<const std::bad_alloc*>(&exception) != nullptr ||
                             dynamic_cast<const std::length_error*>(&exception) != nullptr;
    if (outOfMemory) {
        return fail(ErrorCode::Unavailable,
                    concat(path.string(), ": does not fit into the memory of this machine. Read fewer files, or fewer "
                                          "stations of them"));
    }
    return fail(ErrorCode::Internal, concat(path.string(), ": ", exception.what()));
}

} // namespace twin
