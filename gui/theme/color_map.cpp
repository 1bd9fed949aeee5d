// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme/color_map.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include <QCoreApplication>

namespace gui {

namespace {

std::vector<QColor> stops(std::initializer_list<unsigned> values)
{
    std::vector<QColor> colors;
    colors.reserve(values.size());
    for (const unsigned value : values) {
        colors.push_back(QColor::fromRgb(value));
    }
    return colors;
}

std::vector<QColor> lightStops(ColorMapKind kind)
{
    switch (kind) {
    case ColorMapKind::Speed:
        return stops({0x9d1c2b, 0xd9562b, 0xeaa638, 0x93bccb, 0x4590c6, 0x275fa6});
    case ColorMapKind::Diverging:
        return stops({0x1b4f8f, 0x5f96c8, 0xd3dadf, 0xe29a52, 0xa34a08});
    case ColorMapKind::Traffic:
        return stops({0xa50026, 0xe34a33, 0xf2b134, 0x8cc152, 0x1a8a4a});
    case ColorMapKind::Sequential:
        break;
    }
    // Source: cividis (Nunez, Anderton, Renslow 2018), its lightest tenth left out, from light to deep.
    return stops({0xe6d46b, 0xbcaf6f, 0x958f78, 0x757575, 0x575d6d, 0x31446b, 0x00224e});
}

std::vector<QColor> darkStops(ColorMapKind kind)
{
    switch (kind) {
    case ColorMapKind::Speed:
        return stops({0xf2545b, 0xf98e52, 0xf7c873, 0xa8d0dc, 0x62aede, 0x3f7fc0});
    case ColorMapKind::Diverging:
        return stops({0x6db3f2, 0x4b79a6, 0x4a525b, 0xb37b45, 0xffab4d});
    case ColorMapKind::Traffic:
        return stops({0xe5484d, 0xf2784b, 0xf5c84c, 0x9ccc5a, 0x3fb56b});
    case ColorMapKind::Sequential:
        break;
    }
    // Source: cividis, its darkest quarter left out, from deep to light.
    return stops({0x3d4f72, 0x575d6d, 0x757575, 0x958f78, 0xbcaf6f, 0xe6d46b, 0xfee838});
}

} // namespace

ColorMap::ColorMap(ColorMapKind kind, Scheme scheme)
    : m_kind(kind), m_stops(scheme == Scheme::Dark ? darkStops(kind) : lightStops(kind))
{
}

QColor ColorMap::at(double position) const
{
    const double last = static_cast<double>(m_stops.size() - 1);
    const double place = std::isnan(position) ? 0.0 : std::clamp(position, 0.0, 1.0) * last;
    const auto below = std::min(static_cast<std::size_t>(place), m_stops.size() - 2);
    return mixed(m_stops[below], m_stops[below + 1], place - static_cast<double>(below));
}

std::vector<QColor> ColorMap::classColors(std::size_t count) const
{
    std::vector<QColor> colors;
    colors.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        colors.push_back(at(count == 1 ? 1.0 : static_cast<double>(i) / static_cast<double>(count - 1)));
    }
    return colors;
}

QString nameOf(ColorMapKind kind)
{
    switch (kind) {
    case ColorMapKind::Sequential:
        return QCoreApplication::translate("ColorMap", "Sequential");
    case ColorMapKind::Speed:
        return QCoreApplication::translate("ColorMap", "Speed");
    case ColorMapKind::Diverging:
        return QCoreApplication::translate("ColorMap", "Difference");
    case ColorMapKind::Traffic:
        return QCoreApplication::translate("ColorMap", "Red-yellow-green");
    }
    return {};
}

} // namespace gui
