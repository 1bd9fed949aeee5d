// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Accuracy against energy: one mark a run, letter beside it, the Pareto line through those that no other beats in both.

#include <functional>
#include <vector>

#include <QRectF>
#include <QWidget>

namespace gui {

struct TradeoffPoint {
    QString letter;
    QString name;
    double energy_j = 0.0; ///< per forecast
    double accuracy = 0.0; ///< R2
};

/// Indices of the points that no other beats in both, by rising energy.
[[nodiscard]] std::vector<std::size_t> paretoFront(const std::vector<TradeoffPoint>& points);

/// Where to write beside each mark so that no text covers another or a mark, as far as there is room within `plot`:
/// right of it, left of it, then farther above and below.
[[nodiscard]] std::vector<QRectF> placedLabels(const std::vector<QPointF>& marks, const std::vector<QSizeF>& sizes,
                                               const QRectF& plot);

class TradeoffPlot : public QWidget {
    Q_OBJECT

public:
    explicit TradeoffPlot(QWidget* parent);
    void setPoints(std::vector<TradeoffPoint> points);
    [[nodiscard]] QSize sizeHint() const override { return {360, 260}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {260, 190}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void drawRuns(QPainter& painter, const QRectF& plot,
                  const std::function<QPointF(const TradeoffPoint&)>& place) const;

    std::vector<TradeoffPoint> m_points;
};

} // namespace gui
