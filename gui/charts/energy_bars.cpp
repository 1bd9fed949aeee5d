// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/charts/energy_bars.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "gui/bridge/qt_text.h"
#include "gui/charts/chart_frame.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr double kBar_px = 20.0;
constexpr double kRow_px = 32.0;

QString tr(const char* text) { return QCoreApplication::translate("EnergyBars", text); }

} // namespace

struct EnergyBars::Layout {
    double names = 0.0;  ///< px for names on the left
    double totals = 0.0; ///< px for totals on the right
    double top = 0.0;
    double perJoule = 0.0;
};

QString sourceText(mlops::EnergySource source)
{
    switch (source) {
    case mlops::EnergySource::Measured:
        return tr("measured");
    case mlops::EnergySource::Estimated:
        return tr("estimated");
    case mlops::EnergySource::Modelled:
        return tr("modelled");
    case mlops::EnergySource::Recorded:
        return tr("recorded");
    }
    return {};
}

double EnergyBar::total() const
{
    double sum = 0.0;
    for (const EnergyPiece& piece : pieces) {
        sum += piece.joules;
    }
    return sum;
}

EnergyBars::EnergyBars(QWidget* parent) : QWidget(parent)
{
    setFont(fontFor(TextRole::Small));
    setAccessibleName(tr("Energy"));
}

void EnergyBars::setBars(std::vector<EnergyBar> bars, int baseline)
{
    m_bars = std::move(bars);
    m_baseline = baseline;
    m_names.clear();
    QStringList words;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        for (const EnergyPiece& piece : m_bars[i].pieces) {
            if (std::find(m_names.begin(), m_names.end(), piece.name) == m_names.end()) {
                m_names.push_back(piece.name);
            }
        }
        words << m_bars[i].name + QStringLiteral(": ") + totalText(i);
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

void EnergyBars::setEmptyText(const QString& text)
{
    m_empty = text;
    update();
}

QSize EnergyBars::sizeHint() const
{
    return {420, static_cast<int>(64 + kRow_px * static_cast<double>(m_bars.size()))};
}

QString EnergyBars::totalText(std::size_t bar) const
{
    const double total = m_bars[bar].total();
    const auto base = static_cast<std::size_t>(std::max(m_baseline, 0));
    if (m_baseline < 0 || base == bar || base >= m_bars.size() || m_bars[base].total() <= 0.0) {
        return energyText(total);
    }
    const int percent = static_cast<int>(std::lround(100.0 * (total / m_bars[base].total() - 1.0)));
    const QString sign = percent > 0 ? QStringLiteral("+") : percent < 0 ? QString(QChar(0x2212)) : QString();
    return tr("%1  %2%3 %").arg(energyText(total), sign).arg(std::abs(percent));
}

EnergyBars::Layout EnergyBars::layoutBars() const
{
    const QFontMetricsF metrics(font());
    Layout layout{.top = metrics.height() + space::kLarge + space::kTight};
    double most = 0.0;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        layout.names = std::max(layout.names, metrics.horizontalAdvance(m_bars[i].name));
        layout.totals = std::max(layout.totals, metrics.horizontalAdvance(totalText(i)));
        most = std::max(most, m_bars[i].total());
    }
    layout.names += space::kSmall + space::kMedium;
    layout.totals += space::kSmall + space::kMedium;
    layout.perJoule = most > 0.0 ? std::max(width() - layout.names - layout.totals, 10.0) / most : 0.0;
    return layout;
}

int EnergyBars::colorOf(const QString& piece) const
{
    return static_cast<int>(std::find(m_names.begin(), m_names.end(), piece) - m_names.begin());
}

void EnergyBars::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    if (m_bars.empty()) {
        drawEmptyChart(painter, rect(), m_empty.isEmpty() ? tr("No energy booked yet") : m_empty, colorsFor(*this));
        return;
    }
    const Layout layout = layoutBars();
    drawLegend(painter, layout);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        drawBar(painter, layout, i);
    }
}

void EnergyBars::drawBar(QPainter& painter, const Layout& layout, std::size_t bar) const
{
    const Colors& colors = colorsFor(*this);
    const double top = layout.top + kRow_px * static_cast<double>(bar);
    painter.setPen(colors.text);
    painter.drawText(QRectF(0, top, layout.names - space::kMedium, kBar_px), Qt::AlignRight | Qt::AlignVCenter,
                     m_bars[bar].name);
    double x = layout.names;
    for (const EnergyPiece& piece : m_bars[bar].pieces) {
        const QRectF area(x, top, std::max(piece.joules * layout.perJoule - 1.0, 0.5), kBar_px);
        const QColor color = categoryColor(schemeOf(palette()), colorOf(piece.name));
        const bool isFull = piece.source == mlops::EnergySource::Measured;
        painter.fillRect(area, isFull ? color : mixed(colors.surface, color, 0.35));
        if (!isFull) {
            painter.fillRect(area, QBrush(color, Qt::BDiagPattern));
        }
        x += piece.joules * layout.perJoule;
    }
    painter.setPen(colors.text);
    painter.setFont(tabular(font()));
    painter.drawText(QRectF(x + space::kSmall, top, layout.totals + width(), kBar_px), Qt::AlignLeft | Qt::AlignVCenter,
                     totalText(bar));
}

void EnergyBars::drawLegend(QPainter& painter, const Layout& layout) const
{
    const Colors& colors = colorsFor(*this);
    const QFontMetricsF metrics(font());
    double x = layout.names;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const auto entry = [&](const QString& text, const QBrush& brush) {
        painter.fillRect(QRectF(x, space::kTight + 2, 12, 12), brush);
        painter.setPen(colors.textMuted);
        painter.drawText(QPointF(x + 18, space::kTight + 2 + metrics.ascent()), text);
        x += 18 + metrics.horizontalAdvance(text) + space::kLarge;
    };
    for (const QString& name : m_names) {
        entry(name, categoryColor(schemeOf(palette()), colorOf(name)));
    }
    const bool hasUnmeasured = std::any_of(m_bars.begin(), m_bars.end(), [](const EnergyBar& bar) {
        return std::any_of(bar.pieces.begin(), bar.pieces.end(),
                           [](const EnergyPiece& piece) { return piece.source != mlops::EnergySource::Measured; });
    });
    if (hasUnmeasured) {
        entry(tr("hatched: not measured"), QBrush(colors.textMuted, Qt::BDiagPattern));
    }
}

bool EnergyBars::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && !m_bars.empty()) {
        const auto& help = *static_cast<QHelpEvent*>(event);
        const Layout layout = layoutBars();
        const double row = std::floor((help.pos().y() - layout.top) / kRow_px);
        if (row >= 0.0 && row < static_cast<double>(m_bars.size())) {
            QStringList lines;
            for (const EnergyPiece& piece : m_bars[static_cast<std::size_t>(row)].pieces) {
                lines << QStringLiteral("%1: %2 (%3)")
                             .arg(piece.name, energyText(piece.joules), sourceText(piece.source));
            }
            QToolTip::showText(help.globalPos(), lines.join(QLatin1Char('\n')), this);
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace gui
