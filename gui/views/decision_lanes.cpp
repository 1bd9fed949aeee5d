// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/decision_lanes.h"

#include <algorithm>

#include <QPainter>

#include "gui/bridge/qt_text.h"
#include "gui/theme/typography.h"
#include "gui/views/family_color.h"

namespace gui {

namespace {

constexpr double kRow = 38.0;
constexpr double kNames = 150.0;

} // namespace

DecisionLanes::DecisionLanes(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Decisions of all runs"));
}

void DecisionLanes::setRuns(const std::vector<ComparedRunPtr>& runs)
{
    m_runs = runs;
    m_lanes.assign(runs.size(), {});
    for (std::size_t i = 0; i < runs.size(); ++i) {
        m_lanes[i].extend(runs[i]->run.history);
    }
    updateGeometry();
    update();
}

QSize DecisionLanes::sizeHint() const
{
    return {500, static_cast<int>(kRow * static_cast<double>(std::max<std::size_t>(1, m_runs.size())))};
}

void DecisionLanes::paintEvent(QPaintEvent* /*event*/)
{
    const Scheme scheme = schemeOf(palette());
    const Colors& colors = colorsOf(scheme);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    twin::Tick end = 1;
    for (const ComparedRunPtr& run : m_runs) {
        end = std::max(end, run->run.history.ticks());
    }
    const double scale = (width() - kNames - 8.0) / static_cast<double>(end);
    double top = 0.0;
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        const ComparedRunPtr& run = m_runs[i];
        const TimelineLanes& lanes = m_lanes[i];
        painter.setFont(fontFor(TextRole::Body));
        painter.setPen(colors.text);
        const QString name = run->letter + QStringLiteral("  ") + qtText(run->run.description.approachTitle) +
                             tr("  seed %1").arg(run->run.description.seed);
        painter.drawText(QRectF(0.0, top, kNames - 8.0, kRow), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(name, Qt::ElideRight, static_cast<int>(kNames - 10.0)));
        painter.setFont(fontFor(TextRole::Small));
        for (const TimelineLanes::Span& span : lanes.models()) {
            const QRectF band(kNames + static_cast<double>(span.from) * scale, top + 19.0,
                              std::max(1.0, static_cast<double>(span.to - span.from) * scale - 0.5), 13.0);
            painter.setPen(Qt::NoPen);
            painter.setBrush(mixed(colors.surface, familyColor(scheme, span.model.family), 0.55));
            painter.drawRect(band);
            const QString text = familyText(span.model.family);
            if (band.width() > QFontMetricsF(painter.font()).horizontalAdvance(text) + 6.0) {
                painter.setPen(colors.text);
                painter.drawText(band.adjusted(4.0, -1.0, 0.0, 1.0), Qt::AlignVCenter, text);
            }
        }
        for (const TimelineLanes::Mark& mark : lanes.marks()) {
            if (mark.hasActed) {
                const double x = kNames + static_cast<double>(mark.tick) * scale;
                painter.setPen(Qt::NoPen);
                painter.setBrush(mark.isTraining ? colors.good : mark.isDrift ? colors.bad : colors.text);
                painter.drawPolygon(
                    QPolygonF({{x, top + 5.0}, {x + 5.0, top + 10.0}, {x, top + 15.0}, {x - 5.0, top + 10.0}}));
            }
        }
        top += kRow;
    }
}

} // namespace gui
