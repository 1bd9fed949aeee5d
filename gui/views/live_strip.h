// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// "Live when": one row a version, its active stretches on the run's time, lines from parent to child.

#include <QWidget>

#include "gui/views/registry_workspace.h"

namespace gui {

class LiveStrip : public QWidget {
    Q_OBJECT

public:
    explicit LiveStrip(QWidget* parent);
    void setRows(std::vector<VersionRow> rows, twin::Tick end, const twin::TimeAxis& axis);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {300, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<VersionRow> m_rows;
    twin::Tick m_end = 1;
    twin::TimeAxis m_axis;
};

} // namespace gui
