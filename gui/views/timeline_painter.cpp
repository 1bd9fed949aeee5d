// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/timeline_painter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

#include "gui/bridge/qt_text.h"
#include "gui/theme/typography.h"
#include "gui/views/family_color.h"

namespace gui {

namespace {

constexpr double kPad = 8.0;
constexpr std::array<double, kLaneCount> kHeights{20.0, 17.0, 17.0, 17.0, 15.0, 15.0, 13.0, 17.0, 30.0};

/// Steps of the ruler in minutes, each a round part of a day, a week or more.
constexpr std::array<int, 12> kRulerMinutes{5, 15, 30, 60, 180, 360, 720, 1440, 2880, 10080, 20160, 43200};
constexpr double kPixelsPerLabel = 96.0;

QPainterPath diamond(double x, double y, double size)
{
    QPainterPath path;
    path.addPolygon(QPolygonF({{x, y - size}, {x + size, y}, {x, y + size}, {x - size, y}}));
    path.closeSubpath();
    return path;
}

QPainterPath triangle(double x, double y, double size)
{
    QPainterPath path;
    path.addPolygon(QPolygonF({{x, y - size}, {x + size, y + size * 0.8}, {x - size, y + size * 0.8}}));
    path.closeSubpath();
    return path;
}

} // namespace

QString nameOf(Lane lane)
{
    constexpr std::array<const char*, kLaneCount> kNames{"",
                                                         QT_TRANSLATE_NOOP("Timeline", "Scenario"),
                                                         QT_TRANSLATE_NOOP("Timeline", "Model"),
                                                         QT_TRANSLATE_NOOP("Timeline", "Decisions"),
                                                         QT_TRANSLATE_NOOP("Timeline", "Drift"),
                                                         QT_TRANSLATE_NOOP("Timeline", "Retraining"),
                                                         QT_TRANSLATE_NOOP("Timeline", "Health"),
                                                         QT_TRANSLATE_NOOP("Timeline", "Energy"),
                                                         QT_TRANSLATE_NOOP("Timeline", "Whole run")};
    return QCoreApplication::translate("Timeline", kNames[static_cast<std::size_t>(lane)]);
}

double heightOf(Lane lane) { return kHeights[static_cast<std::size_t>(lane)]; }

double topOf(Lane lane)
{
    double top = 0.0;
    for (int i = 0; i < static_cast<int>(lane); ++i) {
        top += kHeights[static_cast<std::size_t>(i)];
    }
    return lane == Lane::Overview ? top + 6.0 : top;
}

double timelineHeight() { return topOf(Lane::Overview) + heightOf(Lane::Overview) + 4.0; }

double TimelinePainter::gutter() { return 92.0; }

TimelinePainter::TimelinePainter(QPainter& painter, const TimelinePicture& picture, Scheme scheme, double width)
    : m_painter(painter), m_picture(picture), m_scheme(scheme), m_colors(colorsOf(scheme)), m_width(width)
{
}

QRectF TimelinePainter::laneRect(Lane lane) const
{
    return {gutter(), topOf(lane), m_width - gutter() - kPad, heightOf(lane)};
}

void TimelinePainter::drawLanes()
{
    m_painter.setRenderHint(QPainter::Antialiasing);
    drawNames();
    m_painter.save();
    m_painter.setClipRect(QRectF(gutter() - 6.0, 0.0, m_width - gutter() - kPad + 12.0, timelineHeight()));
    drawRuler();
    drawScenario();
    drawModels();
    drawBins();
    drawFolds();
    drawMarks();
    drawOverview();
    drawLoop();
    m_painter.restore();
}

void TimelinePainter::drawNames()
{
    m_painter.setFont(fontFor(TextRole::Small));
    for (int i = 1; i < kLaneCount; ++i) {
        const auto lane = static_cast<Lane>(i);
        const QRectF name(12.0, topOf(lane), gutter() - 20.0, heightOf(lane));
        m_painter.setPen(m_colors.textMuted);
        m_painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft, nameOf(lane));
        if (lane != Lane::Overview && i % 2 == 1) {
            m_painter.fillRect(laneRect(lane), m_colors.sunken);
        }
    }
}

void TimelinePainter::drawRuler()
{
    const twin::TimeAxis& axis = m_picture.run.axis;
    const double minutesPerTick = static_cast<double>(axis.step().count()) / 60.0;
    const double wanted = kPixelsPerLabel * m_picture.scale.ticksPerPixel() * minutesPerTick;
    int minutes = kRulerMinutes.back();
    for (const int candidate : kRulerMinutes) {
        if (candidate >= wanted) {
            minutes = candidate;
            break;
        }
    }
    const qint64 step_ms = static_cast<qint64>(minutes) * 60'000;
    const qint64 tick_ms = static_cast<qint64>(axis.step().count()) * 1000;
    const qint64 start = wallClockMs(axis, 0);
    const QRectF rect = laneRect(Lane::Ruler);
    qint64 at = (wallClockMs(axis, static_cast<twin::Tick>(m_picture.scale.from)) / step_ms) * step_ms;
    m_painter.setFont(tabular(fontFor(TextRole::Small)));
    for (; static_cast<double>(at - start) / static_cast<double>(tick_ms) <= m_picture.scale.to; at += step_ms) {
        const double tick = static_cast<double>(at - start) / static_cast<double>(tick_ms);
        const double x = m_picture.scale.xOf(tick);
        if (x < gutter() - 1.0 || m_picture.scale.isFolded(tick)) {
            continue;
        }
        m_painter.setPen(QPen(m_colors.grid, 1.0));
        m_painter.drawLine(QPointF(x, rect.bottom() - 4.0), QPointF(x, topOf(Lane::Overview) - 6.0));
        // A label that a cut would run through says a wrong time beyond it.
        const double reach = m_picture.scale.tickAt(x + kPixelsPerLabel);
        if (std::ranges::any_of(m_picture.scale.folds, [&](const TimelineFold& fold) {
                return tick < static_cast<double>(fold.to) && reach > static_cast<double>(fold.from);
            })) {
            continue;
        }
        m_painter.setPen(m_colors.textMuted);
        const QString label =
            minutes >= 1440
                ? shortTimeText(axis, static_cast<twin::Tick>(std::lround(tick))).section(QLatin1Char(' '), 0, 1)
                : shortTimeText(axis, static_cast<twin::Tick>(std::lround(tick)));
        if (x + 4.0 + m_painter.fontMetrics().horizontalAdvance(label) <= rect.right()) {
            m_painter.drawText(QRectF(x + 4.0, rect.top(), kPixelsPerLabel + 20.0, rect.height()), Qt::AlignVCenter,
                               label);
        }
    }
}

void TimelinePainter::drawBand(const QRectF& rect, const QColor& ground, const QString& text, const QColor& ink)
{
    const QRectF seen = rect.intersected(QRectF(gutter(), 0.0, m_width - gutter() - kPad, timelineHeight()));
    if (seen.width() <= 0.0) {
        return;
    }
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(ground);
    const double radius = seen.width() > 6.0 ? 3.0 : 0.0;
    m_painter.drawRoundedRect(seen, radius, radius);
    const QFontMetricsF metrics(m_painter.font());
    if (seen.width() > metrics.horizontalAdvance(text) + 8.0) {
        m_painter.setPen(ink);
        m_painter.drawText(seen.adjusted(5.0, 0.0, -3.0, 0.0), Qt::AlignVCenter, text);
    }
}

void TimelinePainter::drawScenario()
{
    const QRectF rect = laneRect(Lane::Scenario);
    m_painter.setFont(fontFor(TextRole::Small));
    for (const Episode& episode : m_picture.run.episodes) {
        const double from = m_picture.scale.xOf(static_cast<double>(episode.from));
        const double to = m_picture.scale.xOf(static_cast<double>(episode.to));
        drawBand(QRectF(from, rect.top() + 1.5, to - from, rect.height() - 3.0), m_colors.warningSoft,
                 qtText(episode.title), m_colors.warning);
    }
    for (const Chapter& chapter : m_picture.chapters) {
        const double x = m_picture.scale.xOf(static_cast<double>(chapter.tick));
        m_painter.setPen(QPen(m_colors.accent, 1.5));
        m_painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
        m_painter.setBrush(m_colors.accent);
        m_painter.drawRect(QRectF(x, rect.top(), 7.0, 6.0)); // a flag
    }
}

void TimelinePainter::drawModels()
{
    const QRectF rect = laneRect(Lane::Model);
    m_painter.setFont(fontFor(TextRole::Small));
    for (const TimelineLanes::Span& span : m_picture.lanes.models()) {
        if (!m_picture.scale.isVisible(static_cast<double>(span.from), static_cast<double>(span.to))) {
            continue;
        }
        const double from = m_picture.scale.xOf(static_cast<double>(span.from));
        const double to = m_picture.scale.xOf(static_cast<double>(span.to));
        const QColor color = familyColor(m_scheme, span.model.family);
        const QColor ground = mixed(m_colors.surface, color, m_scheme == Scheme::Light ? 0.28 : 0.42);
        drawBand(QRectF(from, rect.top() + 1.0, std::max(1.5, to - from - 1.0), rect.height() - 2.0), ground,
                 modelText(span.model), m_colors.text);
        m_painter.fillRect(QRectF(std::max(from, gutter()), rect.bottom() - 3.0,
                                  std::max(1.5, to - std::max(from, gutter()) - 1.0), 2.0),
                           color);
    }
}

void TimelinePainter::drawMarks()
{
    for (const TimelineLanes::Mark& mark : m_picture.lanes.marks()) {
        const double x = m_picture.scale.xOf(static_cast<double>(mark.tick));
        if (x < gutter() - 6.0 || x > m_width) {
            continue;
        }
        const double y = laneRect(Lane::Decisions).center().y();
        if (mark.hasActed) {
            m_painter.setPen(QPen(m_colors.surface, 1.0));
            m_painter.setBrush(mark.isUser ? m_colors.accent : m_colors.text);
            m_painter.drawPath(diamond(x, y, 6.0));
        } else {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(mark.isCrossed ? m_colors.bad : m_colors.outline);
            m_painter.drawEllipse(QPointF(x, y), mark.isCrossed ? 2.4 : 1.3, mark.isCrossed ? 2.4 : 1.3);
        }
        if (mark.isDrift) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(m_colors.bad);
            m_painter.drawPath(triangle(x, laneRect(Lane::Drift).center().y(), 5.0));
        }
        if (mark.isTraining) {
            drawTraining(mark.tick);
        }
        if (mark.decision == m_picture.chosen) {
            m_painter.setPen(QPen(m_colors.focus, 2.0));
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawEllipse(QPointF(x, y), 8.0, 8.0);
        }
    }
}

/// Over with its interval, so that is where its bar ends: however small the scale, nothing lies in the future.
void TimelinePainter::drawTraining(twin::Tick tick)
{
    constexpr double kLeast_px = 8.0;
    const QRectF lane = laneRect(Lane::Training);
    const double end = m_picture.scale.xOf(std::min(static_cast<double>(tick) + 1.0, m_picture.known));
    const double width = std::max(kLeast_px, end - m_picture.scale.xOf(static_cast<double>(tick)));
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_colors.good);
    m_painter.drawRoundedRect(QRectF(end - width, lane.top() + 3.0, width, lane.height() - 6.0), 2.0, 2.0);
}

void TimelinePainter::drawBins()
{
    const QRectF health = laneRect(Lane::Health);
    const QRectF energy = laneRect(Lane::Energy);
    const double most = std::max(1e-12F, m_picture.lanes.mostEnergy());
    m_painter.setPen(Qt::NoPen);
    const auto& bins = m_picture.lanes.bins();
    const double pixels = TimelineLanes::kTicksPerBin / m_picture.scale.ticksPerPixel();
    // Where a bin is narrower than a pixel, neighbours share one and the highest is drawn.
    const auto stride = static_cast<std::size_t>(std::max(1.0, std::ceil(1.5 / pixels)));
    // The last bin is not over yet.
    const double now = m_picture.scale.xOf(m_picture.known);
    for (std::size_t i = 0; i < bins.size(); i += stride) {
        const double x = m_picture.scale.xOf(static_cast<double>(i) * TimelineLanes::kTicksPerBin);
        if (x < gutter() - pixels || x > m_width) {
            continue;
        }
        float missing = 0.0F;
        float joules = 0.0F;
        for (std::size_t k = i; k < std::min(bins.size(), i + stride); ++k) {
            missing = std::max(missing, bins[k].missing);
            joules = std::max(joules, bins[k].energy_j);
        }
        const double width = std::max(1.0, std::min(pixels * static_cast<double>(stride) - 0.5, now - x));
        if (missing > 0.0F) {
            const double height = std::max(3.0, (health.height() - 4.0) * static_cast<double>(missing));
            m_painter.fillRect(QRectF(x, health.bottom() - 2.0 - height, width, height), m_colors.warning);
        } else {
            m_painter.fillRect(QRectF(x, health.center().y() - 0.5, width, 1.0), m_colors.border);
        }
        // A square root: a training would dwarf everything else.
        const double height = (energy.height() - 3.0) * std::sqrt(static_cast<double>(joules) / most);
        m_painter.fillRect(QRectF(x, energy.bottom() - 1.0 - height, width, height),
                           mixed(m_colors.surface, m_colors.forecast, 0.75));
    }
}

void TimelinePainter::drawOverview()
{
    const QRectF rect = laneRect(Lane::Overview);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_colors.sunken);
    m_painter.drawRoundedRect(rect, 4.0, 4.0);
    const TimelineScale whole{0.0, m_picture.end, rect.left(), rect.width()};
    QPainterPath low;
    QPainterPath area;
    area.moveTo(rect.left(), rect.bottom());
    const auto& bins = m_picture.lanes.bins();
    const double most = std::max(1.0F, m_picture.lanes.mostFlow());
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const double middle = (static_cast<double>(i) + 0.5) * TimelineLanes::kTicksPerBin;
        const double x = whole.xOf(std::min(middle, m_picture.known));
        area.lineTo(x, rect.bottom() - (rect.height() - 5.0) * static_cast<double>(bins[i].flowHigh) / most);
    }
    area.lineTo(whole.xOf(m_picture.known), rect.bottom());
    area.closeSubpath();
    m_painter.setBrush(mixed(m_colors.sunken, m_colors.observed, 0.45));
    m_painter.drawPath(area);
    const QRectF window(whole.xOf(m_picture.scale.from), rect.top(),
                        whole.xOf(m_picture.scale.to) - whole.xOf(m_picture.scale.from), rect.height());
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_colors.accent, 1.5));
    m_painter.drawRoundedRect(window.adjusted(0.75, 0.75, -0.75, -0.75), 4.0, 4.0);
}

/// A torn edge through all lanes: here time was left out.
void TimelinePainter::drawFolds()
{
    constexpr double kTooth = 4.0;
    const double top = topOf(Lane::Scenario);
    const double height = topOf(Lane::Overview) - 6.0 - top;
    for (const TimelineFold& fold : m_picture.scale.folds) {
        const double from = m_picture.scale.xOf(static_cast<double>(fold.from));
        const double to = m_picture.scale.xOf(static_cast<double>(fold.to));
        if (to < gutter() || from > m_width) {
            continue;
        }
        QPainterPath cut;
        const auto edge = [&](double x, bool isDown) {
            for (int i = 0; i * kTooth <= height; ++i) {
                const double y = top + (isDown ? i * kTooth : height - i * kTooth);
                const QPointF at(x + (i % 2 == 0 ? 0.0 : kTooth), y);
                cut.elementCount() == 0 ? cut.moveTo(at) : cut.lineTo(at);
            }
        };
        edge(from, true);
        edge(to - kTooth, false);
        cut.closeSubpath();
        m_painter.setPen(QPen(m_colors.border, 1.0));
        m_painter.setBrush(m_colors.window);
        m_painter.drawPath(cut);
    }
}

void TimelinePainter::drawLoop()
{
    if (!m_picture.loop) {
        return;
    }
    const double from = m_picture.scale.xOf(static_cast<double>(m_picture.loop->from));
    const double to = m_picture.scale.xOf(static_cast<double>(m_picture.loop->to) + 1.0);
    QColor veil = m_colors.accent;
    veil.setAlpha(38);
    m_painter.fillRect(QRectF(from, 0.0, to - from, topOf(Lane::Overview) - 6.0), veil);
    m_painter.setPen(QPen(m_colors.accent, 1.0));
    m_painter.drawLine(QPointF(from, 0.0), QPointF(from, topOf(Lane::Overview) - 6.0));
    m_painter.drawLine(QPointF(to, 0.0), QPointF(to, topOf(Lane::Overview) - 6.0));
}

void TimelinePainter::drawCursor(double tick, bool isGhost)
{
    const double x = m_picture.scale.xOf(tick);
    const double bottom = topOf(Lane::Overview) - 6.0;
    if (x >= gutter() - 1.0 && x <= m_width - kPad + 1.0) {
        QColor color = m_colors.cursor;
        color.setAlpha(isGhost ? 90 : 255);
        m_painter.setPen(QPen(color, isGhost ? 1.0 : 1.6));
        m_painter.drawLine(QPointF(x, 4.0), QPointF(x, bottom));
        if (!isGhost) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(color);
            QPainterPath head;
            head.moveTo(x - 6.0, 1.0);
            head.lineTo(x + 6.0, 1.0);
            head.lineTo(x + 6.0, 6.0);
            head.lineTo(x, 12.0);
            head.lineTo(x - 6.0, 6.0);
            head.closeSubpath();
            m_painter.drawPath(head);
        }
    }
    if (!isGhost) {
        const QRectF rect = laneRect(Lane::Overview);
        const TimelineScale whole{0.0, m_picture.end, rect.left(), rect.width()};
        m_painter.setPen(QPen(m_colors.cursor, 1.2));
        m_painter.drawLine(QPointF(whole.xOf(tick), rect.top()), QPointF(whole.xOf(tick), rect.bottom()));
    }
}

} // namespace gui
