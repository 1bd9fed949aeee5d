// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/live_strip.h"

#include <algorithm>

#include <QPainter>

#include "gui/bridge/qt_text.h"
#include "gui/theme/typography.h"
#include "gui/views/family_color.h"

namespace gui {

namespace {

constexpr double kRow = 26.0;
constexpr double kNames = 110.0;
constexpr double kFoot = 22.0;

} // namespace

LiveStrip::LiveStrip(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("When each version was live"));
}

void LiveStrip::setRows(std::vector<VersionRow> rows, twin::Tick end, const twin::TimeAxis& axis)
{
    m_rows = std::move(rows);
    m_end = std::max<twin::Tick>(1, end);
    m_axis = axis;
    updateGeometry();
    update();
}

QSize LiveStrip::sizeHint() const
{
    return {500, static_cast<int>(kRow * static_cast<double>(std::max<std::size_t>(1, m_rows.size())) + kFoot)};
}

void LiveStrip::paintEvent(QPaintEvent* /*event*/)
{
    const Scheme scheme = schemeOf(palette());
    const Colors& colors = colorsOf(scheme);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double scale = (width() - kNames - 8.0) / static_cast<double>(m_end);
    const auto xOf = [&](twin::Tick tick) { return kNames + static_cast<double>(tick) * scale; };
    const auto yOf = [&](std::size_t row) { return kRow * (static_cast<double>(row) + 0.5); };
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const VersionRow& version = m_rows[row];
        const QColor color = familyColor(scheme, version.version.family);
        painter.setFont(fontFor(TextRole::Body));
        painter.setPen(version.servesNow ? colors.text : colors.textMuted);
        painter.drawText(QRectF(0.0, yOf(row) - kRow / 2.0, kNames - 10.0, kRow), Qt::AlignVCenter, version.name);
        painter.setPen(QPen(colors.border, 1.0));
        painter.drawLine(QPointF(kNames, yOf(row)), QPointF(width() - 8.0, yOf(row)));
        // From the parent down to the moment this version was made.
        const auto parent = std::ranges::find_if(
            m_rows, [&](const VersionRow& other) { return other.version.id == version.version.parent; });
        if (parent != m_rows.end() && !version.version.parent.empty()) {
            painter.setPen(QPen(colors.outline, 1.2, Qt::DotLine));
            const double x = xOf(version.version.tick);
            painter.drawLine(QPointF(x, yOf(static_cast<std::size_t>(parent - m_rows.begin()))), QPointF(x, yOf(row)));
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        for (const auto& [from, to] : version.live) {
            painter.drawRoundedRect(QRectF(xOf(from), yOf(row) - 6.0, std::max(2.0, xOf(to) - xOf(from)), 12.0), 3.0,
                                    3.0);
        }
        painter.setBrush(colors.raised);
        painter.setPen(QPen(version.version.serves ? color : colors.bad, 1.8));
        painter.drawEllipse(QPointF(xOf(version.version.tick), yOf(row)), 4.0, 4.0);
    }
    painter.setFont(fontFor(TextRole::Small));
    painter.setPen(colors.textMuted);
    const QRectF foot(kNames, height() - kFoot, width() - kNames - 8.0, kFoot);
    painter.drawText(foot, Qt::AlignVCenter | Qt::AlignLeft, shortTimeText(m_axis, 0));
    painter.drawText(foot, Qt::AlignVCenter | Qt::AlignRight, shortTimeText(m_axis, m_end));
}

} // namespace gui
