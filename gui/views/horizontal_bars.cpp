// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/horizontal_bars.h"

#include <algorithm>

#include <QPainter>

#include "gui/theme/colors.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr int kRow = 24;

} // namespace

HorizontalBars::HorizontalBars(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void HorizontalBars::setBars(std::vector<Bar> bars)
{
    m_bars = std::move(bars);
    QStringList words;
    for (const Bar& bar : m_bars) {
        words << bar.name + QLatin1Char(' ') + bar.text;
    }
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize HorizontalBars::sizeHint() const { return {320, std::max<int>(1, static_cast<int>(m_bars.size())) * kRow}; }

void HorizontalBars::paintEvent(QPaintEvent* /*event*/)
{
    const Scheme scheme = schemeOf(palette());
    const Colors& colors = colorsOf(scheme);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF body(fontFor(TextRole::Body));
    const QFontMetricsF figures(tabular(fontFor(TextRole::Body)));
    double nameWidth = 60.0;
    double textWidth = 50.0;
    double noteWidth = 0.0;
    double most = 0.0;
    double sum = 0.0;
    for (const Bar& bar : m_bars) {
        nameWidth = std::max(nameWidth, body.horizontalAdvance(bar.name));
        textWidth = std::max(textWidth, figures.horizontalAdvance(bar.text));
        noteWidth = std::max(noteWidth, QFontMetricsF(fontFor(TextRole::Small)).horizontalAdvance(bar.note));
        most = std::max(most, bar.value);
        sum += bar.isLeftOut ? 0.0 : bar.value;
    }
    const double left = nameWidth + 14.0;
    const double right = width() - textWidth - noteWidth - 24.0;
    double y = 0.0;
    for (const Bar& bar : m_bars) {
        painter.setFont(fontFor(TextRole::Body));
        painter.setPen(colors.text);
        painter.drawText(QRectF(0.0, y, nameWidth, kRow), Qt::AlignVCenter | Qt::AlignLeft, bar.name);
        const QRectF track(left, y + kRow / 2.0 - 5.0, std::max(10.0, right - left), 10.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.sunken);
        painter.drawRoundedRect(track, 3.0, 3.0);
        const QColor color = bar.category < 0 ? colors.accent : categoryColor(scheme, bar.category);
        const double length =
            most > 0.0 ? std::max(bar.value > 0.0 ? 2.0 : 0.0, track.width() * bar.value / most) : 0.0;
        painter.setBrush(bar.isLeftOut ? QBrush(color, Qt::BDiagPattern) : QBrush(color));
        painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(length, track.height())), 3.0, 3.0);
        painter.setFont(tabular(fontFor(TextRole::Body)));
        painter.setPen(colors.text);
        painter.drawText(QRectF(right + 10.0, y, textWidth, kRow), Qt::AlignVCenter | Qt::AlignRight, bar.text);
        painter.setFont(fontFor(TextRole::Small));
        painter.setPen(colors.textMuted);
        painter.drawText(QRectF(width() - noteWidth, y, noteWidth, kRow), Qt::AlignVCenter | Qt::AlignRight, bar.note);
        y += kRow;
    }
}

} // namespace gui
