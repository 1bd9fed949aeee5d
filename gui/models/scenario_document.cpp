// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/scenario_document.h"

#include <utility>

#include <QCoreApplication>
#include <QUndoCommand>

#include "gui/models/scenario_edits.h"
#include "twin/io/pems_time.h"
#include "twin/io/scenario_json.h"

namespace gui {

ScenarioEdit added(const twin::Scenario& scenario, twin::Event event)
{
    ScenarioEdit edit{.title = QCoreApplication::translate("Scenario", "add %1").arg(kindText(event.action).toLower()),
                      .after = scenario,
                      .chosen = scenario.events.size()};
    edit.after.events.push_back(std::move(event));
    return edit;
}

ScenarioEdit removed(const twin::Scenario& scenario, std::size_t event)
{
    const QString kind = kindText(scenario.events[event].action).toLower();
    ScenarioEdit edit{.title = QCoreApplication::translate("Scenario", "delete %1").arg(kind), .after = scenario};
    edit.after.events.erase(edit.after.events.begin() + static_cast<std::ptrdiff_t>(event));
    return edit;
}

ScenarioEdit replaced(const twin::Scenario& scenario, std::size_t event, twin::Event by, const QString& title,
                      int gesture)
{
    ScenarioEdit edit{.title = title, .after = scenario, .chosen = event, .gesture = gesture};
    edit.after.events[event] = std::move(by);
    return edit;
}

/// From one value to another and back. Steps of one gesture melt into one.
class ScenarioDocument::Step final : public QUndoCommand {
public:
    Step(ScenarioDocument& document, ScenarioEdit edit)
        : QUndoCommand(edit.title),
          m_document(document),
          m_before(document.m_scenario),
          m_chosenBefore(document.m_chosen),
          m_edit(std::move(edit))
    {
    }

    void undo() override { m_document.apply(m_before, m_chosenBefore); }
    void redo() override { m_document.apply(m_edit.after, m_edit.chosen); }
    [[nodiscard]] int id() const override { return m_edit.gesture; }
    bool mergeWith(const QUndoCommand* other) override
    {
        m_edit = static_cast<const Step*>(other)->m_edit;
        setObsolete(m_edit.after == m_before);
        return true;
    }

private:
    ScenarioDocument& m_document;
    twin::Scenario m_before;
    std::optional<std::size_t> m_chosenBefore;
    ScenarioEdit m_edit;
};

ScenarioDocument::ScenarioDocument(QObject* parent) : QObject(parent), m_undo(this)
{
    connect(&m_undo, &QUndoStack::cleanChanged, this, &ScenarioDocument::changed);
    // A step says "changed" before the stack counts it: what can be undone and redone is only known now.
    connect(&m_undo, &QUndoStack::indexChanged, this, &ScenarioDocument::changed);
}

/// The stack empties itself when it goes, and says so; whoever listens may be half gone then.
ScenarioDocument::~ScenarioDocument() { m_undo.disconnect(this); }

void ScenarioDocument::reset(twin::Scenario scenario, std::filesystem::path file)
{
    m_scenario = std::move(scenario);
    m_file = std::move(file);
    m_chosen = m_scenario.events.empty() ? std::nullopt : std::optional<std::size_t>(0);
    m_undo.clear();
    judge();
    Q_EMIT replaced();
    Q_EMIT changed();
    Q_EMIT chosenChanged();
}

void ScenarioDocument::setNetwork(std::shared_ptr<const twin::RoadNetwork> network)
{
    m_network = std::move(network);
    judge();
    Q_EMIT changed();
}

void ScenarioDocument::edit(ScenarioEdit edit)
{
    if (edit.after != m_scenario) {
        m_undo.push(new Step(*this, std::move(edit)));
    }
}

void ScenarioDocument::choose(std::optional<std::size_t> event)
{
    if (event && *event >= m_scenario.events.size()) {
        event.reset();
    }
    if (event != m_chosen) {
        m_chosen = event;
        Q_EMIT chosenChanged();
    }
}

twin::Result<void> ScenarioDocument::save(const std::filesystem::path& file)
{
    if (const auto readable = twin::parseScenario(twin::scenarioText(m_scenario), file.filename().string());
        !readable) {
        return tl::unexpected(readable.error());
    }
    if (const auto written = twin::writeScenario(file, m_scenario); !written) {
        return tl::unexpected(written.error());
    }
    m_file = file;
    m_undo.setClean();
    Q_EMIT changed();
    return {};
}

void ScenarioDocument::apply(const twin::Scenario& scenario, std::optional<std::size_t> chosen)
{
    m_scenario = scenario;
    const bool isChosenOther = chosen != m_chosen;
    m_chosen = chosen && *chosen < m_scenario.events.size() ? chosen : std::nullopt;
    judge();
    Q_EMIT changed();
    if (isChosenOther) {
        Q_EMIT chosenChanged();
    }
}

void ScenarioDocument::judge()
{
    m_problems = problemsOf(m_scenario, m_network.get());
    m_clock = twin::localClock(m_scenario.zone, m_scenario.start, m_scenario.end).value_or(twin::LocalClock{});
}

} // namespace gui
