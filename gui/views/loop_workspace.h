// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The loop at work: its four stages, its boundaries as they move, who could serve, what was decided.

#include <QWidget>

#include "gui/bridge/run_session.h"
#include "gui/charts/time_cursor.h"
#include "gui/models/decision_rows.h"

class QVBoxLayout;
class QToolButton;

namespace gui {

class BoundaryView;
class Card;
class MapekPanel;
class ShareBar;
class TableView;

class LoopWorkspace : public QWidget {
    Q_OBJECT

public:
    LoopWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent);
    [[nodiscard]] TableView& decisions() { return *m_decisionView; }

Q_SIGNALS:
    void whyWanted(qint64 decision);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildLayout();
    [[nodiscard]] QWidget* buildSide();
    [[nodiscard]] QWidget* buildControls();
    void connectSignals();
    void restart();
    void showBoundaries();
    void refreshDecisions();
    void refreshMoment();
    void orderSwitch();
    void orderTraining();
    void step();
    void enableControls();

    RunSession& m_session;
    TimeCursor& m_cursor;
    MapekPanel* m_panel = nullptr;
    Card* m_boundaryCard = nullptr;
    std::vector<BoundaryView*> m_boundaries; ///< of every metric; those of the run's policy are in sight
    ShareBar* m_share = nullptr;
    TableView* m_candidateView = nullptr;
    TableView* m_decisionView = nullptr;
    TableModel<CandidateRow>* m_candidates = nullptr;
    TableModel<DecisionRow>* m_decisions = nullptr;
    QToolButton* m_fold = nullptr;
    QToolButton* m_switch = nullptr;
    QToolButton* m_retrain = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_stepLoop = nullptr;
    QToolButton* m_step = nullptr;
    std::size_t m_shownDecisions = 0;
};

} // namespace gui
