// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's actions do: each one call to whoever knows.

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QProgressBar>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>

#include "gui/bridge/qt_text.h"
#include "gui/models/run_totals.h"
#include "gui/models/time_text.h"
#include "gui/theme/theme.h"
#include "gui/views/about_box.h"
#include "gui/views/banner.h"
#include "gui/views/chapter_keeper.h"
#include "gui/views/chapter_list.h"
#include "gui/views/city_workspace.h"
#include "gui/views/command_palette.h"
#include "gui/views/compare_workspace.h"
#include "gui/views/decision_news.h"
#include "gui/views/export_dialog.h"
#include "gui/views/file_door.h"
#include "gui/views/guided_demo.h"
#include "gui/views/keys_dialog.h"
#include "gui/views/loop_workspace.h"
#include "gui/views/main_window.h"
#include "gui/views/policy_workspace.h"
#include "gui/views/present_mode.h"
#include "gui/views/source_badge.h"
#include "gui/views/table_view.h"
#include "gui/views/time_jump.h"
#include "gui/views/timeline_widget.h"
#include "gui/views/transport_bar.h"
#include "gui/views/why_panel.h"

namespace gui {

void MainWindow::on(ActionId id, std::function<void()> run)
{
    connect(&action(id), &QAction::triggered, this, std::move(run));
}

void MainWindow::connectActions()
{
    for (const ActionId id : {ActionId::City, ActionId::Loop, ActionId::Energy, ActionId::Policy, ActionId::Registry,
                              ActionId::Compare, ActionId::Scenario}) {
        on(id, [this, id] { showWorkspace(id); });
    }
    on(ActionId::Open, [this] { askForFile(); });
    on(ActionId::OpenFolder, [this] {
        if (const QString path = QFileDialog::getExistingDirectory(this, tr("Open a folder")); !path.isEmpty()) {
            openFile(path);
        }
    });
    on(ActionId::OpenLive, [this] { askForRun(); });
    on(ActionId::Export, [this] {
        auto* dialog = new ExportDialog({m_session, m_jobs, *m_stack->currentWidget(), m_parts.appVersion}, this);
        connect(dialog, &ExportDialog::exported, this,
                [this](const QString& text) { m_banner->showNotice(text, {}, 6000); });
        connect(dialog, &ExportDialog::failed, this, [this](const QString& text) { m_banner->showError(text); });
        dialog->open();
    });
    on(ActionId::CopyPicture, [this] { QApplication::clipboard()->setPixmap(m_stack->currentWidget()->grab()); });
    on(ActionId::Quit, [this] { close(); });
    on(ActionId::Palette, [this] { openPalette(); });
    on(ActionId::ThemeToggle, [this] { toggleTheme(); });
    on(ActionId::FullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    on(ActionId::Present, [this] { m_present->toggle(); });
    on(ActionId::ResetLayout, [this] {
        m_whyDock->hide();
        m_chapterDock->hide();
        m_timelineDock->show();
    });
    on(ActionId::Chapters, [this] { m_chapterDock->setVisible(!m_chapterDock->isVisible()); });
    on(ActionId::Demo, [this] {
        if (m_session.hasRun()) {
            m_demo->start();
        } else {
            m_banner->showNotice(tr("The demo needs a run. Start one with Ctrl+N."), {}, 5000);
        }
    });
    on(ActionId::Why, [this] {
        const bool isListSeen = m_stack->currentWidget() == m_loop;
        explain(isListSeen ? std::max<qint64>(0, m_loop->decisions().selectedKey()) : 0);
    });
    on(ActionId::Retrain, [this] { retrain(); });
    on(ActionId::PauseLoop,
       [this] { m_session.order(mlops::PauseLoopCommand{action(ActionId::PauseLoop).isChecked()}); });
    on(ActionId::StepLoop, [this] { m_session.stepLoop(); });
    on(ActionId::Keys, [this] { (new KeysDialog(this))->open(); });
    on(ActionId::About, [this] { QMessageBox::about(this, tr("About GreenLoop"), aboutText(m_parts.appVersion)); });
}

void MainWindow::connectRunActions()
{
    const auto by = [this](twin::Tick ticks) { m_session.seek(m_session.playback().playhead() + ticks); };
    const auto hour = [this] { return static_cast<twin::Tick>(3600 / m_session.description().axis.step().count()); };
    on(ActionId::Play, [this] { m_session.setPlaying(!m_session.playback().isPlaying()); });
    on(ActionId::PlayBackwards, [this] { m_session.setPlaying(true, true); });
    on(ActionId::StepBack, [by] { by(-1); });
    on(ActionId::StepForward, [by] { by(1); });
    on(ActionId::HourBack, [by, hour] { by(-hour()); });
    on(ActionId::HourForward, [by, hour] { by(hour()); });
    on(ActionId::PreviousDecision, [this] { jump(-1); });
    on(ActionId::NextDecision, [this] { jump(1); });
    on(ActionId::Start, [this] { m_session.seek(0); });
    on(ActionId::End,
       [this] { m_session.isGrowing() ? m_session.followLive() : m_session.seek(m_session.history().ticks()); });
    on(ActionId::Slower, [this] { m_transport->changeSpeed(-1); });
    on(ActionId::Faster, [this] { m_transport->changeSpeed(1); });
    on(ActionId::LoopStretch, [this] { toggleLoopStretch(); });
    on(ActionId::AddChapter, [this] {
        const twin::Tick now = m_session.playback().playhead();
        m_timeline->addChapter({now, timeText(m_session.description().axis, now)});
    });
    on(ActionId::PreviousChapter, [this] { jumpChapter(-1); });
    on(ActionId::NextChapter, [this] { jumpChapter(1); });
    on(ActionId::GoTo, [this] { askForTime(); });
    on(ActionId::ZoomIn, [this] { m_timeline->zoomBy(1.5); });
    on(ActionId::ZoomOut, [this] { m_timeline->zoomBy(1.0 / 1.5); });
    on(ActionId::ShowAll, [this] { m_timeline->showAll(); });
    on(ActionId::FoldGaps, [this] { m_timeline->setFolding(action(ActionId::FoldGaps).isChecked()); });
}

void MainWindow::connectFiles()
{
    m_present = new PresentMode({*this,
                                 m_session,
                                 *m_chapters,
                                 action(ActionId::Play),
                                 {menuBar(), m_bar, m_rail, statusBar(), m_whyDock, m_chapterDock, m_timelineDock}});
    m_demo = new GuidedDemo(*this);
    m_door = new FileDoor(m_jobs, *this);
    connect(m_door, &FileDoor::accepted, this, [this](const QString& path) { m_recent.add(path); });
    connect(m_door, &FileDoor::refused, this, [this](const QString& why) { tellRefusal(why); });
    connect(m_door, &FileDoor::runGiven, this, &MainWindow::openRun);
    connect(m_door, &FileDoor::runsGiven, this, [this](const QStringList& paths) {
        if (!m_session.hasRun()) {
            openRun(paths.front());
        }
        showWorkspace(ActionId::Compare);
        m_compare->addFiles(paths);
    });
    connect(m_door, &FileDoor::policyGiven, this, [this](const QString& path) {
        showWorkspace(ActionId::Policy);
        m_policy->openFile(path);
    });
    connect(m_door, &FileDoor::networkGiven, this,
            [this](const std::shared_ptr<const twin::RoadNetwork>& network, const QString& extent) {
                showWorkspace(ActionId::City);
                m_city->showNetwork(network, tr("%1. No run is on these roads.").arg(extent));
            });
    const auto run = [this](const QString& approach, const mlops::DataChoice& choice, std::size_t trainingTicks) {
        if (m_parts.ownRun) {
            showWorkspace(ActionId::City);
            startLive(m_parts.ownRun(approach, choice, trainingTicks), RunSession::Start::Playing);
        }
    };
    connect(m_door, &FileDoor::dataGiven, this, run);
}

void MainWindow::connectSession()
{
    connect(&m_session, &RunSession::opening, this, [this](double share, const QString& what) {
        m_jobText->setText(share < 1.0 ? what : QString());
        m_jobBar->setVisible(share < 1.0);
        m_jobBar->setRange(0, 0);
    });
    connect(&m_session, &RunSession::opened, this, [this] {
        m_jobBar->hide();
        m_jobText->clear();
        tellStatus();
        settle();
    });
    connect(&m_session, &RunSession::failed, this, [this](const QString& text) {
        m_jobBar->hide();
        m_jobText->clear();
        tellFailure(text);
    });
    connect(&m_session, &RunSession::playbackChanged, this, &MainWindow::tellOrders);
    connect(&m_session, &RunSession::playheadMoved, this, [this] {
        tellStatus();
        if (m_session.hasRun()) {
            m_cursor.setNow(secondsOf(m_session.description().axis.at(m_session.playback().playhead())));
        }
    });
    const auto tickOf = [this](double time_s) {
        const twin::TimeAxis& axis = m_session.description().axis;
        return static_cast<twin::Tick>((time_s - secondsOf(axis.at(0))) / static_cast<double>(axis.step().count()));
    };
    connect(&m_cursor, &TimeCursor::asked, this, [this, tickOf](double time_s) { m_session.seek(tickOf(time_s)); });
    connect(&m_cursor, &TimeCursor::pointedChanged, this, [this, tickOf] {
        m_timeline->setGhost(m_cursor.pointed() && m_session.hasRun() ? tickOf(*m_cursor.pointed()) : -1);
    });
    connect(m_timeline, &TimelineWidget::hovered, this, [this](qint64 tick) {
        m_cursor.point(tick < 0 ? std::nullopt : std::optional(secondsOf(m_session.description().axis.at(tick))));
    });
    connect(m_timeline, &TimelineWidget::decisionClicked, this, &MainWindow::explain);
    connect(m_loop, &LoopWorkspace::whyWanted, this, &MainWindow::explain);
    new DecisionNews(m_session, *m_banner, [this](qint64 id) { explain(id); });
    auto* keeper = new ChapterKeeper(m_session, *m_timeline, *m_chapters);
    connect(keeper, &ChapterKeeper::failed, this, [this](const QString& text) { m_banner->showError(text); });
    connect(m_compare, &CompareWorkspace::failed, this, [this](const QString& text) { m_banner->showError(text); });
    connect(m_why, &WhyPanel::explained, this, [this](qint64 id) { m_timeline->setChosen(id); });
    connect(m_why, &WhyPanel::chapterWanted, this, [this](qint64 tick, const QString& title) {
        m_timeline->addChapter({tick, title});
    });
    connect(&m_jobs, &JobRunner::jobsChanged, this, &MainWindow::tellJobs);
}

void MainWindow::askForFile() { openFiles(QFileDialog::getOpenFileNames(this, tr("Open"), {}, FileDoor::filter())); }

void MainWindow::openPalette()
{
    std::vector<PaletteEntry> entries;
    for (const ActionText& text : actionTexts()) {
        QAction* one = &action(text.id);
        if (one->isEnabled()) {
            entries.push_back(
                {one->text(), one->shortcut().toString(QKeySequence::NativeText), [one] { one->trigger(); }});
        }
    }
    for (std::size_t i = 0; i < m_session.description().stations.size(); ++i) {
        entries.push_back(
            {tr("Station %1").arg(qtText(m_session.description().stations[i].id)), tr("station"), [this, i] {
                 showWorkspace(ActionId::City);
                 m_city->selectStation(i);
             }});
    }
    for (const DecisionPtr& decision : m_session.history().decisions()) {
        if (hasActed(*decision)) {
            entries.push_back({tr("Decision %1: %2").arg(decision->id).arg(qtText(mlops::sentenceOf(*decision))),
                               shortTimeText(m_session.description().axis, decision->tick), [this, decision] {
                                   m_session.seek(decision->tick);
                                   explain(decision->id);
                               }});
        }
    }
    m_palette->open(std::move(entries));
}

void MainWindow::explain(qint64 decision)
{
    m_why->explainDecision(decision);
    m_whyDock->show();
}

void MainWindow::jump(int direction)
{
    const twin::Tick now = m_session.playback().playhead();
    const auto matters = [](const mlops::Decision& decision) { return hasActed(decision) || decision.plan.trigger; };
    const auto& decisions = m_session.history().decisions();
    if (direction > 0) {
        for (const DecisionPtr& decision : decisions) {
            if (decision->tick > now && matters(*decision)) {
                m_session.seek(decision->tick);
                return;
            }
        }
    } else {
        for (auto it = decisions.rbegin(); it != decisions.rend(); ++it) {
            if ((*it)->tick < now && matters(**it)) {
                m_session.seek((*it)->tick);
                return;
            }
        }
    }
}

void MainWindow::jumpChapter(int direction)
{
    const twin::Tick now = m_session.playback().playhead();
    std::optional<twin::Tick> target;
    for (const Chapter& chapter : m_chapters->chapters()) {
        const bool isBefore = direction < 0 && chapter.tick < now;
        const bool isFirstAfter = direction > 0 && chapter.tick > now && !target;
        if (isBefore || isFirstAfter) {
            target = chapter.tick;
        }
    }
    if (target) {
        m_session.seek(*target);
    }
}

void MainWindow::askForTime()
{
    const QString text = QInputDialog::getText(this, tr("Go to time"), tr("07:40, +30m, −2h, or 2024-05-21 08:00"));
    if (!text.isEmpty()) {
        if (const auto tick = tickFromText(text, m_session.description().axis, m_session.playback().playhead())) {
            m_session.seek(*tick);
        } else {
            m_banner->showError(tr("'%1' is no time: expected a clock time (07:40), a step (+30m, −2h) or a date and "
                                   "time (2024-05-21 08:00).")
                                    .arg(text));
        }
    }
}

void MainWindow::toggleLoopStretch()
{
    if (m_session.playback().loop()) {
        m_session.setLoop(std::nullopt);
        return;
    }
    m_session.setLoop(m_timeline->visibleStretch());
}

void MainWindow::toggleTheme()
{
    const Scheme other = schemeOf(palette()) == Scheme::Light ? Scheme::Dark : Scheme::Light;
    applyTheme(*static_cast<QApplication*>(QCoreApplication::instance()), other);
}

void MainWindow::retrain()
{
    const auto serving = m_session.history().servingNow();
    if (!m_session.isGrowing() || !serving) {
        m_banner->showNotice(tr("A recorded run takes no orders. Start a live one with Ctrl+N."), {}, 5000);
        return;
    }
    m_session.order(mlops::RetrainCommand{serving->family});
    m_banner->showNotice(
        tr("Retraining %1 on the newest data. It is logged as ordered by you.").arg(familyText(serving->family)), {},
        4000);
}

void MainWindow::tellStatus()
{
    if (!m_session.hasRun()) {
        return;
    }
    const RunDescription& run = m_session.description();
    const QString file = qtText(run.file.filename().string());
    setWindowTitle(file.isEmpty() ? qtText(run.title) : file);
    m_runChip->setText(
        QStringLiteral("%1  ·  %2  ·  seed %3").arg(qtText(run.title), qtText(run.fidelity)).arg(run.seed));
    const twin::Tick now = m_session.playback().playhead();
    const bool isThere = now < m_session.history().ticks();
    m_modelChip->setText(isThere ? tr("serving %1").arg(modelText(m_session.history().model(now))) : QString());
    m_dataStatus->setText(
        tr("%1%2  ·  %n station(s)  ·  policy %3  ·  %4", nullptr, static_cast<int>(run.stations.size()))
            .arg(qtText(run.dataName), run.isSynthetic ? tr(" (synthetic)") : QString(),
                 qtText(policyAt(run, m_session.history(), now).name), qtText(run.axis.clock().zone()))
            .replace(QStringLiteral("station(s)"), run.stations.size() == 1 ? tr("station") : tr("stations")));
    const QString meter = qtText(run.energyMeter); // the first of its facts here, all of them in the tooltip
    m_energyStatus->setText(meter.isEmpty() ? QString() : tr("energy: %1").arg(meter.section(QLatin1Char(','), 0, 0)));
    m_energyStatus->setToolTip(meter);
    tellOrders();
}

void MainWindow::tellOrders()
{
    const bool isLive = m_session.isGrowing();
    const bool isLoopPaused = isLive && m_session.isLoopPaused();
    action(ActionId::Retrain).setEnabled(isLive);
    action(ActionId::PauseLoop).setEnabled(isLive);
    action(ActionId::PauseLoop).setChecked(isLoopPaused);
    action(ActionId::StepLoop).setEnabled(isLoopPaused);
}

void MainWindow::tellJobs()
{
    const auto jobs = m_jobs.jobs();
    m_jobBar->setVisible(!jobs.empty());
    m_jobText->setText(jobs.empty() ? QString() : jobs.front().title);
    if (!jobs.empty()) {
        m_jobBar->setRange(0, 100);
        m_jobBar->setValue(static_cast<int>(jobs.front().share * 100.0));
    }
}

} // namespace gui
