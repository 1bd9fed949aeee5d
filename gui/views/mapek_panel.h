// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The loop as a picture: four stages over what they know. A stage lights up while the check it worked on is fresh; each
// says its last result in words, how old that is and what it has cost so far.

#include <array>

#include <QWidget>

#include "gui/bridge/run_session.h"

namespace gui {

/// One stage as shown.
struct StageState {
    QString name;
    QString result;
    QString age;
    QString energy;
    bool isLit = false;
    bool isAlarm = false; ///< a boundary was crossed here
};

struct LoopState {
    std::array<StageState, 4> stages; ///< Monitor, Analyse, Plan, Execute
    QString knowledge;
    LoopPause pause;
};

/// The loop at a tick. Pure: the same history and tick give the same words.
[[nodiscard]] LoopState loopStateAt(const RunDescription& run, const RunHistory& history, twin::Tick tick);

class MapekPanel : public QWidget {
    Q_OBJECT

public:
    explicit MapekPanel(QWidget* parent);
    void setState(const LoopState& state);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// 0 Monitor .. 3 Execute, 4 Knowledge.
    void stageClicked(int stage);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QRectF stageRect(int stage) const;
    [[nodiscard]] QRectF knowledgeRect() const;
    void drawStage(QPainter& painter, int stage) const;
    void drawArrows(QPainter& painter) const;
    void drawKnowledge(QPainter& painter) const;

    LoopState m_state;
};

} // namespace gui
