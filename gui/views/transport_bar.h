// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Play, pause, speed, and where in time one is: the row over the timeline.

#include <span>

#include <QWidget>

#include "gui/bridge/run_session.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace gui {

/// Intervals a second that can be chosen; the last is as fast as possible.
struct SpeedStep {
    std::optional<double> ticksPerSecond;
    const char* text;
};
[[nodiscard]] std::span<const SpeedStep> speedSteps();

class TransportBar : public QWidget {
    Q_OBJECT

public:
    /// `actions`: to the start, previous decision, one back, play, one forward, next decision, to the end.
    TransportBar(RunSession& session, const QList<QAction*>& actions, QWidget* parent);
    /// By so many steps faster, or slower where negative.
    void changeSpeed(int steps);

private:
    void refresh();
    void refreshTime();

    RunSession& m_session;
    QToolButton* m_play = nullptr;
    QToolButton* m_live = nullptr;
    QComboBox* m_speed = nullptr;
    QLabel* m_time = nullptr;
    QLabel* m_place = nullptr;
};

} // namespace gui
