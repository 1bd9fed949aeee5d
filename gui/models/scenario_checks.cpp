// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/scenario_checks.h"

#include <QRegularExpression>

#include "gui/bridge/qt_text.h"
#include "twin/io/scenario_json.h"
#include "twin/scenario/scenario_places.h"

namespace gui {

namespace {

const std::string kNameless = "scenario";

/// "scenario: events[0].to (line 3, column 9): found ..." to "to: found ...".
QString plain(const std::string& message)
{
    QString text = qtText(message);
    text.remove(QRegularExpression(QStringLiteral("^scenario: ")));
    text.remove(QRegularExpression(QStringLiteral(" \\(line \\d+, column \\d+\\)")));
    text.remove(QRegularExpression(QStringLiteral("^events\\[0\\](\\.|: )")));
    return text;
}

std::optional<QString> problemOf(const twin::Scenario& scenario, const twin::RoadNetwork* network)
{
    if (const auto read = twin::parseScenario(twin::scenarioText(scenario), kNameless); !read) {
        return plain(read.error().message);
    }
    if (network != nullptr) {
        if (const auto fits = twin::checkAgainst(scenario, *network, kNameless); !fits) {
            return plain(fits.error().message);
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<ScenarioProblem> problemsOf(const twin::Scenario& scenario, const twin::RoadNetwork* network)
{
    twin::Scenario part = scenario;
    part.events.clear();
    if (const auto problem = problemOf(part, network)) {
        return {{std::nullopt, *problem}};
    }
    std::vector<ScenarioProblem> problems;
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        part.events = {scenario.events[i]};
        if (const auto problem = problemOf(part, network)) {
            problems.push_back({i, *problem});
        }
    }
    return problems;
}

} // namespace gui
