// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A folder of its own for each test, and the small files that tests of readers are made of.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <zlib.h>

/// One gzip member.
inline std::string gzipped(std::string_view text)
{
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string input(text);
    std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

class FolderTest : public ::testing::Test {
protected:
    FolderTest()
    {
        std::string name = ::testing::TempDir() + "greenloop-XXXXXX";
        m_folder = ::mkdtemp(name.data());
    }
    ~FolderTest() override { std::filesystem::remove_all(m_folder); }

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

    std::filesystem::path write(std::string_view name, std::string_view text) const
    {
        const std::filesystem::path path = m_folder / name;
        std::ofstream(path, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
        return path;
    }

    static std::string contentOf(const std::filesystem::path& path)
    {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

    [[nodiscard]] std::size_t filesInFolder() const
    {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(m_folder), {}));
    }

private:
    std::filesystem::path m_folder;
};

/// One row of a Clearinghouse file with two lanes.
struct ClearinghouseRow {
    std::string time = "10/14/2022 00:00:00";
    std::string station = "401833";
    std::string kind = "ML";
    std::string percent = "100";
    std::string flow = "60";
    std::string occupancy = ".05";
    std::string speed = "60";
    std::string lanes = "10,30,.05,60,1,10,30,.05,60,1";

    [[nodiscard]] std::string text() const
    {
        return time + "," + station + ",4,101,N," + kind + ",.445,20," + percent + "," + flow + "," + occupancy + "," +
               speed + "," + lanes + "\n";
    }
};

inline std::string clearinghouse(std::initializer_list<ClearinghouseRow> rows)
{
    std::string text;
    for (const ClearinghouseRow& row : rows) {
        text += row.text();
    }
    return text;
}

inline constexpr std::string_view kWebHeader = "5 Minutes,Flow (Veh/5 Minutes),# Lane Points,% Observed\n";

/// A web export with one row a time; flows count up from 1.
inline std::string webExport(const std::vector<std::string>& times)
{
    std::string text(kWebHeader);
    int flow = 0;
    for (const std::string& time : times) {
        text += time + "," + std::to_string(++flow) + ",3,100\n";
    }
    return text;
}

#define EXPECT_MENTIONS(text, piece) EXPECT_NE((text).find(piece), std::string::npos) << (text)
