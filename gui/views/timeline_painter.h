// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Draws the timeline's lanes. Knows no mouse and no session: it is handed what to draw.

#include <optional>

#include <QPainter>
#include <QRectF>

#include "gui/bridge/playback.h"
#include "gui/models/chapters.h"
#include "gui/models/timeline_lanes.h"
#include "gui/theme/colors.h"
#include "gui/views/timeline_scale.h"

namespace gui {

enum class Lane { Ruler, Scenario, Model, Decisions, Drift, Training, Health, Energy, Overview };
inline constexpr int kLaneCount = 9;
[[nodiscard]] QString nameOf(Lane lane);
[[nodiscard]] double heightOf(Lane lane);
/// Top of a lane from the widget's top.
[[nodiscard]] double topOf(Lane lane);
[[nodiscard]] double timelineHeight();

struct TimelinePicture {
    const TimelineLanes& lanes;
    const RunDescription& run;
    const std::vector<Chapter>& chapters;
    TimelineScale scale; ///< of all lanes but the overview
    double end = 1.0;    ///< ticks of the whole run
    double known = 0.0;  ///< ticks that are there; what happened is not drawn later
    std::optional<Playback::Stretch> loop;
    std::int64_t chosen = 0; ///< a decision, 0 for none
};

class TimelinePainter {
public:
    TimelinePainter(QPainter& painter, const TimelinePicture& picture, Scheme scheme, double width);
    /// Everything that changes only with the run or the scale.
    void drawLanes();
    void drawCursor(double tick, bool isGhost);

    [[nodiscard]] static double gutter();

private:
    void drawNames();
    void drawRuler();
    void drawScenario();
    void drawModels();
    void drawMarks();
    void drawTraining(twin::Tick tick);
    void drawBins();
    void drawOverview();
    void drawLoop();
    void drawFolds();
    void drawBand(const QRectF& rect, const QColor& ground, const QString& text, const QColor& ink);
    [[nodiscard]] QRectF laneRect(Lane lane) const;

    QPainter& m_painter;
    const TimelinePicture& m_picture;
    Scheme m_scheme;
    const Colors& m_colors;
    double m_width;
};

} // namespace gui
