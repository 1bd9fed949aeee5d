// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Half a minute through the program on the run at hand: the city, one detector, the loop, a decision, why, the energy.
// What the captions say of the run is read from the run. Any step can be skipped, and Esc ends it.

#include <functional>
#include <vector>

#include <QObject>
#include <QTimer>

#include "gui/bridge/run_history.h"

class QShortcut;

namespace gui {

class CaptionBar;
class MainWindow;

class GuidedDemo final : public QObject {
    Q_OBJECT

public:
    explicit GuidedDemo(MainWindow& window);

    void start();
    void next();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_step >= 0; }
    [[nodiscard]] int step() const { return m_step; }
    [[nodiscard]] std::size_t steps() const { return m_steps.size(); }
    [[nodiscard]] QString caption() const;

private:
    struct Step {
        int lasts_ms = 4000;
        std::function<QString()> enter; ///< shows something and says what
    };
    void addSteps();
    [[nodiscard]] QString showCity();
    [[nodiscard]] QString showDetector();
    [[nodiscard]] QString showLoop();
    [[nodiscard]] QString showDecision();
    [[nodiscard]] QString showWhy();
    [[nodiscard]] QString showEnergy();
    [[nodiscard]] QString showEnd();
    /// The one worth telling of: the first that answered a crossed limit, else the first that acted; null: none yet.
    [[nodiscard]] DecisionPtr telling() const;

    MainWindow& m_window;
    CaptionBar* m_caption;
    QShortcut* m_escape;
    QTimer m_timer;
    std::vector<Step> m_steps;
    int m_step = -1;
};

} // namespace gui
