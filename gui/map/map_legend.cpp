// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_legend.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "gui/map/station_glyph.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {
constexpr int kPad = space::kMedium;
constexpr int kSwatch = 26;
constexpr int kBar = 56;
constexpr int kFoldedSwatch = 12;

int knownRow(const QFontMetrics& metrics) { return metrics.height() + space::kTight; }

/// As wide as the widest share at this size of type.
int percentWidth(const QFontMetrics& metrics)
{
    return metrics.horizontalAdvance(MapLegend::tr("%1 %").arg(100)) + space::kSmall;
}

} // namespace

std::vector<int> wholePercents(const std::vector<double>& shares)
{
    std::vector<int> percents;
    percents.reserve(shares.size());
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), 0U);
    for (const double share : shares) {
        percents.push_back(static_cast<int>(std::floor(100.0 * share + 1e-9)));
    }
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    int left = sum > 0.0 ? 100 - std::accumulate(percents.begin(), percents.end(), 0) : 0;
    const auto remainder = [&](std::size_t i) { return 100.0 * shares[i] - percents[i]; };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainder(a) > remainder(b); });
    for (std::size_t i = 0; i < order.size() && left > 0; ++i, --left) {
        ++percents[order[i]];
    }
    return percents;
}

MapLegend::MapLegend(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setFont(fontFor(TextRole::Small));
    setCursor(Qt::ArrowCursor);
}

void MapLegend::setFrame(const MapFrame& frame, ColorMapKind speedColors)
{
    m_classes = frame.classes;
    const ColorMapKind kind = m_classes.colors == ColorMapKind::Speed ? speedColors : m_classes.colors;
    m_colors = ColorMap(kind, schemeOf(palette())).classColors(m_classes.count());
    m_shares = classShares(m_classes, frame.values);
    m_current = std::min(m_current, m_classes.count() - 1);
    describe();
    adjustSize();
    update();
}

void MapLegend::setOnlyClass(std::optional<std::size_t> only)
{
    m_only = only;
    update();
}

std::vector<int> MapLegend::percents() const { return wholePercents(m_shares); }

void MapLegend::describe()
{
    setAccessibleName(tr("Legend: %1").arg(m_classes.name));
    QStringList parts;
    const std::vector<int> rounded = percents();
    for (std::size_t i = 0; i < m_classes.count(); ++i) {
        parts << tr("%1: %2 %").arg(m_classes.labels[i]).arg(rounded[i]);
    }
    parts << tr("nothing known: %1 %").arg(rounded.back());
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
}

int MapLegend::rowHeight() const { return std::max(QFontMetrics(font()).height() + space::kTight, 20); }

int MapLegend::rowsTop() const { return kPad + 2 * QFontMetrics(font()).height() + space::kSmall; }

QRect MapLegend::rowAt(std::size_t row) const
{
    return {kPad, rowsTop() + static_cast<int>(row) * rowHeight(), width() - 2 * kPad, rowHeight()};
}

void MapLegend::fold(bool folded)
{
    m_isFolded = folded;
    setToolTip(folded ? tr("Click for the classes and their shares") : QString());
    adjustSize();
    update();
}

QRect MapLegend::head() const { return {0, 0, width(), m_isFolded ? height() : rowsTop() - space::kTight}; }

QSize MapLegend::sizeHint() const
{
    if (!m_isFolded || m_classes.labels.empty()) {
        return fullSize();
    }
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return {QFontMetrics(bold).horizontalAdvance(m_classes.name) + 4 * kPad +
                kFoldedSwatch * static_cast<int>(m_colors.size()),
            QFontMetrics(bold).height() + kPad};
}

QSize MapLegend::fullSize() const
{
    if (m_classes.labels.empty()) {
        return {0, 0};
    }
    const QFontMetrics metrics(font());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    int label = metrics.horizontalAdvance(tr("nothing known"));
    for (const QString& text : m_classes.labels) {
        label = std::max(label, metrics.horizontalAdvance(text));
    }
    const int row = kSwatch + space::kSmall + label + space::kMedium + kBar + percentWidth(metrics);
    const int known = 3 * knownRow(metrics) + space::kMedium;
    return {std::max(row, QFontMetrics(bold).horizontalAdvance(m_classes.name)) + 2 * kPad,
            rowsTop() + static_cast<int>(m_classes.count() + 1) * rowHeight() + known + kPad};
}

void MapLegend::paintEvent(QPaintEvent* /*event*/)
{
    if (m_classes.labels.empty()) {
        return;
    }
    const Colors& colors = colorsFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = colors.raised;
    ground.setAlphaF(0.95F);
    painter.setPen(colors.border);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCornerRadius, kCornerRadius);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    if (m_isFolded) {
        drawFolded(painter);
        return;
    }
    const int line = QFontMetrics(font()).height();
    painter.setFont(bold);
    painter.setPen(colors.text);
    painter.drawText(QRect(kPad, kPad, width() - 2 * kPad, line), Qt::AlignLeft | Qt::AlignVCenter, m_classes.name);
    painter.setFont(font());
    painter.setPen(colors.textMuted);
    painter.drawText(QRect(kPad, kPad + line, width() - 2 * kPad, line), Qt::AlignLeft | Qt::AlignVCenter,
                     m_classes.unit);
    painter.drawText(QRect(kPad, kPad + line, width() - 2 * kPad, line), Qt::AlignRight | Qt::AlignVCenter,
                     tr("roads"));
    const std::vector<int> rounded = percents();
    for (std::size_t row = 0; row <= m_classes.count(); ++row) {
        drawClass(painter, row, rounded[row < m_classes.count() ? m_classes.count() - 1 - row : row]);
    }
    drawKnown(painter, rowAt(m_classes.count()).bottom() + space::kSmall);
}

void MapLegend::drawFolded(QPainter& painter) const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(colorsFor(*this).text);
    painter.drawText(rect().adjusted(kPad, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_classes.name);
    const int left = width() - kPad - kFoldedSwatch * static_cast<int>(m_colors.size());
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_colors.size(); ++i) {
        painter.setBrush(m_colors[i]);
        painter.drawRect(left + kFoldedSwatch * static_cast<int>(i), height() / 2 - 4, kFoldedSwatch, 8);
    }
    if (hasFocus()) {
        painter.setPen(QPen(colorsFor(*this).focus, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kCornerRadius, kCornerRadius);
    }
}

void MapLegend::drawClass(QPainter& painter, std::size_t row, int percent) const
{
    // The highest class stands on top, as on a scale.
    const Colors& colors = colorsFor(*this);
    const std::size_t count = m_classes.count();
    const bool isNone = row == count;
    const std::size_t klass = isNone ? count : count - 1 - row;
    const QRect place = rowAt(row);
    const double thick = isNone ? 3.0 : 4.0 * m_classes.weights[klass];
    const QColor color = isNone ? colors.roadEmpty : m_colors[klass];
    painter.setOpacity(m_only && *m_only != klass ? 0.4 : 1.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const double middle = place.center().y() + 0.5;
    painter.drawRoundedRect(QRectF(place.left(), middle - thick / 2, kSwatch, thick), 1.5, 1.5);
    painter.setPen(m_only == klass ? colors.text : colors.textMuted);
    painter.drawText(place.adjusted(kSwatch + space::kSmall, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     isNone ? tr("nothing known") : m_classes.labels[klass]);
    const double full = kBar - space::kTight;
    const QRectF bar(place.right() - percentWidth(QFontMetrics(font())) - full, middle - 3, full, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.sunken);
    painter.drawRoundedRect(bar, 3, 3);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(full * m_shares[klass], 6)), 3, 3);
    painter.setPen(colors.text);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight, tr("%1 %").arg(percent));
    if (hasFocus() && m_current == row) {
        painter.setPen(QPen(colors.focus, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(place).adjusted(-4, 1, 4, -1), 4, 4);
    }
    painter.setOpacity(1.0);
}

void MapLegend::drawKnown(QPainter& painter, int top) const
{
    const Colors& colors = colorsFor(*this);
    const int line = knownRow(QFontMetrics(font()));
    painter.setPen(colors.border);
    painter.drawLine(kPad, top, width() - kPad, top);
    int y = top + space::kSmall;
    const auto row = [&](const QString& text, const QPen& pen, bool hasCasing) {
        const double middle = y + line / 2.0;
        if (hasCasing) {
            painter.setPen(QPen(colors.roadEmpty, 7.0, Qt::SolidLine, Qt::FlatCap));
            painter.drawLine(QPointF(kPad, middle), QPointF(kPad + kSwatch, middle));
        }
        painter.setPen(pen);
        painter.drawLine(QPointF(kPad, middle), QPointF(kPad + kSwatch, middle));
        painter.setPen(colors.textMuted);
        painter.drawText(QRect(kPad + kSwatch + space::kSmall, y, width(), line), Qt::AlignVCenter | Qt::AlignLeft,
                         text);
        y += line;
    };
    const QColor sample = m_colors.back();
    QPen dashed(sample, 5.0, Qt::CustomDashLine, Qt::FlatCap);
    dashed.setDashPattern({1.4, 0.9});
    row(tr("observed by a detector"), QPen(sample, 5.0, Qt::SolidLine, Qt::FlatCap), false);
    row(tr("imputed"), dashed, true);
    row(tr("estimated, no detector"), QPen(sample, 3.0, Qt::SolidLine, Qt::FlatCap), true);
}

void MapLegend::choose(std::size_t row)
{
    const std::size_t klass = row == m_classes.count() ? row : m_classes.count() - 1 - row;
    m_only = m_only == klass ? std::nullopt : std::optional(klass);
    update();
    Q_EMIT classChosen(m_only);
}

void MapLegend::mousePressEvent(QMouseEvent* event)
{
    if (head().contains(event->pos())) {
        Q_EMIT foldingChosen(!m_isFolded);
    }
    for (std::size_t row = 0; !m_isFolded && row <= m_classes.count(); ++row) {
        if (rowAt(row).contains(event->pos())) {
            m_current = row;
            choose(row);
        }
    }
    event->accept();
}

void MapLegend::keyPressEvent(QKeyEvent* event)
{
    if (m_isFolded ? event->key() == Qt::Key_Space || event->key() == Qt::Key_Return : event->key() == Qt::Key_Escape) {
        Q_EMIT foldingChosen(!m_isFolded);
    } else if (event->key() == Qt::Key_Up && m_current > 0) {
        --m_current;
    } else if (event->key() == Qt::Key_Down && m_current < m_classes.count()) {
        ++m_current;
    } else if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return) {
        choose(m_current);
    } else {
        return QWidget::keyPressEvent(event);
    }
    update();
}

} // namespace gui
