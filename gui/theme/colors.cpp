// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme/colors.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QWidget>

namespace gui {

namespace {

QColor rgb(unsigned value) { return QColor::fromRgb(value); }

Colors lightColors()
{
    return {
        .window = rgb(0xeef1f4),
        .surface = rgb(0xfbfcfd),
        .raised = rgb(0xffffff),
        .sunken = rgb(0xf2f4f7),
        .border = rgb(0xd5dbe1),
        .outline = rgb(0x808b97),
        .text = rgb(0x18202a),
        .textMuted = rgb(0x55616e),
        .textDisabled = rgb(0x8a94a0),
        .accent = rgb(0x0b6e63),
        .onAccent = rgb(0xffffff),
        .accentSoft = rgb(0xd6ece8),
        .focus = rgb(0x0b6e63),
        .good = rgb(0x1f63b5),
        .warning = rgb(0x8f5b00),
        .bad = rgb(0xb93a15),
        .goodSoft = rgb(0xdfeaf8),
        .warningSoft = rgb(0xfaecd0),
        .badSoft = rgb(0xfbe3da),
        .observed = rgb(0x1f5fa8),
        .imputed = rgb(0x5f7f9f),
        .forecast = rgb(0xb8500f),
        .residual = rgb(0x6d5aa8),
        .boundary = rgb(0xb93a15),
        .yesterday = rgb(0x7c8793),
        .lastWeek = rgb(0x8a7f57),
        .grid = rgb(0xe3e8ec),
        .cursor = rgb(0x18202a),
        .mapGround = rgb(0xf1f3f5),
        .roadCasing = rgb(0x76828f),
        .roadEmpty = rgb(0xc9d0d7),
        .selection = rgb(0x0b6e63),
        .hover = rgb(0x18202a),
    };
}

Colors darkColors()
{
    return {
        .window = rgb(0x12161b),
        .surface = rgb(0x1a1f26),
        .raised = rgb(0x232a33),
        .sunken = rgb(0x15191f),
        .border = rgb(0x323b46),
        .outline = rgb(0x6f7c8a),
        .text = rgb(0xe8ecf0),
        .textMuted = rgb(0xa4b0bc),
        .textDisabled = rgb(0x6f7a86),
        .accent = rgb(0x4cc2b0),
        .onAccent = rgb(0x06231f),
        .accentSoft = rgb(0x1d3f3c),
        .focus = rgb(0x4cc2b0),
        .good = rgb(0x6fb1f5),
        .warning = rgb(0xe8b04a),
        .bad = rgb(0xff8a66),
        .goodSoft = rgb(0x1d3450),
        .warningSoft = rgb(0x41331a),
        .badSoft = rgb(0x472820),
        .observed = rgb(0x6cb2f2),
        .imputed = rgb(0x7d9ab8),
        .forecast = rgb(0xf7a35c),
        .residual = rgb(0xb3a2ec),
        .boundary = rgb(0xff8a66),
        .yesterday = rgb(0x808c98),
        .lastWeek = rgb(0xa39a72),
        .grid = rgb(0x29313a),
        .cursor = rgb(0xe8ecf0),
        .mapGround = rgb(0x0f1317),
        .roadCasing = rgb(0x05070a),
        .roadEmpty = rgb(0x3a444f),
        .selection = rgb(0x4cc2b0),
        .hover = rgb(0xffffff),
    };
}

/// Of one channel, by WCAG 2.1.
double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Colors& colorsOf(Scheme scheme)
{
    static const Colors light = lightColors();
    static const Colors dark = darkColors();
    return scheme == Scheme::Dark ? dark : light;
}

Scheme schemeOf(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightnessF() < 0.5 ? Scheme::Dark : Scheme::Light;
}

const Colors& colorsFor(const QWidget& widget) { return colorsOf(schemeOf(widget.palette())); }

QColor categoryColor(Scheme scheme, int index)
{
    // Source: Okabe and Ito, "Color Universal Design", 2008; yellow and the light ones deepened on light grounds.
    static constexpr std::array<unsigned, 8> kLight{0x0072b2, 0xc04a00, 0x00785a, 0xa8437c,
                                                    0x8a6d00, 0x2c7fb0, 0x5a5a5a, 0x6a4fa3};
    static constexpr std::array<unsigned, 8> kDark{0x56b4e9, 0xf08a4b, 0x2fbf95, 0xdd8fbc,
                                                   0xf0e442, 0x8ec7ef, 0xb8c0c8, 0xb4a0e8};
    const auto position = static_cast<std::size_t>(std::max(index, 0)) % kLight.size();
    return rgb(scheme == Scheme::Dark ? kDark[position] : kLight[position]);
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QColor mixed(const QColor& under, const QColor& over, double share)
{
    const auto blend = [share](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * std::clamp(share, 0.0, 1.0)));
    };
    return {blend(under.red(), over.red()), blend(under.green(), over.green()), blend(under.blue(), over.blue())};
}

} // namespace gui
