// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Scenarios and files: new, open, save, and the question before edits are lost. The bundled scenarios stay as they are;
// saving one asks for another name.

#include <filesystem>
#include <functional>

#include <QObject>
#include <QStringList>

#include "gui/models/scenario_document.h"

namespace gui {

/// Folders that scenarios are found in and put into.
struct ScenarioFolders {
    std::filesystem::path data; ///< bundled scenarios and networks
    std::filesystem::path
        copies; ///< edited scenarios are run from copies in here; empty: the system's temporary folder
};

class ScenarioFiles : public QObject {
    Q_OBJECT

public:
    enum class Answer { Save, Discard, Cancel };

    ScenarioFiles(ScenarioDocument& document, ScenarioFolders folders, QWidget* window);

    /// Names of the bundled scenarios, as on the command line.
    [[nodiscard]] QStringList bundled() const;
    [[nodiscard]] const ScenarioFolders& folders() const { return m_folders; }
    [[nodiscard]] std::filesystem::path bundledFile(const QString& name) const;
    /// Reads a file into the document, after asking for what is not saved. False where it stays as it was.
    bool open(const std::filesystem::path& file);
    void startNew();
    /// False where nothing was saved.
    bool save();
    bool saveAs();
    bool saveTo(const std::filesystem::path& file);
    /// Whether the document may go: nothing is unsaved, or the user says so.
    [[nodiscard]] bool mayDiscard();
    /// Writes a scenario where it can be run from, whatever folder this document's is in; equal ones share a file.
    /// Errors: as writeScenario.
    [[nodiscard]] twin::Result<std::filesystem::path> copyOf(const twin::Scenario& scenario) const;
    /// A file with the scenario as it stands, to run: its own, or a copy. Errors: as ScenarioDocument::save.
    [[nodiscard]] twin::Result<std::filesystem::path> fileToRun() const;
    /// Who answers for the user, in place of a dialog.
    void setQuestion(std::function<Answer()> question) { m_question = std::move(question); }

Q_SIGNALS:
    void failed(const QString& message);
    void saved(const QString& file);

private:
    [[nodiscard]] bool isBundled() const;
    [[nodiscard]] Answer ask() const;

    ScenarioDocument& m_document;
    ScenarioFolders m_folders;
    QWidget* m_window;
    std::function<Answer()> m_question;
};

} // namespace gui
