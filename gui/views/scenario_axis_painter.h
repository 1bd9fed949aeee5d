// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Draws a scenario's events as bars on days and hours. Where a bar lies is said once, here, for drawing and for the
// mouse.

#include <optional>
#include <vector>

#include <QPainter>

#include "gui/models/scenario_document.h"
#include "gui/models/scenario_edits.h"
#include "gui/models/scenario_lanes.h"
#include "gui/theme/colors.h"
#include "gui/views/timeline_scale.h"

namespace gui {

/// Everything that is drawn. The scale counts editing steps from the scenario's start on.
struct AxisPicture {
    const ScenarioDocument& document;
    const EventLayout& layout;
    TimelineScale scale;
    QSizeF size;
    twin::UtcTime cursor; ///< where new events begin
    std::optional<std::size_t> hovered;

    [[nodiscard]] double xOf(twin::UtcTime time) const;
    [[nodiscard]] twin::UtcTime timeAt(double x) const;
    [[nodiscard]] double rowHeight() const;
    [[nodiscard]] QRectF laneRect(EventLane lane) const;
    [[nodiscard]] QRectF barRect(const EventBar& bar) const;
    /// The lane at a height; none above the first.
    [[nodiscard]] std::optional<EventLane> laneAt(double y) const;
};

namespace axis {
inline constexpr double kGutter = 92.0; ///< for the names of the lanes
inline constexpr double kRightPad = 10.0;
inline constexpr double kRuler = 40.0; ///< days above hours
inline constexpr double kLeastRow = 22.0;
inline constexpr double kMostRow = 38.0;
inline constexpr double kBottomPad = 4.0;
} // namespace axis

class ScenarioAxisPainter {
public:
    ScenarioAxisPainter(QPainter& painter, const AxisPicture& picture, Scheme scheme);
    void draw();

private:
    void drawLanes();
    void drawRuler();
    void drawTicks(int minutes, bool areDays);
    void drawBar(const EventBar& bar, bool isChosen);
    void drawEnds(const QRectF& rect, const QColor& ink);
    void drawCursor();
    [[nodiscard]] bool hasProblem(std::size_t event) const;

    QPainter& m_painter;
    const AxisPicture& m_picture;
    Scheme m_scheme;
    const Colors& m_colors;
};

} // namespace gui
