// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/chart_legend.h"

#include <algorithm>
#include <utility>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "gui/charts/series_look.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {
constexpr int kSample = 22; ///< px, width of the piece of curve
} // namespace

ChartLegend::ChartLegend(QWidget* parent) : QWidget(parent)
{
    setFont(fontFor(TextRole::Small));
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Legend"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChartLegend::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
    m_current = std::clamp(m_current, 0, std::max(static_cast<int>(m_entries.size()) - 1, 0));
    updateGeometry();
    update();
}

std::vector<QRect> ChartLegend::places(int width) const
{
    std::vector<QRect> rects;
    const QFontMetrics metrics(font());
    const int height = std::max(metrics.height() + space::kTight, kMinimumHit);
    int x = 0;
    int y = 0;
    for (const Entry& entry : m_entries) {
        const int wanted = kSample + space::kSmall + metrics.horizontalAdvance(entry.name) + space::kLarge;
        if (x > 0 && x + wanted > width) {
            x = 0;
            y += height;
        }
        rects.emplace_back(x, y, wanted, height);
        x += wanted;
    }
    return rects;
}

int ChartLegend::heightForWidth(int width) const
{
    const auto rects = places(width);
    return rects.empty() ? 0 : rects.back().bottom() + 1;
}

QSize ChartLegend::sizeHint() const
{
    const auto rects = places(100'000);
    return rects.empty() ? QSize(0, 0) : QSize(rects.back().right() + 1, rects.back().height());
}

QSize ChartLegend::minimumSizeHint() const
{
    return {80, m_entries.empty() ? 0 : heightForWidth(std::max(width(), 80))};
}

void ChartLegend::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto rects = places(width());
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        drawEntry(painter, m_entries[i], rects[i], hasFocus() && static_cast<int>(i) == m_current);
    }
}

void ChartLegend::drawEntry(QPainter& painter, const Entry& entry, const QRect& place, bool hasFocusRing) const
{
    const Colors& colors = colorsFor(*this);
    painter.setOpacity(entry.isShown ? 1.0 : 0.45);
    const QRectF sample(place.left(), place.center().y() - 5.0, kSample, 11.0);
    drawSample(painter, sample, lookOf(entry.role, entry.category, schemeOf(palette())));
    painter.setPen(colors.textMuted);
    QFont shown = font();
    shown.setStrikeOut(!entry.isShown);
    painter.setFont(shown);
    painter.drawText(place.adjusted(kSample + space::kSmall, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, entry.name);
    painter.setOpacity(1.0);
    if (hasFocusRing) {
        painter.setPen(QPen(colors.focus, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(place).adjusted(-3, 1, -8, -1).intersected(rect().adjusted(1, 1, -1, -1)), 4, 4);
    }
}

void ChartLegend::mousePressEvent(QMouseEvent* event)
{
    const auto rects = places(width());
    for (std::size_t i = 0; i < rects.size(); ++i) {
        if (rects[i].contains(event->pos())) {
            Q_EMIT toggled(m_entries[i].name);
            return;
        }
    }
}

void ChartLegend::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_entries.size()) - 1;
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        m_current = std::clamp(m_current + (event->key() == Qt::Key_Right ? 1 : -1), 0, std::max(last, 0));
        update();
    } else if (event->key() == Qt::Key_Space && last >= 0) {
        Q_EMIT toggled(m_entries[static_cast<std::size_t>(m_current)].name);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace gui
