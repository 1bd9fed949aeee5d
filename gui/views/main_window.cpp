// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QProgressBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/map/map_panel.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/banner.h"
#include "gui/views/chapter_list.h"
#include "gui/views/city_workspace.h"
#include "gui/views/command_palette.h"
#include "gui/views/compare_workspace.h"
#include "gui/views/energy_workspace.h"
#include "gui/views/file_door.h"
#include "gui/views/glyph_icon.h"
#include "gui/views/loop_workspace.h"
#include "gui/views/policy_workspace.h"
#include "gui/views/recent_menu.h"
#include "gui/views/registry_workspace.h"
#include "gui/views/scenario_workspace.h"
#include "gui/views/timeline_widget.h"
#include "gui/views/transport_bar.h"
#include "gui/views/why_panel.h"
#include "mlops/cli/places.h"

namespace gui {

namespace {

constexpr int kLayoutVersion = 2;

struct Place {
    ActionId id;
    Glyph glyph;
};
/// The workspaces in the order of the rail.
constexpr Place kWorkspaces[] = {{ActionId::City, Glyph::City},        {ActionId::Loop, Glyph::Loop},
                                 {ActionId::Energy, Glyph::Energy},    {ActionId::Policy, Glyph::Policy},
                                 {ActionId::Registry, Glyph::Models},  {ActionId::Compare, Glyph::Compare},
                                 {ActionId::Scenario, Glyph::Scenario}};

} // namespace

MainWindow::MainWindow(WindowParts parts) : m_parts(std::move(parts)), m_recent(m_parts.recentFile)
{
    setWindowTitle(QStringLiteral("GreenLoop"));
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    buildActions();
    buildMenus();
    buildToolBar();
    buildWorkspaces();
    buildDocks();
    buildStatus();
    connectActions();
    connectRunActions();
    connectSession();
    connectFiles();
    connectScenario();
    connectPolicy();
    connectUndo();
    restoreLayout();
    showWorkspace(ActionId::City);
}

MainWindow::~MainWindow()
{
    // All threads are asked to stop before one is waited for. Then the views go while what they look at still lives.
    m_jobs.cancelAll();
    m_session.stop();
    while (QWidget* child = findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        delete child;
    }
}

void MainWindow::buildActions()
{
    for (const ActionText& text : actionTexts()) {
        auto* action = new QAction(QCoreApplication::translate("Actions", text.title), this);
        const QString keys = QString::fromLatin1(text.keys);
        QList<QKeySequence> sequences;
        for (const QString& one : keys.split(QStringLiteral("; "), Qt::SkipEmptyParts)) {
            sequences << QKeySequence(one);
        }
        action->setShortcuts(sequences);
        const QString tip = QCoreApplication::translate("Actions", text.tip);
        action->setToolTip(action->text() + (keys.isEmpty() ? QString() : QStringLiteral("  (%1)").arg(keys)) +
                           (tip.isEmpty() ? QString() : QLatin1Char('\n') + tip));
        m_actions[text.id] = action;
        addAction(action);
    }
    m_workspaces = new QActionGroup(this);
    for (const Place& place : kWorkspaces) {
        action(place.id).setCheckable(true);
        action(place.id).setIcon(glyphIcon(place.glyph));
        m_workspaces->addAction(&action(place.id));
    }
    action(ActionId::PauseLoop).setCheckable(true);
    action(ActionId::StepLoop).setEnabled(false);
    action(ActionId::FoldGaps).setCheckable(true);
    action(ActionId::FoldGaps).setChecked(true);
}

void MainWindow::buildMenus()
{
    std::map<QString, QMenu*> menus;
    for (const ActionText& text : actionTexts()) {
        const QString title = QCoreApplication::translate("Actions", text.menu);
        if (!menus.contains(title)) {
            menus[title] = menuBar()->addMenu(title);
        }
        menus[title]->addAction(&action(text.id));
        if (text.id == ActionId::OpenFolder) {
            auto* recent = new RecentMenu(m_recent, menus[title]);
            menus[title]->addMenu(recent);
            connect(recent, &RecentMenu::chosen, this, &MainWindow::openFile);
        }
    }
}

void MainWindow::buildToolBar()
{
    m_bar = addToolBar(tr("Run"));
    m_bar->setObjectName(QStringLiteral("run-bar"));
    m_bar->setMovable(false);
    auto* name = new QLabel(QStringLiteral("GreenLoop"), m_bar);
    name->setFont(fontFor(TextRole::Heading));
    m_bar->addWidget(name);
    m_runChip = new QLabel(tr("no run open"), m_bar);
    m_runChip->setProperty(kRoleProperty, QStringLiteral("muted"));
    m_bar->addWidget(m_runChip);
    m_modelChip = new QLabel(m_bar);
    m_bar->addWidget(m_modelChip);
    auto* gap = new QWidget(m_bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_bar->addWidget(gap);
    const auto button = [this](ActionId id, const QString& text, const QIcon& icon) {
        auto* made = new QToolButton(m_bar);
        made->setDefaultAction(&action(id));
        made->setText(text);
        made->setIcon(icon);
        made->setToolButtonStyle(text.isEmpty()  ? Qt::ToolButtonIconOnly
                                 : icon.isNull() ? Qt::ToolButtonTextOnly
                                                 : Qt::ToolButtonTextBesideIcon);
        m_bar->addWidget(made);
    };
    button(ActionId::Palette, tr("Search  Ctrl+K"), glyphIcon(Glyph::Search));
    button(ActionId::Why, tr("Why?  W"), {});
    button(ActionId::Export, tr("Export…"), {});
    button(ActionId::ThemeToggle, {}, glyphIcon(Glyph::Theme));
    m_rail = new QToolBar(tr("Workspaces"), this);
    m_rail->setObjectName(QStringLiteral("rail"));
    m_rail->setMovable(false);
    m_rail->setIconSize({24, 24});
    m_rail->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    addToolBar(Qt::LeftToolBarArea, m_rail);
    for (const Place& place : kWorkspaces) {
        m_rail->addAction(&action(place.id));
        QWidget* made = m_rail->widgetForAction(&action(place.id));
        made->setProperty(kRoleProperty, QStringLiteral("flat"));
        made->setMinimumWidth(72);
    }
}

void MainWindow::buildWorkspaces()
{
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_banner = new Banner(centre);
    m_stack = new QStackedWidget(centre);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);
    m_city = new CityWorkspace(m_session, m_cursor, m_stack);
    m_loop = new LoopWorkspace(m_session, m_cursor, m_stack);
    m_policy = new PolicyWorkspace(m_session, m_jobs, m_stack);
    m_compare = new CompareWorkspace(m_session, m_jobs, m_cursor, m_stack);
    m_stack->addWidget(m_city);
    m_stack->addWidget(m_loop);
    m_stack->addWidget(new EnergyWorkspace(m_session, m_cursor, m_stack));
    m_stack->addWidget(m_policy);
    m_stack->addWidget(new RegistryWorkspace(m_session, m_stack));
    m_stack->addWidget(m_compare);
    m_scenario = new ScenarioWorkspace(m_session, m_jobs,
                                       {mlops::dataDirectory(), m_parts.scenarioCopies.toStdString()}, m_stack);
    m_stack->addWidget(m_scenario);
    m_palette = new CommandPalette(this);
}

void MainWindow::buildDocks()
{
    m_whyDock = new QDockWidget(tr("Why?"), this);
    m_whyDock->setObjectName(QStringLiteral("why"));
    m_why = new WhyPanel(m_session, m_whyDock);
    m_whyDock->setWidget(m_why);
    addDockWidget(Qt::RightDockWidgetArea, m_whyDock);
    m_whyDock->hide();
    m_chapterDock = new QDockWidget(tr("Chapters"), this);
    m_chapterDock->setObjectName(QStringLiteral("chapters"));
    m_chapters = new ChapterList(m_session, m_chapterDock);
    m_chapterDock->setWidget(m_chapters);
    addDockWidget(Qt::RightDockWidgetArea, m_chapterDock);
    m_chapterDock->hide();
    m_timelineDock = new QDockWidget(tr("Timeline"), this);
    m_timelineDock->setObjectName(QStringLiteral("timeline"));
    m_timelineDock->setTitleBarWidget(new QWidget(m_timelineDock));
    auto* box = new QWidget(m_timelineDock);
    box->setBackgroundRole(QPalette::Base);
    box->setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_transport =
        new TransportBar(m_session,
                         {&action(ActionId::Start), &action(ActionId::PreviousDecision), &action(ActionId::StepBack),
                          &action(ActionId::Play), &action(ActionId::StepForward), &action(ActionId::NextDecision),
                          &action(ActionId::End)},
                         box);
    m_timeline = new TimelineWidget(m_session, box);
    layout->addWidget(m_transport);
    layout->addWidget(m_timeline);
    m_timelineDock->setWidget(box);
    addDockWidget(Qt::BottomDockWidgetArea, m_timelineDock);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
}

void MainWindow::buildStatus()
{
    m_dataStatus = new QLabel(this);
    m_energyStatus = new QLabel(this);
    m_jobText = new QLabel(this);
    m_jobBar = new QProgressBar(this);
    m_jobBar->setMaximumWidth(140);
    m_jobBar->setTextVisible(false);
    m_jobBar->hide();
    for (QLabel* label : {m_dataStatus, m_energyStatus, m_jobText}) {
        label->setProperty(kRoleProperty, QStringLiteral("muted"));
        label->setFont(fontFor(TextRole::Small));
    }
    statusBar()->addWidget(m_dataStatus);
    statusBar()->addPermanentWidget(m_jobText);
    statusBar()->addPermanentWidget(m_jobBar);
    statusBar()->addPermanentWidget(m_energyStatus);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(space::kMedium, 0, space::kMedium, 0);
    const QSize room = screen() != nullptr ? screen()->availableSize() : QSize(1440, 900);
    setMinimumSize(QSize(980, 640).boundedTo(room));
    resize(QSize(1440, 900).boundedTo(room));
}

void MainWindow::showWorkspace(ActionId workspace)
{
    for (int i = 0; i < static_cast<int>(std::size(kWorkspaces)); ++i) {
        if (kWorkspaces[i].id == workspace) {
            action(workspace).setChecked(true);
            m_stack->setCurrentIndex(i);
        }
    }
    m_timelineDock->setVisible(workspace != ActionId::Scenario); // the editor has an axis of its own
}

void MainWindow::openFile(const QString& path) { m_door->open({path}); }

void MainWindow::openFiles(const QStringList& paths) { m_door->open(paths); }

void MainWindow::restoreLayout()
{
    const SessionMemory memory = SessionMemory::load(m_parts.recentFile);
    restoreGeometry(memory.geometry);
    restoreState(memory.layout, kLayoutVersion);
}

void MainWindow::rememberSession() const
{
    SessionMemory memory{.scheme = schemeOf(palette()), .geometry = saveGeometry()};
    memory.layout = saveState(kLayoutVersion);
    memory.workspace = static_cast<int>(kWorkspaces[m_stack->currentIndex()].id);
    if (m_session.hasRun()) {
        memory.run = qtText(m_session.description().file.string());
        memory.tick = m_session.playback().playhead();
    }
    if (!m_city->map().map().isFitted()) {
        memory.mapCenter = m_city->map().map().camera().center();
        memory.mapScale = m_city->map().map().camera().metresPerPixel();
    }
    memory.save(m_parts.recentFile);
}

bool MainWindow::restoreSession()
{
    const SessionMemory memory = SessionMemory::load(m_parts.recentFile);
    if (memory.run.isEmpty() || !QFileInfo::exists(memory.run)) {
        return false;
    }
    m_toSettle = memory;
    openRun(memory.run);
    return true;
}

/// The run that was looked at last time is open: back to the same moment and place.
void MainWindow::settle()
{
    m_jobs.cancel(std::exchange(m_roadsJob, 0));
    if (!m_toSettle) {
        return;
    }
    const SessionMemory memory = *std::exchange(m_toSettle, std::nullopt);
    m_session.seek(memory.tick);
    if (memory.workspace >= 0) {
        showWorkspace(static_cast<ActionId>(memory.workspace));
    }
    if (memory.mapScale > 0.0) {
        m_city->map().map().setView(memory.mapCenter, memory.mapScale);
    }
    m_banner->showNotice(
        tr("The run of last time, where you left it."),
        {{tr("Start a live run"),
          [this] { startLive(m_parts.liveSetup(QStringLiteral("frugal")), RunSession::Start::Playing); }}},
        8000);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_scenario->files().mayDiscard()) {
        event->ignore();
        return;
    }
    rememberSession();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls()) {
        files << url.toLocalFile();
    }
    const bool isCompared = m_stack->currentWidget() == m_compare;
    if (isCompared && files.size() == 1 && files.front().endsWith(QStringLiteral(".run"))) {
        m_compare->addFiles(files);
    } else {
        openFiles(files);
    }
}

} // namespace gui
