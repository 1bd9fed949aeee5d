// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_quantity.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QCoreApplication>

#include "gui/charts/axis_scale.h"

namespace gui {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("MapQuantity", text); }

bool isShare(MapQuantity quantity)
{
    return quantity == MapQuantity::SpeedRatio || quantity == MapQuantity::Uncertainty ||
           quantity == MapQuantity::Forecast || quantity == MapQuantity::ForecastError;
}

QString unitOf(MapQuantity quantity, UnitSystem units)
{
    const bool isUs = units == UnitSystem::UsCustomary;
    switch (quantity) {
    case MapQuantity::Speed:
        return isUs ? tr("mph") : tr("km/h");
    case MapQuantity::FlowPerLane:
        return tr("veh/h per lane");
    case MapQuantity::DensityPerLane:
        return isUs ? tr("veh/mi per lane") : tr("veh/km per lane");
    case MapQuantity::SpeedRatio:
    case MapQuantity::Forecast:
        return tr("% of free speed");
    case MapQuantity::Uncertainty:
        return tr("% of jam density");
    case MapQuantity::ForecastError:
        return tr("% of flow (of 10 at least)");
    case MapQuantity::DetectorHealth:
        return {};
    }
    return {};
}

/// In the unit shown. Sources: speed ratios as the levels of service of HCM 2010 ex. 16-4 for through speed by base
/// free speed (85, 67, 50, 40, 30 %); densities its basic freeway levels A to E (11, 18, 26, 35, 45 veh/mi/lane, ex.
/// 11-5).
std::vector<double> edgesOf(MapQuantity quantity, UnitSystem units)
{
    const bool isUs = units == UnitSystem::UsCustomary;
    switch (quantity) {
    case MapQuantity::SpeedRatio:
    case MapQuantity::Forecast:
        return {30, 40, 50, 67, 85};
    case MapQuantity::Speed:
        return isUs ? std::vector<double>{15, 25, 35, 45, 55} : std::vector<double>{25, 40, 55, 70, 90};
    case MapQuantity::FlowPerLane:
        return {400, 800, 1200, 1600, 2000};
    case MapQuantity::DensityPerLane:
        return isUs ? std::vector<double>{11, 18, 26, 35, 45} : std::vector<double>{7, 11, 16, 22, 28};
    case MapQuantity::Uncertainty:
        return {2, 4, 8, 12, 20};
    case MapQuantity::ForecastError:
        return {5, 10, 15, 25, 40};
    case MapQuantity::DetectorHealth:
        return {0.5, 1.5, 2.5};
    }
    return {};
}

std::vector<QString> labelsOf(const std::vector<double>& edges)
{
    const QString between = edges.front() < 0.0 ? tr(" to ") : QString(QChar(0x2013));
    std::vector<QString> labels{tr("under %1").arg(edgeText(edges.front()))};
    for (std::size_t i = 1; i < edges.size(); ++i) {
        labels.push_back(edgeText(edges[i - 1]) + between + edgeText(edges[i]));
    }
    labels.push_back(tr("%1 and over").arg(edgeText(edges.back())));
    return labels;
}

std::vector<double> weightsOf(ColorMapKind colors, std::size_t count)
{
    std::vector<double> weights(count, 1.0);
    const double last = static_cast<double>(count - 1);
    for (std::size_t i = 0; i < count; ++i) {
        const double place = static_cast<double>(i) / last;
        switch (colors) {
        case ColorMapKind::Speed:
        case ColorMapKind::Traffic:
            weights[i] = 1.0 + 0.5 * (1.0 - place);
            break;
        case ColorMapKind::Sequential:
            weights[i] = 1.0 + 0.5 * place;
            break;
        case ColorMapKind::Diverging:
            weights[i] = 1.0 + std::abs(2.0 * place - 1.0) * 0.6;
            break;
        }
    }
    return weights;
}

} // namespace

QString nameOf(MapQuantity quantity)
{
    switch (quantity) {
    case MapQuantity::SpeedRatio:
        return tr("Speed by free speed");
    case MapQuantity::Speed:
        return tr("Speed");
    case MapQuantity::FlowPerLane:
        return tr("Flow");
    case MapQuantity::DensityPerLane:
        return tr("Density");
    case MapQuantity::Uncertainty:
        return tr("Uncertainty of the estimate");
    case MapQuantity::Forecast:
        return tr("Forecast");
    case MapQuantity::ForecastError:
        return tr("Forecast error");
    case MapQuantity::DetectorHealth:
        return tr("Detector health");
    }
    return {};
}

std::size_t MapClasses::classOf(float value) const
{
    if (std::isnan(value)) {
        return count();
    }
    return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), static_cast<double>(value)) -
                                    edges.begin());
}

QString MapClasses::text(float value) const
{
    if (std::isnan(value)) {
        return tr("not known");
    }
    if (quantity == MapQuantity::DetectorHealth) {
        return labels[classOf(value)];
    }
    const QString sign = isDifference && value > 0 ? QStringLiteral("+") : QString();
    const QString figure = sign + figureText(static_cast<double>(isShare(quantity) ? std::round(value) : value));
    return unit.startsWith(QLatin1Char('%')) ? figure + QChar(0x202F) + unit : figure + QLatin1Char(' ') + unit;
}

MapClasses classesOf(MapQuantity quantity, UnitSystem units)
{
    MapClasses classes{.quantity = quantity, .name = nameOf(quantity), .unit = unitOf(quantity, units)};
    const bool isSpeed = quantity == MapQuantity::SpeedRatio || quantity == MapQuantity::Speed ||
                         quantity == MapQuantity::Forecast || quantity == MapQuantity::DetectorHealth;
    classes.colors = isSpeed ? ColorMapKind::Speed : ColorMapKind::Sequential;
    classes.edges = edgesOf(quantity, units);
    classes.labels = quantity == MapQuantity::DetectorHealth
                         ? std::vector<QString>{tr("faulty"), tr("missing"), tr("imputed"), tr("healthy")}
                         : labelsOf(classes.edges);
    classes.weights = weightsOf(classes.colors, classes.count());
    return classes;
}

MapClasses differenceClasses(MapQuantity quantity, UnitSystem units, std::span<const float> differences)
{
    std::vector<double> sizes;
    for (const float difference : differences) {
        if (std::isfinite(difference)) {
            sizes.push_back(std::abs(static_cast<double>(difference)));
        }
    }
    // Less than a fiftieth of what the quantity itself is coloured by is no difference to look at.
    const double least = 0.02 * std::abs(edgesOf(quantity, units).back());
    double reach = least;
    if (!sizes.empty()) {
        const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(sizes.size() - 1));
        std::nth_element(sizes.begin(), at, sizes.end());
        reach = std::max(*at, least);
    }
    const double step = roundScale(0.0, reach, 3).step;
    MapClasses classes{.quantity = quantity, .isDifference = true, .colors = ColorMapKind::Diverging};
    classes.name = tr("%1, difference").arg(nameOf(quantity));
    classes.unit = unitOf(quantity, units);
    for (const double edge : {-3.0, -2.0, -1.0, -0.25, 0.25, 1.0, 2.0, 3.0}) {
        classes.edges.push_back(edge * step);
    }
    classes.labels = labelsOf(classes.edges);
    classes.labels[4] = tr("about the same");
    classes.weights = weightsOf(classes.colors, classes.count());
    return classes;
}

std::vector<double> classShares(const MapClasses& classes, std::span<const float> values)
{
    std::vector<double> shares(classes.count() + 1, 0.0);
    for (const float value : values) {
        shares[classes.classOf(value)] += 1.0;
    }
    for (double& share : shares) {
        share /= std::max(static_cast<double>(values.size()), 1.0);
    }
    return shares;
}

} // namespace gui
