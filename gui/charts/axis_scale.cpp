// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/axis_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QLocale>

#include "twin/core/even_steps.h"

namespace gui {

namespace {

double roundStep(double rough)
{
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (rough <= factor * power * 1.0001) {
            return factor * power;
        }
    }
    return 10.0 * power;
}

constexpr double kDay_s = 86'400.0;

double timeStep(double span_s, int most)
{
    static constexpr std::array<double, 13> kSteps{60,    300,    600,    900,    1800,       3600,      7200,
                                                   10800, 21'600, 43'200, kDay_s, 2 * kDay_s, 7 * kDay_s};
    for (const double step : kSteps) {
        if (span_s / step <= most) {
            return step;
        }
    }
    const double weeks = std::ceil(span_s / (7 * kDay_s) / std::max(most, 1));
    return weeks * 7 * kDay_s;
}

} // namespace

int AxisScale::decimals() const
{
    for (int digits = 0; digits < 6; ++digits) {
        const double scaled = step * std::pow(10.0, digits);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) {
            return digits;
        }
    }
    return 6;
}

QString AxisScale::text(double value) const
{
    const double shown = std::abs(value) < step * 1e-6 ? 0.0 : value;
    return QLocale().toString(shown, 'f', decimals());
}

std::vector<double> AxisScale::values() const { return twin::evenSteps(from, to, step); }

AxisScale roundScale(double least, double greatest, int count)
{
    if (!std::isfinite(least) || !std::isfinite(greatest)) {
        return {};
    }
    if (greatest - least < 1e-9 * std::max(std::abs(greatest), 1.0)) {
        const double room = std::max(std::abs(greatest) * 0.1, 0.5);
        least -= least > 0.0 && least < room ? least : room;
        greatest += room;
    }
    AxisScale scale;
    scale.step = roundStep((greatest - least) / std::max(count, 1));
    scale.from = std::floor(least / scale.step + 1e-9) * scale.step;
    scale.to = std::ceil(greatest / scale.step - 1e-9) * scale.step;
    return scale;
}

std::vector<TimeTick> timeTicks(double from, double to, int most, const TimeText& text)
{
    std::vector<TimeTick> ticks;
    if (!(to > from)) {
        return ticks;
    }
    const double step = timeStep(to - from, std::max(most, 1));
    const double offset = text.offsetAt(from);
    for (double local = std::ceil((from + offset) / step) * step; local - offset <= to; local += step) {
        const double time = local - offset;
        const bool isMidnight = std::fmod(local, kDay_s) == 0.0;
        ticks.push_back({time, isMidnight ? text.day(time) : text.clock(time), isMidnight});
    }
    return ticks;
}

QString edgeText(double value)
{
    QString text = QLocale().toString(std::abs(value), 'g', 4);
    return value < 0.0 ? text.prepend(QChar(0x2212)) : text;
}

QString figureText(double value)
{
    if (!std::isfinite(value)) {
        return QString(QChar(0x2013));
    }
    const double size = std::abs(value);
    const int decimals = size >= 99.95 || size == 0.0 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return QLocale().toString(value, 'f', decimals);
}

} // namespace gui
