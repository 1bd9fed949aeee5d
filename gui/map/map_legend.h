// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the colours mean, always in sight: quantity, unit, classes, and how much of the network is in each. A click on a
// class shows that class alone.

#include <optional>
#include <vector>

#include <QWidget>

#include "gui/map/map_frame.h"

namespace gui {

class MapLegend final : public QWidget {
    Q_OBJECT
public:
    explicit MapLegend(QWidget* parent);

    void setFrame(const MapFrame& frame, ColorMapKind speedColors);
    /// Of the map under it: on a small one the legend keeps to colours and percents, the rest is in its tooltip.
    void setRoom(const QSize& room);
    [[nodiscard]] bool isCompact() const { return m_isCompact; }
    void setOnlyClass(std::optional<std::size_t> only);
    /// Of each class, low to high, and last of roads without a value; they sum to 1.
    [[nodiscard]] const std::vector<double>& shares() const { return m_shares; }
    /// The same as shown: whole percents that sum to 100 wherever anything is known.
    [[nodiscard]] std::vector<int> percents() const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// The class whose roads alone are to be shown; none for all.
    void classChosen(std::optional<std::size_t> only);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QSize fullSize() const;
    [[nodiscard]] QSize compactSize() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int rowsTop() const;
    [[nodiscard]] QRect rowAt(std::size_t row) const;
    void drawClass(QPainter& painter, std::size_t row, int percent) const;
    void drawKnown(QPainter& painter, int top) const;
    void choose(std::size_t row);
    void describe();

    MapClasses m_classes;
    std::vector<QColor> m_colors; ///< low to high
    std::vector<double> m_shares;
    std::optional<std::size_t> m_only;
    bool m_isCompact = false;
    std::size_t m_current = 0; ///< row of the keyboard
};

/// `shares` as whole percents with the largest remainders rounded up, so that they sum to 100.
[[nodiscard]] std::vector<int> wholePercents(const std::vector<double>& shares);

} // namespace gui
