// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Chance is handed in, never drawn from the air. A RandomStream is made from the run's seed and the name of its
// purpose, so that one part drawing more numbers does not shift what another part sees. The distributions are ours
// because those of the standard library differ from one implementation to the next.
//
// Source: xoshiro256** 1.0 (Blackman, Vigna 2018), seeded through splitmix64 as its authors advise.

#include <array>
#include <cstdint>
#include <string_view>

namespace twin {

class RandomStream {
public:
    /// Ensures: equal seed and purpose give equal sequences; different purposes give unrelated ones.
    RandomStream(std::uint64_t seed, std::string_view purpose);

    /// 64 uniform bits.
    std::uint64_t bits();
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    /// Uniform integer in [0, count). Requires: count > 0. Unbiased (Lemire's rejection).
    std::uint64_t below(std::uint64_t count);
    /// Standard normal (Marsaglia's polar method; the spare value is kept).
    double normal();
    /// Poisson with the given mean >= 0 (inversion below 30, else a rounded normal, never negative).
    std::uint64_t poisson(double mean);

private:
    std::array<std::uint64_t, 4> m_state{};
    double m_spareNormal = 0.0;
    bool m_hasSpareNormal = false;
};

} // namespace twin
