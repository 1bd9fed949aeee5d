// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/random.h"

#include <bit>
#include <cmath>

#include "twin/core/assert.h"

namespace twin {

namespace {

std::uint64_t splitmix64(std::uint64_t& state)
{
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/// FNV-1a, 64 bits: enough to tell purposes apart.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char letter : text) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    }
    return hash;
}

} // namespace

RandomStream::RandomStream(std::uint64_t seed, std::string_view purpose)
{
    std::uint64_t state = hashOf(purpose);
    state = splitmix64(state) ^ seed;
    for (std::uint64_t& word : m_state) {
        word = splitmix64(state);
    }
}

std::uint64_t RandomStream::bits()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double RandomStream::uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

std::uint64_t RandomStream::below(std::uint64_t count)
{
    TWIN_ASSERT(count > 0, "a draw needs at least one possibility");
    const std::uint64_t threshold = (0 - count) % count;
    for (;;) {
        const std::uint64_t draw = bits();
        if (draw >= threshold) {
            return draw % count;
        }
    }
}

double RandomStream::normal()
{
    if (m_hasSpareNormal) {
        m_hasSpareNormal = false;
        return m_spareNormal;
    }
    for (;;) {
        const double u = 2.0 * uniform() - 1.0;
        const double v = 2.0 * uniform() - 1.0;
        const double s = u * u + v * v;
        if (s > 0.0 && s < 1.0) {
            const double factor = std::sqrt(-2.0 * std::log(s) / s);
            m_spareNormal = v * factor;
            m_hasSpareNormal = true;
            return u * factor;
        }
    }
}

std::uint64_t RandomStream::poisson(double mean)
{
    TWIN_ASSERT(mean >= 0.0, "a Poisson mean is not negative");
    if (mean > 30.0) {
        const double draw = std::round(mean + std::sqrt(mean) * normal());
        return draw > 0.0 ? static_cast<std::uint64_t>(draw) : 0;
    }
    const double limit = std::exp(-mean);
    double product = uniform();
    std::uint64_t count = 0;
    while (product > limit) {
        product *= uniform();
        ++count;
    }
    return count;
}

} // namespace twin
