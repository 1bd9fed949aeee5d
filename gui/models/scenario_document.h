// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The scenario that is edited: its value, its file, which event is chosen, and every step back. Views show it and ask
// for edits; they keep nothing of it.
//
// An edit is the whole scenario before and after. Scenarios are a few kilobytes, and a step back that restores a value
// cannot restore half of it.

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QUndoStack>

#include "gui/models/scenario_checks.h"
#include "gui/models/time_text.h"
#include "twin/core/result.h"

namespace gui {

/// One step of editing.
struct ScenarioEdit {
    QString title; ///< "move the incident": what undo says it takes back
    twin::Scenario after;
    std::optional<std::size_t> chosen; ///< event of `after` that is chosen then
    int gesture = -1;                  ///< edits of one gesture are one step back; -1: a step of its own
};

/// The edits there are, as steps. Requires: the event exists.
[[nodiscard]] ScenarioEdit added(const twin::Scenario& scenario, twin::Event event);
[[nodiscard]] ScenarioEdit removed(const twin::Scenario& scenario, std::size_t event);
[[nodiscard]] ScenarioEdit replaced(const twin::Scenario& scenario, std::size_t event, twin::Event by,
                                    const QString& title, int gesture = -1);

class ScenarioDocument : public QObject {
    Q_OBJECT

public:
    explicit ScenarioDocument(QObject* parent = nullptr);
    ~ScenarioDocument() override;

    /// Another scenario, without a past. `file` is empty where it has never been saved.
    void reset(twin::Scenario scenario, std::filesystem::path file);
    /// What places are checked against; null: nothing.
    void setNetwork(std::shared_ptr<const twin::RoadNetwork> network);
    void edit(ScenarioEdit edit);
    void choose(std::optional<std::size_t> event);
    /// Writes the file and makes it this document's. Errors: InvalidInput with the first problem: what is saved can be
    /// read again; and as writeScenario.
    [[nodiscard]] twin::Result<void> save(const std::filesystem::path& file);

    [[nodiscard]] const twin::Scenario& scenario() const { return m_scenario; }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    [[nodiscard]] const twin::RoadNetwork* network() const { return m_network.get(); }
    /// For work on another thread.
    [[nodiscard]] const std::shared_ptr<const twin::RoadNetwork>& sharedNetwork() const { return m_network; }
    [[nodiscard]] std::optional<std::size_t> chosen() const { return m_chosen; }
    [[nodiscard]] const std::vector<ScenarioProblem>& problems() const { return m_problems; }
    /// The wall clock of the scenario's zone; UTC where the zone is unknown.
    [[nodiscard]] const twin::LocalClock& clock() const { return m_clock; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }

Q_SIGNALS:
    /// The scenario, its problems or its file differ from before.
    void changed();
    /// It is another document.
    void replaced();
    void chosenChanged();

private:
    class Step;
    void apply(const twin::Scenario& scenario, std::optional<std::size_t> chosen);
    void judge();

    twin::Scenario m_scenario;
    std::filesystem::path m_file;
    std::shared_ptr<const twin::RoadNetwork> m_network;
    std::optional<std::size_t> m_chosen;
    std::vector<ScenarioProblem> m_problems;
    twin::LocalClock m_clock;
    QUndoStack m_undo;
};

} // namespace gui
