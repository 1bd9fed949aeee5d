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
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include "gui/bridge/recorded_run.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/banner.h"
#include "gui/views/city_workspace.h"
#include "gui/views/command_palette.h"
#include "gui/views/compare_workspace.h"
#include "gui/views/energy_workspace.h"
#include "gui/views/glyph_icon.h"
#include "gui/views/loop_workspace.h"
#include "gui/views/policy_workspace.h"
#include "gui/views/registry_workspace.h"
#include "gui/views/scenario_workspace.h"
#include "gui/views/timeline_widget.h"
#include "gui/views/transport_bar.h"
#include "gui/views/why_panel.h"
#include "mlops/cli/places.h"

namespace gui {

namespace {

constexpr int kLayoutVersion = 1;

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

MainWindow::MainWindow(WindowParts parts) : m_parts(std::move(parts))
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
    connectScenario();
    restoreLayout();
    showWorkspace(ActionId::Loop);
}

MainWindow::~MainWindow() = default;

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
    setMinimumSize(980, 640);
    resize(1440, 900);
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

void MainWindow::openFile(const QString& path)
{
    if (path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive)) {
        showWorkspace(ActionId::Scenario);
        m_scenario->files().open(path.toStdString());
        return;
    }
    m_session.open(
        [file = std::filesystem::path(path.toStdString())](std::stop_token stop, const Progress& progress) {
            return RecordedRun::open(file, std::move(stop), progress);
        },
        RunSession::Start::Paused);
    remember(path);
}

void MainWindow::startLive(const LiveSetup& setup, RunSession::Start start)
{
    m_session.open([setup](std::stop_token stop,
                           const Progress& progress) { return LiveRun::open(setup, std::move(stop), progress); },
                   start);
}

void MainWindow::remember(const QString& path)
{
    if (m_parts.recentFile.isEmpty()) {
        return;
    }
    QSettings settings(m_parts.recentFile, QSettings::IniFormat);
    QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
    recent.removeAll(path);
    recent.prepend(path);
    settings.setValue(QStringLiteral("recent"), QStringList(recent.mid(0, 10)));
}

void MainWindow::restoreLayout()
{
    if (!m_parts.recentFile.isEmpty()) {
        const QSettings settings(m_parts.recentFile, QSettings::IniFormat);
        restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
        restoreState(settings.value(QStringLiteral("layout")).toByteArray(), kLayoutVersion);
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_scenario->files().mayDiscard()) {
        event->ignore();
        return;
    }
    if (!m_parts.recentFile.isEmpty()) {
        QSettings settings(m_parts.recentFile, QSettings::IniFormat);
        settings.setValue(QStringLiteral("geometry"), saveGeometry());
        settings.setValue(QStringLiteral("layout"), saveState(kLayoutVersion));
    }
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
    if (m_stack->currentWidget() == m_compare || files.size() > 1) {
        showWorkspace(ActionId::Compare);
        m_compare->addFiles(files);
    } else if (!files.isEmpty()) {
        openFile(files.front());
    }
}

} // namespace gui
