// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How each meaning is drawn: colour and line style together, so that no curve depends on colour alone.

#include <QPen>
#include <QRectF>

#include "gui/charts/chart_series.h"
#include "gui/theme/colors.h"

class QPainter;

namespace gui {

struct SeriesLook {
    QPen pen;
    QColor fill; ///< invalid where the curve is not filled
};

[[nodiscard]] SeriesLook lookOf(SeriesRole role, int category, Scheme scheme);
/// The sample that a legend shows: a short piece of the curve.
void drawSample(QPainter& painter, const QRectF& area, const SeriesLook& look);

} // namespace gui
