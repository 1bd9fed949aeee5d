// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme/typography.h"

#include <cmath>

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>

namespace gui {

namespace {

double scaleOf(TextRole role)
{
    switch (role) {
    case TextRole::Title:
        return 1.5;
    case TextRole::Heading:
        return 1.1;
    case TextRole::Body:
        return 1.0;
    case TextRole::Small:
        return 0.88;
    case TextRole::Figure:
        return 1.7;
    }
    return 1.0;
}

void scale(QFont& font, double factor)
{
    if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * factor);
    } else {
        font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * factor)));
    }
}

} // namespace

QFont fontFor(TextRole role)
{
    QFont font = QApplication::font();
    scale(font, scaleOf(role));
    if (role == TextRole::Title || role == TextRole::Heading || role == TextRole::Figure) {
        font.setWeight(QFont::DemiBold);
    }
    return font;
}

QFont tabular(const QFont& font)
{
    const QFontMetricsF metrics(font);
    const double zero = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (qAbs(metrics.horizontalAdvance(QLatin1Char(digit)) - zero) > 0.01) {
            QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
            fixed.setPointSizeF(font.pointSizeF());
            fixed.setWeight(font.weight());
            return fixed;
        }
    }
    return font;
}

} // namespace gui
