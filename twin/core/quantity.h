// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Physical quantities as types, so that a joule cannot be passed where a watt is wanted and the unit need not be
// guessed from a name. SI inside; conversions to the field's units (mph, veh/h, mile) stand at the file formats.

#include <compare>

namespace twin {

template <typename Unit>
struct Quantity {
    double value = 0.0;

    friend constexpr auto operator<=>(Quantity,
                                      Quantity) = default; // NOLINT(modernize-use-nullptr): as in core/index.h
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
    friend constexpr Quantity operator*(Quantity a, double factor) { return {a.value * factor}; }
    friend constexpr Quantity operator*(double factor, Quantity a) { return {a.value * factor}; }
    friend constexpr Quantity operator/(Quantity a, double divisor) { return {a.value / divisor}; }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
    constexpr Quantity& operator+=(Quantity other)
    {
        value += other.value;
        return *this;
    }
};

using Joules = Quantity<struct JouleUnit>;
using Watts = Quantity<struct WattUnit>;
using Seconds = Quantity<struct SecondUnit>;
using Metres = Quantity<struct MetreUnit>;
using MetresPerSecond = Quantity<struct MetrePerSecondUnit>;

constexpr Joules operator*(Watts power, Seconds time) { return {power.value * time.value}; }
constexpr Watts operator/(Joules energy, Seconds time) { return {energy.value / time.value}; }
constexpr Metres operator*(MetresPerSecond speed, Seconds time) { return {speed.value * time.value}; }

constexpr Joules millijoules(double value) { return {value * 1e-3}; }
constexpr Joules microjoules(double value) { return {value * 1e-6}; }

inline constexpr double kMetresPerSecondPerMph = 0.44704; ///< by definition: 1609.344 m in 3600 s
inline constexpr double kMetresPerMile = 1609.344;        ///< by definition

} // namespace twin
