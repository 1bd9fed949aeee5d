// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/scenario_axis_painter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QFontMetricsF>

#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr std::array<int, 10> kStepMinutes{5, 15, 30, 60, 120, 180, 360, 720, 1440, 10080};
constexpr double kPixelsPerLabel = 46.0;
constexpr int kDayMinutes = 1440;
constexpr double kLeastDay_px = 74.0; ///< room that a day's name needs

} // namespace

double AxisPicture::xOf(twin::UtcTime time) const
{
    const auto since = time - document.scenario().start;
    return scale.xOf(static_cast<double>(since.count()) / static_cast<double>(kEditStep.count()));
}

twin::UtcTime AxisPicture::timeAt(double x) const
{
    const auto since = std::llround(scale.tickAt(x) * static_cast<double>(kEditStep.count()));
    return document.scenario().start + std::chrono::seconds(since);
}

double AxisPicture::rowHeight() const
{
    const double room = size.height() - axis::kRuler - axis::kBottomPad;
    return std::clamp(room / layout.rowsInAll(), axis::kLeastRow, axis::kMostRow);
}

QRectF AxisPicture::laneRect(EventLane lane) const
{
    const double row = rowHeight();
    return {axis::kGutter, axis::kRuler + row * layout.rowsAbove(lane), size.width() - axis::kGutter - axis::kRightPad,
            row * layout.rows[static_cast<std::size_t>(lane)]};
}

QRectF AxisPicture::barRect(const EventBar& bar) const
{
    const twin::Event& event = document.scenario().events[bar.event];
    const double left = xOf(event.from);
    const double row = rowHeight();
    return {left, laneRect(bar.lane).top() + row * bar.row + 2.5, std::max(4.0, xOf(event.to) - left), row - 5.0};
}

std::optional<EventLane> AxisPicture::laneAt(double y) const
{
    for (std::size_t i = 0; i < kEventLanes; ++i) {
        const QRectF lane = laneRect(static_cast<EventLane>(i));
        if (y >= lane.top() && y < lane.bottom()) {
            return static_cast<EventLane>(i);
        }
    }
    return std::nullopt;
}

ScenarioAxisPainter::ScenarioAxisPainter(QPainter& painter, const AxisPicture& picture, Scheme scheme)
    : m_painter(painter), m_picture(picture), m_scheme(scheme), m_colors(colorsOf(scheme))
{
}

void ScenarioAxisPainter::draw()
{
    m_painter.setRenderHint(QPainter::Antialiasing);
    drawLanes();
    m_painter.save();
    m_painter.setClipRect(QRectF(axis::kGutter - 3.0, 0.0,
                                 m_picture.size.width() - axis::kGutter - axis::kRightPad + 6.0,
                                 m_picture.size.height()));
    drawRuler();
    for (const EventBar& bar : m_picture.layout.bars) {
        if (m_picture.document.chosen() != bar.event) {
            drawBar(bar, false);
        }
    }
    for (const EventBar& bar : m_picture.layout.bars) {
        if (m_picture.document.chosen() == bar.event) {
            drawBar(bar, true);
        }
    }
    drawCursor();
    m_painter.restore();
}

void ScenarioAxisPainter::drawLanes()
{
    m_painter.setFont(fontFor(TextRole::Small));
    for (std::size_t i = 0; i < kEventLanes; ++i) {
        const auto lane = static_cast<EventLane>(i);
        const QRectF rect = m_picture.laneRect(lane);
        m_painter.fillRect(rect, i % 2 == 0 ? m_colors.sunken : m_colors.raised);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(categoryColor(m_scheme, static_cast<int>(i)));
        m_painter.drawRoundedRect(QRectF(2.0, rect.center().y() - 4.0, 8.0, 8.0), 2.0, 2.0);
        m_painter.setPen(m_colors.textMuted);
        m_painter.drawText(QRectF(16.0, rect.top(), axis::kGutter - 20.0, rect.height()),
                           Qt::AlignVCenter | Qt::AlignLeft, nameOf(lane));
    }
}

void ScenarioAxisPainter::drawRuler()
{
    const double minutesPerPixel = m_picture.scale.ticksPerPixel() * static_cast<double>(kEditStep.count()) / 60.0;
    const double wanted = kPixelsPerLabel * minutesPerPixel;
    const auto step = std::ranges::find_if(kStepMinutes, [&](int each) { return each >= wanted; });
    m_painter.setFont(tabular(fontFor(TextRole::Small)));
    if (step != kStepMinutes.end() && *step < kDayMinutes) {
        drawTicks(*step, false);
    }
    const double days = std::ceil(kLeastDay_px * minutesPerPixel / kDayMinutes);
    drawTicks(kDayMinutes * static_cast<int>(days > 2.0 ? std::ceil(days / 7.0) * 7.0 : days), true);
}

void ScenarioAxisPainter::drawTicks(int minutes, bool areDays)
{
    const TimeText text(m_picture.document.clock());
    const double step = minutes * 60.0;
    const double from = secondsOf(m_picture.timeAt(axis::kGutter));
    const double to = secondsOf(m_picture.timeAt(m_picture.size.width() - axis::kRightPad));
    const double bottom = m_picture.laneRect(EventLane::Drift).bottom();
    const QRectF row(0.0, areDays ? 2.0 : axis::kRuler / 2.0, kLeastDay_px * 1.4, axis::kRuler / 2.0 - 2.0);
    // Steps begin at midnight of the wall clock; a week's steps at a Monday, 1970-01-05 having been one.
    const double first = minutes % 10080 == 0 ? 4.0 * 86'400.0 : 0.0;
    double wall = first + std::floor((from + text.offsetAt(from) - first) / step) * step;
    for (; wall - text.offsetAt(to) <= to; wall += step) {
        const double time = wall - text.offsetAt(wall - text.offsetAt(from));
        const double x = m_picture.xOf(twin::UtcTime(std::chrono::seconds(std::llround(time))));
        m_painter.setPen(QPen(areDays ? m_colors.border : m_colors.grid, areDays ? 1.4 : 1.0));
        if (x >= axis::kGutter - 1.0) {
            m_painter.drawLine(QPointF(x, areDays ? 4.0 : axis::kRuler - 4.0), QPointF(x, bottom));
        }
        const double labelX = areDays ? std::max(x, axis::kGutter) : x;
        const bool isCut = areDays && x + step / 60.0 < labelX;
        const bool hasRoom =
            !areDays ||
            m_picture.xOf(twin::UtcTime(std::chrono::seconds(std::llround(time + step)))) - labelX > kLeastDay_px * 0.9;
        if (labelX < axis::kGutter - 1.0 || isCut || !hasRoom) {
            continue;
        }
        m_painter.setPen(areDays ? m_colors.text : m_colors.textMuted);
        m_painter.drawText(row.translated(labelX + 4.0, 0.0), Qt::AlignVCenter | Qt::AlignLeft,
                           areDays ? text.day(time) : text.clock(time));
    }
}

bool ScenarioAxisPainter::hasProblem(std::size_t event) const
{
    return std::ranges::any_of(m_picture.document.problems(),
                               [&](const ScenarioProblem& problem) { return problem.event == event; });
}

void ScenarioAxisPainter::drawBar(const EventBar& bar, bool isChosen)
{
    const twin::Event& event = m_picture.document.scenario().events[bar.event];
    const QRectF rect = m_picture.barRect(bar);
    const QColor ink = categoryColor(m_scheme, static_cast<int>(bar.lane));
    const bool isBad = hasProblem(bar.event);
    const bool isLit = isChosen || m_picture.hovered == bar.event;
    m_painter.setBrush(mixed(m_colors.surface, ink, isLit ? 0.34 : 0.20));
    m_painter.setPen(isBad      ? QPen(m_colors.bad, 2.0, Qt::DashLine)
                     : isChosen ? QPen(m_colors.focus, 2.0)
                                : QPen(ink, 1.0));
    m_painter.drawRoundedRect(rect, 4.0, 4.0);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(ink);
    m_painter.drawRoundedRect(QRectF(rect.left() + 1.5, rect.top() + 3.0, 3.0, rect.height() - 6.0), 1.5, 1.5);
    const QString text =
        (isBad ? QStringLiteral("\u26a0 ") : QString()) + summaryOf(event, m_picture.document.network());
    QFont font = fontFor(TextRole::Small);
    font.setWeight(isChosen ? QFont::DemiBold : QFont::Normal);
    m_painter.setFont(font);
    m_painter.setPen(m_colors.text);
    const QFontMetricsF metrics(font);
    const double left = std::max(rect.left(), axis::kGutter) + 10.0;
    const double right = std::min(rect.right(), m_picture.size.width() - axis::kRightPad) - 8.0;
    const double wide = metrics.horizontalAdvance(text);
    if (wide <= right - left || right - left > 120.0) {
        m_painter.drawText(QRectF(left, rect.top(), right - left, rect.height()), Qt::AlignVCenter,
                           metrics.elidedText(text, Qt::ElideRight, right - left));
    } else if (rect.right() + 8.0 + wide < m_picture.size.width()) {
        m_painter.drawText(QRectF(rect.right() + 8.0, rect.top(), wide + 4.0, rect.height()), Qt::AlignVCenter, text);
    } else {
        m_painter.drawText(QRectF(rect.left() - wide - 12.0, rect.top(), wide + 4.0, rect.height()),
                           Qt::AlignVCenter | Qt::AlignRight, text);
    }
    if (isChosen) {
        drawEnds(rect, m_colors.focus);
    }
}

void ScenarioAxisPainter::drawEnds(const QRectF& rect, const QColor& ink)
{
    m_painter.setPen(QPen(m_colors.raised, 1.5));
    m_painter.setBrush(ink);
    for (const double x : {rect.left(), rect.right()}) {
        m_painter.drawEllipse(QPointF(x, rect.center().y()), 5.0, 5.0);
    }
}

void ScenarioAxisPainter::drawCursor()
{
    const double x = m_picture.xOf(m_picture.cursor);
    const double bottom = m_picture.laneRect(EventLane::Drift).bottom();
    m_painter.setPen(QPen(m_colors.cursor, 1.4));
    // Below the ruler: above, it would stand on a label.
    m_painter.drawLine(QPointF(x, axis::kRuler), QPointF(x, bottom));
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_colors.cursor);
    m_painter.drawPolygon(
        QPolygonF({{x - 5.0, axis::kRuler - 1.0}, {x + 5.0, axis::kRuler - 1.0}, {x, axis::kRuler + 7.0}}));
}

} // namespace gui
