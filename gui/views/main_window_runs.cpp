// SPDX-License-Identifier: GPL-3.0-or-later
// Which run the window looks at: opened, started, or neither, and what may be done then.

#include <utility>

#include "gui/bridge/qt_text.h"
#include "gui/bridge/recorded_run.h"
#include "gui/bridge/roads_ahead.h"
#include "gui/views/banner.h"
#include "gui/views/city_workspace.h"
#include "gui/views/main_window.h"
#include "gui/views/new_run_dialog.h"
#include "gui/views/scenario_workspace.h"

namespace gui {

void MainWindow::openRun(const QString& path)
{
    m_isStartingLive = false;
    m_session.open(
        [file = std::filesystem::path(path.toStdString())](std::stop_token stop, const Progress& progress) {
            return RecordedRun::open(file, std::move(stop), progress);
        },
        RunSession::Start::Paused);
}

void MainWindow::startLive(const LiveSetup& setup, RunSession::Start start)
{
    m_isStartingLive = true;
    m_session.open([setup](std::stop_token stop,
                           const Progress& progress) { return LiveRun::open(setup, std::move(stop), progress); },
                   start);
    using Roads = std::shared_ptr<const twin::RoadNetwork>;
    m_jobs.cancel(m_roadsJob);
    m_roadsJob = m_jobs.start<Roads>(
        this, tr("Reading the roads"),
        [choice = setup.data](const std::stop_token&, const JobProgress&) { return roadsAhead(choice); },
        [this](const twin::Result<Roads>& roads) {
            // What is wrong with them the run itself will say.
            if (std::exchange(m_roadsJob, 0) != 0 && roads && *roads) {
                m_city->showNetwork(*roads, tr("The run is being prepared"));
            }
        });
}

void MainWindow::askForRun()
{
    NewRunParts parts{.scenarios = m_scenario->files().bundled(), .setup = m_parts.namedRun};
    if (!parts.setup) { // a window that knows one setting only
        parts.scenarios.clear();
        parts.setup = [this](const QString& approach, const QString& /*scenario*/) {
            return m_parts.liveSetup(approach);
        };
    }
    if (const LiveSetup usual = m_parts.liveSetup(QStringLiteral("harmone")); usual.data.scenario) {
        const std::filesystem::path& file = usual.data.scenario->file;
        const QString name = qtText(file.stem().string());
        parts.scenario = m_scenario->files().bundledFile(name) == file ? name : qtText(file.string());
    }
    auto* dialog = new NewRunDialog(std::move(parts), this);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { startLive(dialog->setup(), RunSession::Start::Playing); });
    dialog->open();
}

void MainWindow::tellFailure(const QString& text)
{
    if (m_session.hasRun() || !m_isStartingLive) {
        tellRefusal(text);
    } else if (text.contains(QStringLiteral("LSTM"))) {
        m_banner->showError(
            text, {{tr("Start a run without LSTM"),
                    [this] { startLive(m_parts.liveSetup(QStringLiteral("frugal")), RunSession::Start::Playing); }}});
    } else {
        m_banner->showError(text, {{tr("Start another run…"), [this] { askForRun(); }}});
    }
}

void MainWindow::tellRefusal(const QString& text)
{
    std::vector<Banner::Choice> choices;
    if (!m_session.hasRun()) {
        choices.push_back({tr("Start a live run"), [this] {
                               startLive(m_parts.liveSetup(QStringLiteral("frugal")), RunSession::Start::Playing);
                           }});
    }
    m_banner->showError(text, std::move(choices));
}

} // namespace gui
