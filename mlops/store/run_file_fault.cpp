// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/run_file_fault.h"

#include <array>
#include <cstdint>
#include <fstream>

#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;

constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr std::size_t kPageSizeAt = 16; ///< two bytes, big-endian; 1 stands for 65536
constexpr std::size_t kPagesAt = 28;    ///< four bytes, big-endian
constexpr std::size_t kHeader = 100;    ///< bytes

constexpr std::string_view kChooseAnother = "choose a file that 'greenloopctl run' or the desktop has written";
constexpr std::string_view kCopyAgain = "copy it again from where it is whole, or compute the run again";

std::uint64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char byte : bytes) {
        value = value << 8U | static_cast<unsigned char>(byte);
    }
    return value;
}

/// Bytes that the database's header says the file has.
std::uint64_t lengthBy(std::string_view header)
{
    const std::uint64_t page = bigEndian(header.substr(kPageSizeAt, 2));
    return (page == 1 ? 65536 : page) * bigEndian(header.substr(kPagesAt, 4));
}

} // namespace

std::string runFileFault(const std::filesystem::path& file, std::optional<std::string_view> reported)
{
    const auto told = [&](const auto&... found) {
        return concat("run file ", file.string(), ": expected a run recorded by GreenLoop, found ", found...);
    };
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return told("a file that may not be read; allow it to be read and written");
    }
    std::array<char, kHeader> bytes{};
    stream.read(bytes.data(), kHeader);
    const std::string_view head(bytes.data(), static_cast<std::size_t>(stream.gcount()));
    if (head.empty()) {
        return told("an empty file; ", kChooseAnother);
    }
    if (!head.starts_with(kMagic)) {
        return told("something that is no SQLite database; ", kChooseAnother);
    }
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(file, unknown);
    if (head.size() < kHeader || (!unknown && size < lengthBy(head))) {
        const std::uint64_t whole = head.size() < kHeader ? kHeader : lengthBy(head);
        return told("the first ", size, " of at least ", whole, " bytes, the rest is missing; ", kCopyAgain);
    }
    return reported ? told("a damaged database (", *reported, "); ", kCopyAgain)
                    : told("a database of another program; ", kChooseAnother);
}

} // namespace mlops
