// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The last checks of one boundary: each value as a dot against the limit in force then, the limit as the line it was.

#include <vector>

#include <QWidget>

#include "gui/models/boundary_readings.h"

namespace gui {

class ReadingStrip : public QWidget {
    Q_OBJECT

public:
    explicit ReadingStrip(QWidget* parent);
    void setReadings(std::vector<BoundaryReading> readings);
    [[nodiscard]] QSize sizeHint() const override { return {260, 84}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 84}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<BoundaryReading> m_readings;
};

} // namespace gui
