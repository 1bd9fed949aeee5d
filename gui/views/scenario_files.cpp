// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/scenario_files.h"

#include <algorithm>

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>

#include "gui/bridge/qt_text.h"
#include "gui/models/scenario_edits.h"
#include "mlops/experiment/scenario_data.h"
#include "mlops/registry/digest.h"
#include "twin/io/scenario_json.h"

namespace gui {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigestLength = 8; ///< of a copy's name: enough to tell a user's scenarios apart

fs::path pathOf(const QString& text) { return text.toStdString(); }

/// The scenario as it can be read from any folder.
twin::Scenario detached(twin::Scenario scenario, const fs::path& file, const fs::path& networks)
{
    const fs::path folder = mlops::networkFolder({.file = file, .networks = networks}, scenario.network);
    if (folder != networks / scenario.network) {
        scenario.network = fs::absolute(folder).string();
    }
    for (std::string& path : scenario.feed.paths) {
        path = fs::absolute(fs::path(path).is_absolute() ? fs::path(path) : file.parent_path() / path).string();
    }
    return scenario;
}

} // namespace

ScenarioFiles::ScenarioFiles(ScenarioDocument& document, ScenarioFolders folders, QWidget* window)
    : QObject(window), m_document(document), m_folders(std::move(folders)), m_window(window)
{
}

QStringList ScenarioFiles::bundled() const
{
    const QDir folder(qtText((m_folders.data / "scenarios").string()));
    QStringList names = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    names.replaceInStrings(QStringLiteral(".json"), QString());
    return names;
}

fs::path ScenarioFiles::bundledFile(const QString& name) const
{
    return m_folders.data / "scenarios" / (name.toStdString() + ".json");
}

bool ScenarioFiles::isBundled() const
{
    return !m_document.file().empty() && m_document.file().parent_path() == m_folders.data / "scenarios";
}

bool ScenarioFiles::open(const fs::path& file)
{
    auto read = twin::readScenario(file);
    if (!read) {
        Q_EMIT failed(qtText(read.error().message));
        return false;
    }
    if (!mayDiscard()) {
        return false;
    }
    m_document.reset(std::move(*read), file);
    return true;
}

void ScenarioFiles::startNew()
{
    if (mayDiscard()) {
        m_document.reset(newScenario(m_document.scenario()), {});
    }
}

bool ScenarioFiles::save() { return m_document.file().empty() || isBundled() ? saveAs() : saveTo(m_document.file()); }

bool ScenarioFiles::saveAs()
{
    const QString suggestion = qtText(m_document.scenario().name) + QStringLiteral(".json");
    const QString path =
        QFileDialog::getSaveFileName(m_window, tr("Save the scenario"), suggestion, tr("Scenarios (*.json)"));
    return !path.isEmpty() && saveTo(pathOf(path));
}

bool ScenarioFiles::saveTo(const fs::path& file)
{
    if (const auto written = m_document.save(file); !written) {
        Q_EMIT failed(qtText(written.error().message));
        return false;
    }
    Q_EMIT saved(qtText(file.string()));
    return true;
}

ScenarioFiles::Answer ScenarioFiles::ask() const
{
    if (m_question) {
        return m_question();
    }
    const auto chosen = QMessageBox::question(
        m_window, tr("Unsaved changes"),
        tr("The scenario \"%1\" has changes that are not saved.").arg(qtText(m_document.scenario().name)),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    return chosen == QMessageBox::Save      ? Answer::Save
           : chosen == QMessageBox::Discard ? Answer::Discard
                                            : Answer::Cancel;
}

bool ScenarioFiles::mayDiscard()
{
    if (m_document.undoStack().isClean()) {
        return true;
    }
    const Answer answer = ask();
    return answer == Answer::Discard || (answer == Answer::Save && save());
}

twin::Result<fs::path> ScenarioFiles::fileToRun() const
{
    if (!m_document.problems().empty()) {
        return twin::fail(twin::ErrorCode::InvalidInput, m_document.problems().front().sentence.toStdString());
    }
    if (m_document.undoStack().isClean() && !m_document.file().empty()) {
        return m_document.file();
    }
    return copyOf(m_document.scenario());
}

twin::Result<fs::path> ScenarioFiles::copyOf(const twin::Scenario& scenario) const
{
    const twin::Scenario copy = detached(scenario, m_document.file(), m_folders.data);
    const fs::path folder = m_folders.copies.empty() ? pathOf(QDir::tempPath()) : m_folders.copies;
    std::string name = copy.name;
    std::ranges::replace_if(
        name, [](char c) { return c == '/' || c == '\\' || c == ':'; }, '-');
    // Equal scenarios have one copy; a run that was made of another keeps its own.
    const std::string digest = mlops::sha256Hex(twin::scenarioText(copy)).substr(0, kDigestLength);
    const fs::path file = folder / (name + "-" + digest + ".json");
    QDir().mkpath(qtText(folder.string()));
    if (const auto written = twin::writeScenario(file, copy); !written) {
        return tl::unexpected(written.error());
    }
    return file;
}

} // namespace gui
