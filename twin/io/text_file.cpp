// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/text_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"

namespace twin {

namespace {

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kSmallestBuffer = 64UL * 1024;       ///< one read of a small file
constexpr std::size_t kLargestStep = 1024UL * 1024 * 1024; ///< zlib counts in 32 bits, Linux reads at most 2 GiB
constexpr int kGzipWindow = 16 + MAX_WBITS;                ///< zlib manual: "add 16 to decode only the gzip format"

/// An open file, closed at the end of its scope.
class OpenFile {
public:
    OpenFile(const std::filesystem::path& path, int flags) : m_descriptor(::open(path.c_str(), flags | O_CLOEXEC, 0666))
    {
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() { close(); }

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    bool close()
    {
        const bool closed = m_descriptor < 0 || ::close(m_descriptor) == 0;
        m_descriptor = -1;
        return closed;
    }

private:
    int m_descriptor;
};

tl::unexpected<Error> systemFailure(const std::filesystem::path& path, std::string_view deed, int number)
{
    const bool missing = number == ENOENT || number == ENOTDIR;
    return fail(missing ? ErrorCode::NotFound : ErrorCode::Io,
                concat(path.string(), ": cannot be ", deed, ": ", std::generic_category().message(number)));
}

/// Inflates the members of a gzip file one after another.
class Inflater {
public:
    Inflater() { m_ready = inflateInit2(&m_stream, kGzipWindow) == Z_OK; }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater()
    {
        if (m_ready) {
            inflateEnd(&m_stream);
        }
    }

    /// Appends to `text` until `limit` or the end of `packed`. Returns what is wrong with the data, or nothing.
    std::string_view inflateAll(std::string& packed, std::string& text, std::size_t limit);

private:
    void feed(std::string& packed);
    int inflateInto(std::string& text);

    std::size_t m_fed = 0; ///< bytes of the packed text that zlib was shown
    z_stream m_stream{};
    bool m_ready = false;
};

bool startsGzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

int Inflater::inflateInto(std::string& text)
{
    const std::size_t before = text.size();
    const std::size_t room = std::clamp(before, kSmallestBuffer, kLargestStep);
    text.resize(before + room);
    m_stream.next_out = reinterpret_cast<Bytef*>(text.data() + before);
    m_stream.avail_out = static_cast<uInt>(room);
    const int status = ::inflate(&m_stream, Z_NO_FLUSH);
    text.resize(before + room - m_stream.avail_out);
    return status;
}

void Inflater::feed(std::string& packed)
{
    if (m_stream.avail_in == 0) {
        const std::size_t step = std::min(packed.size() - m_fed, kLargestStep);
        m_stream.next_in = reinterpret_cast<Bytef*>(packed.data() + m_fed);
        m_stream.avail_in = static_cast<uInt>(step);
        m_fed += step;
    }
}

std::string_view Inflater::inflateAll(std::string& packed, std::string& text, std::size_t limit)
{
    if (!m_ready) {
        return "zlib could not be started";
    }
    while (text.size() < limit) {
        feed(packed);
        const int status = inflateInto(text);
        const std::size_t left = m_stream.avail_in + (packed.size() - m_fed);
        if (status == Z_STREAM_END) {
            const std::string_view rest = std::string_view(packed).substr(packed.size() - left);
            if (rest.find_first_not_of('\0') == std::string_view::npos) {
                return {}; // tapes and old tools pad with zeros
            }
            if (!startsGzip(rest)) {
                return "something that is not gzip follows after the compressed data";
            }
            inflateReset(&m_stream);
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            return m_stream.msg != nullptr ? m_stream.msg : "the compressed data are broken";
        } else if (left == 0 && m_stream.avail_out != 0) {
            return "the compressed data end too early";
        }
    }
    return {};
}

Result<std::string> readBytes(const std::filesystem::path& path, std::size_t limit)
{
    const OpenFile file(path, O_RDONLY);
    if (!file.isOpen()) {
        return systemFailure(path, "opened", errno);
    }
    struct stat status = {};
    const bool sized = ::fstat(file.descriptor(), &status) == 0 && status.st_size > 0;
    // One byte more than the size, so that the end shows itself without growing the buffer.
    std::string bytes(std::min(sized ? static_cast<std::size_t>(status.st_size) + 1 : kSmallestBuffer, limit), '\0');
    std::size_t size = 0;
    while (size < limit) {
        if (size == bytes.size()) {
            bytes.resize(std::min(size + std::max(size / 2, kSmallestBuffer), limit));
        }
        const ssize_t got = ::read(file.descriptor(), bytes.data() + size, std::min(bytes.size() - size, kLargestStep));
        if (got == 0) {
            break;
        }
        if (got < 0 && errno != EINTR) {
            return systemFailure(path, "read", errno);
        }
        size += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    bytes.resize(size);
    return bytes;
}

Result<void> checkIsText(const std::filesystem::path& path, std::string_view text)
{
    if (text.starts_with("PK\x03\x04")) {
        return fail(ErrorCode::InvalidInput,
                    concat(path.string(), ": line 1, column 1: found a zip archive or .xlsx workbook, expected text. "
                                          "Unpack it, or save the sheet as CSV"));
    }
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
        return fail(ErrorCode::InvalidInput, concat(path.string(), ": line 1, column 1: found UTF-16 text, expected "
                                                                   "UTF-8. Save it again as UTF-8 or plain CSV"));
    }
    const std::size_t nul = text.find('\0');
    if (nul == std::string_view::npos) {
        return {};
    }
    const std::string_view before = text.substr(0, nul);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t column = nul - (before.rfind('\n') + 1) + 1; // npos + 1 is 0
    return fail(ErrorCode::InvalidInput, concat(path.string(), ": line ", line, ", column ", column,
                                                ": found a zero byte, expected text. Is this another kind of file?"));
}

Result<std::string> readUpTo(const std::filesystem::path& path, std::size_t limit)
try {
    Result<std::string> bytes = readBytes(path, limit);
    if (!bytes) {
        return bytes;
    }
    if (startsGzip(*bytes)) {
        std::string text;
        const std::string_view wrong = Inflater().inflateAll(*bytes, text, limit);
        const bool cutHere = bytes->size() >= limit; // then nothing is known of the end
        if (!wrong.empty() && !cutHere) {
            return fail(ErrorCode::InvalidInput,
                        concat(path.string(), ": is not a whole gzip file: ", wrong, " (after ", text.size(),
                               " bytes of text). Download or copy it again"));
        }
        *bytes = std::move(text);
    }
    if (bytes->starts_with("\xef\xbb\xbf")) {
        bytes->erase(0, 3);
    }
    if (const Result<void> isText = checkIsText(path, *bytes); !isText) {
        return tl::unexpected(isText.error());
    }
    return bytes;
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

/// What went wrong while writing, as errno; 0 if nothing did.
int writeAndFlush(OpenFile& file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(file.descriptor(), text.data(), std::min(text.size(), kLargestStep));
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    if (::fsync(file.descriptor()) != 0 || !file.close()) {
        return errno;
    }
    return 0;
}

} // namespace

Result<std::string> readText(const std::filesystem::path& path) { return readUpTo(path, kNoLimit); }

Result<std::string> readRaw(const std::filesystem::path& path)
try {
    return readBytes(path, kNoLimit);
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

Result<std::string> readTextHead(const std::filesystem::path& path, std::size_t size) { return readUpTo(path, size); }

Result<void> writeTextAtomically(const std::filesystem::path& path, std::string_view text)
try {
    std::filesystem::path temporary = path;
    temporary += concat(".part-", ::gettid()); // two threads may write the same file at once
    ::unlink(temporary.c_str());               // what an earlier thread of this number left when it was killed
    OpenFile file(temporary, O_WRONLY | O_CREAT | O_EXCL);
    if (!file.isOpen()) {
        return systemFailure(path, "written", errno);
    }
    int failure = writeAndFlush(file, text);
    if (failure == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) {
        failure = errno;
    }
    if (failure != 0) {
        ::unlink(temporary.c_str());
        return systemFailure(path, "written", failure);
    }
    // The name itself must survive a power cut too; some file systems do not let folders be flushed, which is no loss.
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    const OpenFile directory(folder, O_RDONLY | O_DIRECTORY);
    if (directory.isOpen()) {
        ::fsync(directory.descriptor());
    }
    return {};
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

} // namespace twin
