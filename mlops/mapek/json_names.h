// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The words that enumerations have in map files, and their way back.

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

#include "mlops/mapek/decision_map.h"
#include "twin/core/text.h"

namespace mlops {

template <typename Kind, std::size_t Count>
struct NameTable {
    std::string_view what; ///< for messages: "law"
    std::array<std::string_view, Count> names;

    [[nodiscard]] std::string_view of(Kind kind) const { return names[static_cast<std::size_t>(kind)]; }
    /// Throws std::invalid_argument, listing what there is.
    [[nodiscard]] Kind named(const std::string& name) const
    {
        std::string known;
        for (std::size_t i = 0; i < Count; ++i) {
            if (names[i] == name) {
                return static_cast<Kind>(i);
            }
            known += twin::concat(i == 0 ? "" : ", ", names[i]);
        }
        throw std::invalid_argument(twin::concat(what, " '", name, "' is not known; expected ", known));
    }
};

inline constexpr NameTable<Dimension, 4> kDimensions{"dimension", {"technical", "environmental", "economic", "social"}};
inline constexpr NameTable<NodeKind, 3> kNodeKinds{"node kind", {"system", "feature", "quality"}};
inline constexpr NameTable<Effect, 3> kEffects{"effect", {"positive", "negative", "undecided"}};
inline constexpr NameTable<Impact, 3> kImpacts{"impact", {"immediate", "enabling", "systemic"}};
inline constexpr NameTable<Law, 4> kLaws{"law", {"static", "energy-bank", "decaying-debt", "relative-to-history"}};
inline constexpr NameTable<Metric, 5> kMetrics{
    "metric", {"score", "normalised_energy", "drift_distance", "skill", "error_growth"}};
inline constexpr NameTable<Crossing, 2> kCrossings{"crossing", {"below", "above"}};

} // namespace mlops
