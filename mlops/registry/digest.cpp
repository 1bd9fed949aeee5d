// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/registry/digest.h"

#include <openssl/evp.h>

#include "twin/core/assert.h"

namespace mlops {

struct Digest::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Digest::Digest() : m_state(std::make_unique<State>())
{
    TWIN_ASSERT(EVP_DigestInit_ex(m_state->context, EVP_sha256(), nullptr) == 1, "SHA-256 is available");
}

Digest::~Digest() = default;

Digest& Digest::addBytes(const void* bytes, std::size_t count)
{
    TWIN_ASSERT(EVP_DigestUpdate(m_state->context, bytes, count) == 1, "a digest takes bytes");
    return *this;
}

Digest& Digest::add(std::uint64_t number) { return addBytes(&number, sizeof number); }

Digest& Digest::add(std::string_view text)
{
    return add(std::uint64_t{text.size()}).addBytes(text.data(), text.size());
}

Digest& Digest::add(std::span<const double> values)
{
    return add(std::uint64_t{values.size()}).addBytes(values.data(), values.size_bytes());
}

Digest& Digest::add(std::span<const float> values)
{
    return add(std::uint64_t{values.size()}).addBytes(values.data(), values.size_bytes());
}

std::array<std::uint8_t, Digest::kBytes> Digest::finish()
{
    std::array<std::uint8_t, kBytes> result{};
    TWIN_ASSERT(EVP_DigestFinal_ex(m_state->context, result.data(), nullptr) == 1, "a digest is finished once");
    return result;
}

std::string Digest::hex()
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : finish()) {
        text.push_back(kDigits[byte >> 4U]);
        text.push_back(kDigits[byte & 15U]);
    }
    return text;
}

std::string sha256Hex(std::string_view bytes)
{
    Digest digest;
    return digest.addBytes(bytes.data(), bytes.size()).hex();
}

} // namespace mlops
