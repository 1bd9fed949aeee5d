// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/loop_workspace.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/views/boundary_view.h"
#include "gui/views/card.h"
#include "gui/views/mapek_panel.h"
#include "gui/views/scroll_page.h"
#include "gui/views/share_bar.h"
#include "gui/views/table_view.h"

namespace gui {

namespace {

constexpr int kCandidateChars = 66; ///< a row of the candidates with its longest words

/// Whatever a policy may have boundaries on.
constexpr mlops::Metric kMetrics[] = {mlops::Metric::Score, mlops::Metric::Skill, mlops::Metric::ErrorGrowth,
                                      mlops::Metric::DriftDistance, mlops::Metric::NormalisedEnergy};

constexpr int kLeastList_px = 170; ///< five decisions and the heading

} // namespace

LoopWorkspace::LoopWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent)
    : QWidget(parent), m_session(session), m_cursor(cursor)
{
    buildLayout();
    connectSignals();
    restart();
}

void LoopWorkspace::buildLayout()
{
    auto* layout = new QVBoxLayout(scrolledPage(*this));
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kMedium);
    m_panel = new MapekPanel(this);
    layout->addWidget(m_panel);
    layout->addWidget(buildControls());
    auto* split = new SideBySide(this);
    m_boundaryCard = new Card(tr("Boundaries"), this);
    // Before there is a run: charts take longer to make than a frame, and the window is deaf while one is opened.
    for (const mlops::Metric metric : kMetrics) {
        auto* view = new BoundaryView(metric, m_session, m_cursor, m_boundaryCard);
        m_boundaryCard->add(view, 1);
        view->hide();
        m_boundaries.push_back(view);
    }
    split->add(m_boundaryCard, 5);
    split->add(buildSide(), 5);
    layout->addWidget(split, 1);
}

QWidget* LoopWorkspace::buildSide()
{
    auto* side = new QWidget(this);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    auto* candidates = new Card(tr("Candidates"), side);
    m_candidates = new TableModel<CandidateRow>(
        candidateColumns(), [](const CandidateRow& row) { return static_cast<qint64>(row.family); }, this);
    m_candidates->setMuted([](const CandidateRow& row) { return !row.serves; });
    m_candidates->setMarks([](const CandidateRow& row) { return static_cast<int>(row.family); });
    m_candidateView = new TableView(candidates);
    m_candidateView->show(m_candidates, 0); // where it is narrow, a name loses its end and no figure does
    m_candidateView->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_candidateView->setMinimumWidth(fontMetrics().averageCharWidth() * kCandidateChars);
    m_share = new ShareBar(candidates);
    candidates->add(m_candidateView);
    candidates->add(m_share);
    layout->addWidget(candidates);
    auto* decisions = new Card(tr("Decisions"), side);
    m_fold = new QToolButton(decisions);
    m_fold->setProperty(kRoleProperty, QStringLiteral("chip"));
    m_fold->setText(tr("Show quiet checks"));
    m_fold->setCheckable(true);
    decisions->addBeside(m_fold);
    m_decisions = new TableModel<DecisionRow>(
        decisionColumns(), [](const DecisionRow& row) { return row.id; }, this);
    m_decisions->setMuted([](const DecisionRow& row) { return !row.hasActed; });
    m_decisions->setTips([](const DecisionRow& row) { return row.reason; });
    m_decisionView = new TableView(decisions);
    m_decisionView->show(m_decisions, 3);
    m_decisionView->setMinimumHeight(kLeastList_px);
    decisions->add(m_decisionView, 1);
    layout->addWidget(decisions, 1);
    return side;
}

QWidget* LoopWorkspace::buildControls()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kTight);
    const auto button = [&](const QString& text, const QString& tip) {
        auto* made = new QToolButton(bar);
        made->setText(text);
        made->setToolTip(tip);
        made->setAutoRaise(true);
        layout->addWidget(made);
        return made;
    };
    m_switch = button(tr("Switch to…"), tr("Put another model into service now. Logged as ordered by you."));
    m_switch->setPopupMode(QToolButton::InstantPopup);
    m_switch->setMenu(new QMenu(m_switch));
    m_retrain = button(tr("Retrain"), tr("Train the serving model on the newest data now (Ctrl+R)."));
    m_pause = button(tr("Pause loop"), tr("Forecasts go on, nothing is adapted."));
    m_pause->setCheckable(true);
    m_stepLoop =
        button(tr("Step loop"), tr("A paused loop checks its window and its input once, at the next interval and "
                                   "not at their periods, and is paused again. It waits where too little was "
                                   "forecast since its last check (Ctrl+Shift+L)."));
    m_step = button(tr("Step the run"),
                    tr("Pauses the run and computes one more interval of it. A paused loop only forecasts."));
    layout->addStretch(1);
    return bar;
}

void LoopWorkspace::connectSignals()
{
    connect(&m_session, &RunSession::opened, this, &LoopWorkspace::restart);
    connect(&m_session, &RunSession::grew, this, &LoopWorkspace::refreshDecisions);
    connect(&m_session, &RunSession::playheadMoved, this, &LoopWorkspace::refreshMoment);
    connect(&m_session, &RunSession::playbackChanged, this, &LoopWorkspace::enableControls);
    connect(m_fold, &QToolButton::toggled, this, [this] {
        m_shownDecisions = 0;
        refreshDecisions();
    });
    connect(m_decisionView, &TableView::keySelected, this, &LoopWorkspace::whyWanted);
    connect(m_decisionView, &TableView::keyActivated, this, [this](qint64 id) {
        m_session.seek(m_session.history().decisions()[static_cast<std::size_t>(id) - 1]->tick);
    });
    connect(m_switch->menu(), &QMenu::aboutToShow, this, &LoopWorkspace::orderSwitch);
    connect(m_retrain, &QToolButton::clicked, this, &LoopWorkspace::orderTraining);
    connect(m_pause, &QToolButton::clicked, this,
            [this](bool paused) { m_session.order(mlops::PauseLoopCommand{paused}); });
    connect(m_stepLoop, &QToolButton::clicked, &m_session, &RunSession::stepLoop);
    connect(m_step, &QToolButton::clicked, this, &LoopWorkspace::step);
    connect(m_panel, &MapekPanel::stageClicked, this, [this] { Q_EMIT whyWanted(0); });
}

void LoopWorkspace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refreshDecisions();
    refreshMoment();
}

void LoopWorkspace::restart()
{
    m_shownDecisions = 0;
    m_decisions->setRows({});
    enableControls();
    if (!m_session.hasRun()) {
        return;
    }
    m_boundaryCard->hide(); // so that they come into sight together and are painted once
    showBoundaries();
    m_boundaryCard->show();
    refreshDecisions();
    refreshMoment();
}

/// Those of the policy that the run began with and of the one that it has by now: an order may bring a limit or take
/// one.
void LoopWorkspace::showBoundaries()
{
    const RunDescription& run = m_session.description();
    const mlops::DecisionMap& newest = policyAt(run, m_session.history(), m_session.history().ticks());
    for (BoundaryView* view : m_boundaries) {
        view->setVisible(run.map->boundaryOn(view->metric()) != nullptr ||
                         newest.boundaryOn(view->metric()) != nullptr);
    }
}

void LoopWorkspace::refreshDecisions()
{
    const RunHistory& history = m_session.history();
    if (m_shownDecisions != history.decisions().size() || m_shownDecisions == 0) {
        m_shownDecisions = history.decisions().size();
        showBoundaries();
        for (BoundaryView* view : m_boundaries) {
            if (!view->isHidden()) {
                view->rebuild();
            }
        }
        m_decisions->setRows(decisionRows(m_session.description(), history, history.ticks(),
                                          m_fold->isChecked() ? Quiet::Shown : Quiet::Folded));
    }
}

void LoopWorkspace::refreshMoment()
{
    if (!m_session.hasRun() || !isVisible()) {
        return;
    }
    const twin::Tick now = m_session.playback().playhead();
    m_panel->setState(loopStateAt(m_session.description(), m_session.history(), now));
    std::vector<CandidateRow> rows = candidateRows(m_session.description(), m_session.history(), now);
    m_share->setRows(rows);
    const int height = m_candidateView->verticalHeader()->defaultSectionSize() * static_cast<int>(rows.size()) +
                       m_candidateView->horizontalHeader()->sizeHint().height() + 2;
    m_candidateView->setFixedHeight(height);
    m_candidates->setRows(std::move(rows));
    for (BoundaryView* view : m_boundaries) {
        if (!view->isHidden()) {
            view->tell();
        }
    }
}

void LoopWorkspace::orderSwitch()
{
    QMenu& menu = *m_switch->menu();
    menu.clear();
    const auto serving = m_session.history().servingNow();
    for (const mlops::Family family : m_session.description().families) {
        // A switch to what serves would stand in the log as a decision that changed nothing.
        const bool serves = serving && serving->family == family;
        QAction* offer = menu.addAction(serves ? tr("%1 – serves now").arg(familyText(family)) : familyText(family));
        offer->setEnabled(!serves);
        connect(offer, &QAction::triggered, this, [this, family] { m_session.order(mlops::SwitchCommand{family}); });
    }
}

void LoopWorkspace::orderTraining()
{
    if (const auto serving = m_session.history().servingNow()) {
        m_session.order(mlops::RetrainCommand{serving->family});
    }
}

void LoopWorkspace::step()
{
    if (m_session.playback().isPlaying() || !m_session.playback().isFollowing()) {
        m_session.followLive(); // who looks back does not pause the run
        m_session.setPlaying(false);
    }
    m_session.stepOnce();
}

void LoopWorkspace::enableControls()
{
    const bool isLive = m_session.isGrowing();
    for (QToolButton* button : {m_switch, m_retrain, m_pause, m_step}) {
        button->setEnabled(isLive);
    }
    m_pause->setChecked(isLive && m_session.isLoopPaused());
    m_stepLoop->setEnabled(isLive && m_session.isLoopPaused());
    m_switch->setEnabled(isLive && m_session.description().families.size() > 1);
}

} // namespace gui
