// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The decisions of several runs on parallel lanes: which model served when, where something was done.

#include <QWidget>

#include "gui/models/run_differences.h"
#include "gui/models/timeline_lanes.h"

namespace gui {

class DecisionLanes : public QWidget {
    Q_OBJECT

public:
    explicit DecisionLanes(QWidget* parent);
    void setRuns(const std::vector<ComparedRunPtr>& runs);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {300, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<ComparedRunPtr> m_runs;
    std::vector<TimelineLanes> m_lanes; ///< of each run
};

} // namespace gui
