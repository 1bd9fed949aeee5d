// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SHA-256, by OpenSSL: what names a model version by what went into it and what shows that a stored byte has changed.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace mlops {

class Digest {
public:
    static constexpr std::size_t kBytes = 32;

    Digest();
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    /// Adds a text and its length, so that "ab","c" and "a","bc" differ.
    Digest& add(std::string_view text);
    Digest& add(std::uint64_t number);
    /// Adds the bits of the values, in the machine's (little-endian) order.
    Digest& add(std::span<const double> values);
    Digest& add(std::span<const float> values);
    /// Adds bytes as they are, without a length.
    Digest& addBytes(const void* bytes, std::size_t count);

    /// The digest of what was added. Requires: called once.
    [[nodiscard]] std::array<std::uint8_t, kBytes> finish();
    /// As 64 hexadecimal digits. Requires: called once.
    [[nodiscard]] std::string hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

[[nodiscard]] std::string sha256Hex(std::string_view bytes);

} // namespace mlops
