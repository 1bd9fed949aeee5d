// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/policy_edits.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "mlops/approaches/catalogue.h"
#include "mlops/mapek/boundary_choices.h"
#include "mlops/mapek/decision_map_json.h"

namespace gui {

namespace {

using mlops::DecisionMap;
using mlops::NodeKind;

QString tr(const char* text) { return QCoreApplication::translate("Policy", text); }

template <typename Kind, std::size_t Count>
QString wordOf(Kind kind, const std::array<const char*, Count>& words)
{
    return tr(words[static_cast<std::size_t>(kind)]);
}

std::string freeId(const DecisionMap& map, const std::string& stem)
{
    for (int number = 1;; ++number) {
        std::string id = stem + "-" + std::to_string(number);
        if (boxOf(map, id) == nullptr) {
            return id;
        }
    }
}

QString titleOf(const DecisionMap& map, const std::string& id)
{
    const mlops::MapNode* box = boxOf(map, id);
    return box != nullptr ? qtText(box->title) : qtText(id);
}

} // namespace

const mlops::MapNode* boxOf(const DecisionMap& map, std::string_view id)
{
    const auto found = std::ranges::find(map.nodes, id, &mlops::MapNode::id);
    return found == map.nodes.end() ? nullptr : &*found;
}

const mlops::MapEdge* arrowOf(const DecisionMap& map, const MapElement& element)
{
    const auto found = std::ranges::find_if(
        map.edges, [&](const mlops::MapEdge& edge) { return edge.from == element.node && edge.to == element.to; });
    return found == map.edges.end() ? nullptr : &*found;
}

bool hasElement(const DecisionMap& map, const MapElement& element)
{
    return element.node.empty() ||
           (element.isBox() ? boxOf(map, element.node) != nullptr : arrowOf(map, element) != nullptr);
}

PolicyEdit withBox(const DecisionMap& map, NodeKind kind)
{
    const bool isQuality = kind == NodeKind::Quality;
    PolicyEdit edit{.title = isQuality ? tr("add a quality") : tr("add a feature"), .after = map, .chosen = {}};
    mlops::MapNode box;
    box.id = freeId(map, isQuality ? "quality" : "feature");
    box.kind = kind;
    box.title = (isQuality ? tr("New quality") : tr("New feature")).toStdString();
    edit.chosen.node = box.id;
    edit.after.nodes.push_back(std::move(box));
    return edit;
}

QString whyNotJoined(const DecisionMap& map, const std::string& from, const std::string& to)
{
    const mlops::MapNode* start = boxOf(map, from);
    const mlops::MapNode* end = boxOf(map, to);
    if (start == nullptr || end == nullptr || start == end) {
        return tr("An arrow joins two boxes.");
    }
    if (end->kind != (start->kind == NodeKind::System ? NodeKind::Feature : NodeKind::Quality)) {
        return tr("Arrows lead from the system to features, from features to qualities, and from quality to quality.");
    }
    if (arrowOf(map, {from, to}) != nullptr) {
        return tr("These two are joined already: click the arrow to change what it says.");
    }
    if (arrowOf(map, {to, from}) != nullptr) {
        return tr("These two are joined the other way round: remove that arrow first.");
    }
    return {};
}

PolicyEdit joined(const DecisionMap& map, const std::string& from, const std::string& to)
{
    PolicyEdit edit{.title = tr("join two boxes"), .after = map, .chosen = {from, to}};
    mlops::MapEdge arrow{.from = from, .to = to};
    if (boxOf(map, from)->kind == NodeKind::System) {
        arrow.impact = mlops::Impact::Enabling;
    }
    edit.after.edges.push_back(std::move(arrow));
    return edit;
}

QString whyItStays(const DecisionMap& map, const MapElement& element)
{
    if (element.node.empty()) {
        return tr("Nothing is chosen.");
    }
    if (element.isArrow()) {
        return {};
    }
    const mlops::MapNode* box = boxOf(map, element.node);
    if (box == nullptr || box->kind == NodeKind::System) {
        return tr("The map is about this system: it stays.");
    }
    const auto bound = std::ranges::find(map.boundaries, element.node, &mlops::Boundary::quality);
    return bound == map.boundaries.end()
               ? QString()
               : tr("The limit on %1 belongs to this quality: give it to another or remove it first.")
                     .arg(metricText(bound->metric).toLower());
}

PolicyEdit without(const DecisionMap& map, const MapElement& element)
{
    PolicyEdit edit{.title = element.isBox() ? tr("remove %1").arg(titleOf(map, element.node)) : tr("remove an arrow"),
                    .after = map,
                    .chosen = {}};
    if (element.isBox()) {
        std::erase_if(edit.after.nodes, [&](const mlops::MapNode& box) { return box.id == element.node; });
    }
    std::erase_if(edit.after.edges, [&](const mlops::MapEdge& arrow) {
        return element.isBox() ? arrow.from == element.node || arrow.to == element.node
                               : arrow.from == element.node && arrow.to == element.to;
    });
    return edit;
}

PolicyEdit withBoundary(const DecisionMap& map, mlops::Metric metric)
{
    PolicyEdit edit{.title = tr("add a limit"), .after = map, .chosen = {}};
    mlops::Boundary boundary = mlops::shippedBoundary(metric);
    if (boxOf(map, boundary.quality) == nullptr) {
        const auto quality = std::ranges::find(map.nodes, NodeKind::Quality, &mlops::MapNode::kind);
        boundary.quality = quality == map.nodes.end() ? std::string() : quality->id;
    }
    edit.chosen.node = boundary.quality;
    edit.after.boundaries.push_back(std::move(boundary));
    return edit;
}

PolicyEdit withoutBoundary(const DecisionMap& map, mlops::Metric metric)
{
    PolicyEdit edit{.title = tr("remove a limit"), .after = map, .chosen = {}};
    std::erase_if(edit.after.boundaries,
                  [metric](const mlops::Boundary& boundary) { return boundary.metric == metric; });
    return edit;
}

QString whyNotWhole(const DecisionMap& map)
{
    const auto read = mlops::decisionMapFromText(mlops::toJson(map).dump());
    return read ? QString() : qtText(read.error().message);
}

QString whyNotUsed(const DecisionMap& map, std::string_view approach)
{
    if (QString why = whyNotWhole(map); !why.isEmpty()) {
        return why;
    }
    const auto made = mlops::makeApproach(std::string(approach), mlops::Fidelity::corrected());
    if (!made) {
        return qtText(made.error().message);
    }
    for (const mlops::Metric needed : (*made)->traits().needs) {
        if (map.boundaryOn(needed) == nullptr) {
            return tr("Approach %1 cannot go by this policy: it needs a limit on %2. Add it in the form.")
                .arg(qtText(approach), metricText(needed).toLower());
        }
    }
    return {};
}

bool sameMap(const DecisionMap& a, const DecisionMap& b) { return mlops::toJson(a) == mlops::toJson(b); }

QString lawText(mlops::Law law)
{
    return wordOf(law,
                  std::array{QT_TRANSLATE_NOOP("Policy", "stays where it is"),
                             QT_TRANSLATE_NOOP("Policy", "energy bank"), QT_TRANSLATE_NOOP("Policy", "decaying debt"),
                             QT_TRANSLATE_NOOP("Policy", "relative to history")});
}

QString lawTip(mlops::Law law)
{
    return wordOf(
        law, std::array{QT_TRANSLATE_NOOP("Policy", "The limit does not move."),
                        QT_TRANSLATE_NOOP("Policy", "What was not spent is saved up and raises the limit; what was "
                                                    "overspent lowers it."),
                        QT_TRANSLATE_NOOP("Policy", "What was overspent is remembered and fades; crossed when the debt "
                                                    "is beyond what is allowed."),
                        QT_TRANSLATE_NOOP("Policy", "Crossed only where the value is also beyond its own mean so far, "
                                                    "times the factor.")});
}

TacticWords wordsFor(std::string_view tactic)
{
    if (tactic == mlops::kSwitchToBest) {
        return {tr("Switch to the best"), tr("To the model with the highest running score")};
    }
    if (tactic == mlops::kSwitchToBestOther) {
        return {tr("Switch to another"), tr("To the one with the highest running score of those that cost less")};
    }
    if (tactic == mlops::kReuseVersion) {
        return {tr("Reuse a version"),
                tr("The one whose training data are closest to the data of now, before retraining")};
    }
    if (tactic == mlops::kRetrain) {
        return {tr("Retrain"), tr("On the newest data")};
    }
    if (tactic == mlops::kForgetFaster) {
        return {tr("Forget faster"), tr("The model that learns while it serves gives older data less weight")};
    }
    return {tr("Keep"), tr("Nothing is done")};
}

QString testText(mlops::DistanceKind test)
{
    return wordOf(test, std::array{QT_TRANSLATE_NOOP("Policy", "Kullback-Leibler, as published"),
                                   QT_TRANSLATE_NOOP("Policy", "Kullback-Leibler, shared bins"),
                                   QT_TRANSLATE_NOOP("Policy", "Jensen-Shannon"),
                                   QT_TRANSLATE_NOOP("Policy", "Population stability index"),
                                   QT_TRANSLATE_NOOP("Policy", "Kolmogorov-Smirnov"),
                                   QT_TRANSLATE_NOOP("Policy", "Wasserstein")});
}

QString effectText(mlops::Effect effect)
{
    return wordOf(effect, std::array{QT_TRANSLATE_NOOP("Policy", "helps"), QT_TRANSLATE_NOOP("Policy", "harms"),
                                     QT_TRANSLATE_NOOP("Policy", "may help or harm")});
}

QString impactText(mlops::Impact impact)
{
    return wordOf(impact, std::array{QT_TRANSLATE_NOOP("Policy", "at once"), QT_TRANSLATE_NOOP("Policy", "by enabling"),
                                     QT_TRANSLATE_NOOP("Policy", "in the long run")});
}

QString dimensionText(mlops::Dimension dimension)
{
    return wordOf(dimension,
                  std::array{QT_TRANSLATE_NOOP("Policy", "technical"), QT_TRANSLATE_NOOP("Policy", "environmental"),
                             QT_TRANSLATE_NOOP("Policy", "economic"), QT_TRANSLATE_NOOP("Policy", "social")});
}

QString kindText(NodeKind kind)
{
    return wordOf(kind, std::array{QT_TRANSLATE_NOOP("Policy", "System"), QT_TRANSLATE_NOOP("Policy", "Feature"),
                                   QT_TRANSLATE_NOOP("Policy", "Quality")});
}

} // namespace gui
