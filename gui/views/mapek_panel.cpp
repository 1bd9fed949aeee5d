// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/mapek_panel.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "gui/theme/colors.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr double kGap = 34.0;
constexpr double kKnowledgeHeight = 34.0;
constexpr double kDrop = 20.0; ///< between the stages and the knowledge under them
constexpr double kEdge = 1.0;

QString elided(const QPainter& painter, const QString& text, double width)
{
    return QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, width);
}

} // namespace

MapekPanel::MapekPanel(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("The loop: monitor, analyse, plan, execute"));
}

void MapekPanel::setState(const LoopState& state)
{
    m_state = state;
    QStringList words;
    for (const StageState& stage : m_state.stages) {
        words << stage.name + QStringLiteral(": ") + stage.result;
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    update();
}

QSize MapekPanel::sizeHint() const { return {760, 158}; }
QSize MapekPanel::minimumSizeHint() const { return {520, 158}; }

QRectF MapekPanel::stageRect(int stage) const
{
    const double boxWidth = (width() - 2.0 * kEdge - 3.0 * kGap) / 4.0;
    return {kEdge + stage * (boxWidth + kGap), kEdge, boxWidth, height() - kKnowledgeHeight - kDrop - 2.0 * kEdge};
}

QRectF MapekPanel::knowledgeRect() const
{
    return {kEdge, height() - kKnowledgeHeight - kEdge, width() - 2.0 * kEdge, kKnowledgeHeight};
}

void MapekPanel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawArrows(painter);
    for (int stage = 0; stage < 4; ++stage) {
        drawStage(painter, stage);
    }
    drawKnowledge(painter);
}

void MapekPanel::drawStage(QPainter& painter, int stage) const
{
    const Colors& colors = colorsFor(*this);
    const StageState& state = m_state.stages[static_cast<std::size_t>(stage)];
    const QRectF box = stageRect(stage);
    const QColor edge = state.isAlarm && state.isLit ? colors.bad : state.isLit ? colors.accent : colors.border;
    painter.setPen(QPen(edge, state.isLit ? 1.8 : 1.0));
    painter.setBrush(state.isAlarm && state.isLit ? colors.badSoft : state.isLit ? colors.accentSoft : colors.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), kCornerRadius, kCornerRadius);
    const QRectF inner = box.adjusted(12.0, 8.0, -12.0, -8.0);
    painter.setFont(fontFor(TextRole::Heading));
    painter.setPen(colors.text);
    painter.drawText(inner, Qt::AlignTop | Qt::AlignLeft, state.name);
    painter.setPen(Qt::NoPen);
    painter.setBrush(state.isAlarm && state.isLit ? colors.bad : state.isLit ? colors.accent : colors.border);
    painter.drawEllipse(QPointF(inner.right() - 4.0, inner.top() + 8.0), 4.0, 4.0);
    painter.setFont(fontFor(TextRole::Body));
    painter.setPen(colors.text);
    const double line = QFontMetricsF(fontFor(TextRole::Heading)).height();
    painter.drawText(inner.adjusted(0.0, line + 3.0, 0.0, -18.0), Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap,
                     state.result);
    painter.setFont(fontFor(TextRole::Small));
    painter.setPen(colors.textMuted);
    painter.drawText(inner, Qt::AlignBottom | Qt::AlignLeft, state.age);
    painter.drawText(inner, Qt::AlignBottom | Qt::AlignRight, state.energy);
}

void MapekPanel::drawArrows(QPainter& painter) const
{
    const Colors& colors = colorsFor(*this);
    for (int stage = 0; stage < 4; ++stage) {
        const QRectF box = stageRect(stage);
        const bool isLit = m_state.stages[static_cast<std::size_t>(stage)].isLit;
        const QColor ink = isLit ? colors.accent : colors.outline;
        painter.setPen(QPen(ink, isLit ? 2.0 : 1.2, Qt::SolidLine, Qt::RoundCap));
        if (stage < 3) {
            const double y = box.center().y();
            const double from = box.right() + 6.0;
            const double to = box.right() + kGap - 6.0;
            painter.drawLine(QPointF(from, y), QPointF(to, y));
            painter.drawLine(QPointF(to - 5.0, y - 5.0), QPointF(to, y));
            painter.drawLine(QPointF(to - 5.0, y + 5.0), QPointF(to, y));
        }
        painter.setPen(QPen(isLit ? colors.accent : colors.border, isLit ? 1.8 : 1.2, Qt::DotLine));
        painter.drawLine(QPointF(box.center().x(), box.bottom() + 3.0),
                         QPointF(box.center().x(), knowledgeRect().top() - 2.0));
    }
}

void MapekPanel::drawKnowledge(QPainter& painter) const
{
    const Colors& colors = colorsFor(*this);
    const QRectF box = knowledgeRect();
    painter.setPen(QPen(colors.border, 1.0));
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), kCornerRadius, kCornerRadius);
    const QRectF inner = box.adjusted(12.0, 0.0, -12.0, 0.0);
    painter.setFont(fontFor(TextRole::Heading));
    painter.setPen(colors.text);
    const QString name = tr("Knowledge");
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, name);
    const double after = QFontMetricsF(painter.font()).horizontalAdvance(name) + 16.0;
    painter.setFont(fontFor(TextRole::Body));
    painter.setPen(colors.textMuted);
    const QString state = m_state.pause.isStepWaiting
                              ? tr("The loop is paused: it checks once, as soon as there is enough to judge.  ·  ")
                          : m_state.pause.isPaused ? tr("The loop is paused: it predicts only.  ·  ")
                                                   : QString();
    const QString text = state + m_state.knowledge;
    painter.drawText(inner.adjusted(after, 0.0, 0.0, 0.0), Qt::AlignVCenter | Qt::AlignLeft,
                     elided(painter, text, inner.width() - after));
}

void MapekPanel::mousePressEvent(QMouseEvent* event)
{
    for (int stage = 0; stage < 4; ++stage) {
        if (stageRect(stage).contains(event->position())) {
            Q_EMIT stageClicked(stage);
            return;
        }
    }
    if (knowledgeRect().contains(event->position())) {
        Q_EMIT stageClicked(4);
    }
}

} // namespace gui
