// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/share_bar.h"

#include <algorithm>

#include <QPainter>

#include "gui/bridge/qt_text.h"
#include "gui/theme/typography.h"
#include "gui/views/family_color.h"

namespace gui {

ShareBar::ShareBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tr("Share of the run so far that each model served"));
}

void ShareBar::setRows(std::vector<CandidateRow> rows)
{
    std::erase_if(rows, [](const CandidateRow& row) { return row.share <= 0.0; });
    m_rows = std::move(rows);
    QStringList words;
    for (const CandidateRow& row : m_rows) {
        words << familyText(row.family) + QStringLiteral(" %1 %").arg(numberText(row.share * 100.0, 2));
    }
    setAccessibleName(tr("Model share: %1").arg(words.join(QStringLiteral(", "))));
    update();
}

void ShareBar::paintEvent(QPaintEvent* /*event*/)
{
    const Scheme scheme = schemeOf(palette());
    const Colors& colors = colorsOf(scheme);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(0.0, 4.0, width(), 10.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.sunken);
    painter.drawRoundedRect(bar, 3.0, 3.0);
    painter.setFont(fontFor(TextRole::Small));
    const QFontMetricsF metrics(painter.font());
    double x = bar.left();
    double textX = bar.left();
    for (const CandidateRow& row : m_rows) {
        const QColor color = familyColor(scheme, row.family);
        const double part = bar.width() * row.share;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(x, bar.top(), std::max(2.0, part - 2.0), bar.height()), 2.0, 2.0);
        x += part;
        const QString text = QStringLiteral("%1 %2 %").arg(familyText(row.family), numberText(row.share * 100.0, 2));
        painter.drawRoundedRect(QRectF(textX, bar.bottom() + 11.0, 8.0, 8.0), 2.0, 2.0);
        painter.setPen(colors.textMuted);
        painter.drawText(QRectF(textX + 13.0, bar.bottom() + 5.0, 200.0, 20.0), Qt::AlignVCenter | Qt::AlignLeft, text);
        textX += metrics.horizontalAdvance(text) + 30.0;
    }
}

} // namespace gui
