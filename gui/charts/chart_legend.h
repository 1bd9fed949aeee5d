// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The legend of a chart: a sample and a name for each curve. A click, or the space bar, hides and shows the curve.

#include <vector>

#include <QWidget>

#include "gui/charts/chart_series.h"

namespace gui {

class ChartLegend final : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        QString name;
        SeriesRole role = SeriesRole::Observed;
        int category = 0;
        bool isShown = true;
    };

    explicit ChartLegend(QWidget* parent);

    void setEntries(std::vector<Entry> entries);
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void toggled(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] std::vector<QRect> places(int width) const;
    void drawEntry(QPainter& painter, const Entry& entry, const QRect& place, bool hasFocusRing) const;

    std::vector<Entry> m_entries;
    int m_current = 0; ///< of the keyboard
};

} // namespace gui
