// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The sign of a detector station, by how it stands. Shapes differ, not only colours: a full disc is observed, a ring is
// imputed, a crossed ring has no reading, a triangle is faulty, a dashed ring is not in this data.

#include <array>

#include <QPixmap>
#include <QPointF>

#include "gui/map/map_frame.h"
#include "gui/theme/colors.h"

class QPainter;

namespace gui {

/// All signs in one size, drawn once and stamped.
class StationGlyphs {
public:
    StationGlyphs(Scheme scheme, double pixelRatio, double size);

    [[nodiscard]] static double sizeFor(double metresPerPixel);
    [[nodiscard]] double size() const { return m_size; }
    void draw(QPainter& painter, QPointF center, StationLook look) const;

private:
    std::array<QPixmap, 5> m_stamps;
    double m_size;
};

/// One sign as lines and fills, for legends.
void drawStationGlyph(QPainter& painter, QPointF center, double size, StationLook look, Scheme scheme);

} // namespace gui
