// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the map's colours stand for: a quantity, its unit, and the classes its values fall into. Class edges are fixed, so
// that two pictures can be compared; only differences fit their scale to the data.

#include <cstddef>
#include <span>
#include <vector>

#include <QString>

#include "gui/theme/color_map.h"

namespace gui {

enum class MapQuantity {
    SpeedRatio,    ///< speed by free speed
    Speed,
    FlowPerLane,
    DensityPerLane,
    Uncertainty,   ///< of the estimate
    Forecast,      ///< speed ratio, or flow against capacity where no state was predicted, at a horizon
    ForecastError, ///< of the forecast that was made for now
    DetectorHealth
};
inline constexpr MapQuantity kMapQuantities[]
    = {MapQuantity::SpeedRatio,  MapQuantity::Speed,    MapQuantity::FlowPerLane,   MapQuantity::DensityPerLane,
       MapQuantity::Uncertainty, MapQuantity::Forecast, MapQuantity::ForecastError, MapQuantity::DetectorHealth};

enum class UnitSystem { UsCustomary, Metric };

/// Classes of one quantity, from low to high.
struct MapClasses {
    MapQuantity quantity = MapQuantity::SpeedRatio;
    bool isDifference = false;
    QString name;  ///< of the quantity
    QString unit;  ///< empty for shares, which carry their % in the text
    ColorMapKind colors = ColorMapKind::Sequential;
    std::vector<double> edges;   ///< between the classes, ascending, in `unit`
    std::vector<QString> labels; ///< one a class
    std::vector<double> weights; ///< one a class: how much wider its roads are drawn, 1 or more

    [[nodiscard]] std::size_t count() const { return edges.size() + 1; }
    /// Which class a value falls into; a value on an edge falls above it; count() for NaN.
    [[nodiscard]] std::size_t classOf(float value) const;
    /// A value in words, with its unit.
    [[nodiscard]] QString text(float value) const;
};

[[nodiscard]] MapClasses classesOf(MapQuantity quantity, UnitSystem units);
/// Classes for a difference, symmetric about nothing, wide enough for 95 % of the values.
[[nodiscard]] MapClasses differenceClasses(MapQuantity quantity, UnitSystem units, std::span<const float> differences);
/// Share of the values in each class, and last of those without a value. Ensures: count() + 1 shares, summing to 1
/// where there are values at all.
[[nodiscard]] std::vector<double> classShares(const MapClasses& classes, std::span<const float> values);
[[nodiscard]] QString nameOf(MapQuantity quantity);

} // namespace gui
