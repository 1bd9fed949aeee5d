// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/source_badge.h"

#include <array>

#include <QCoreApplication>
#include <QPainter>

#include "gui/theme/colors.h"
#include "gui/theme/typography.h"

#include "gui/charts/energy_bars.h"

namespace gui {

QString sourceMeaning(mlops::EnergySource source)
{
    constexpr std::array<const char*, 4> kMeanings{
        QT_TRANSLATE_NOOP("SourceBadge", "Read from a hardware counter on this machine (RAPL)."),
        QT_TRANSLATE_NOOP("SourceBadge", "CPU time of the work times the power curve of a host."),
        QT_TRANSLATE_NOOP("SourceBadge", "Computed from a stated assumption, not from this machine."),
        QT_TRANSLATE_NOOP("SourceBadge",
                          "Published figures for each unit of work, replayed: the same on every machine.")};
    return QCoreApplication::translate("SourceBadge", kMeanings[static_cast<std::size_t>(source)]);
}

SourceBadge::SourceBadge(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSources({}, {});
}

void SourceBadge::setSources(std::vector<mlops::EnergySource> sources, const QString& meter)
{
    m_sources = std::move(sources);
    QStringList tips;
    for (const mlops::EnergySource source : m_sources) {
        tips << sourceText(source) + QStringLiteral(": ") + sourceMeaning(source);
    }
    if (!meter.isEmpty()) {
        tips << tr("Meter: %1").arg(meter);
    }
    setToolTip(tips.join(QLatin1Char('\n')));
    setAccessibleName(tr("Source of the energy figures: %1").arg(text()));
    updateGeometry();
    update();
}

QString SourceBadge::text() const
{
    QStringList names;
    for (const mlops::EnergySource source : m_sources) {
        names << sourceText(source);
    }
    return names.isEmpty() ? tr("no figures yet") : names.join(QStringLiteral(" + "));
}

QSize SourceBadge::sizeHint() const
{
    const QFontMetrics metrics(fontFor(TextRole::Small));
    return {metrics.horizontalAdvance(text()) + 30, metrics.height() + 6};
}

void SourceBadge::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = colorsFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMixed = m_sources.size() > 1;
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(isMixed ? colors.warning : colors.border, 1.0));
    painter.setBrush(isMixed ? colors.warningSoft : colors.sunken);
    painter.drawRoundedRect(box, box.height() / 2.0, box.height() / 2.0);
    if (isMixed) {
        painter.setBrush(QBrush(colors.warning, Qt::BDiagPattern));
        painter.drawRoundedRect(QRectF(6.0, box.center().y() - 4.0, 8.0, 8.0), 2.0, 2.0);
    } else {
        const bool isMeasured = !m_sources.empty() && m_sources.front() == mlops::EnergySource::Measured;
        painter.setPen(QPen(colors.outline, 1.4));
        painter.setBrush(isMeasured ? QBrush(colors.accent) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QPointF(12.0, box.center().y()), 3.6, 3.6);
    }
    painter.setFont(fontFor(TextRole::Small));
    painter.setPen(isMixed ? colors.warning : colors.textMuted);
    painter.drawText(box.adjusted(22.0, 0.0, -6.0, 0.0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

} // namespace gui
