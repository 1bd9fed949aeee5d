// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The edits of a decision map that its editor offers, as values: the whole map after each. What may not be done says
// why.

#include <string>
#include <string_view>

#include <QString>

#include "mlops/mapek/decision_map.h"

namespace gui {

/// What of a map is chosen: a box, an arrow from one box to another, or nothing.
struct MapElement {
    std::string node;
    std::string to; ///< of an arrow

    [[nodiscard]] bool isBox() const { return !node.empty() && to.empty(); }
    [[nodiscard]] bool isArrow() const { return !node.empty() && !to.empty(); }
    friend bool operator==(const MapElement&, const MapElement&) = default;
};

/// One step of editing.
struct PolicyEdit {
    QString title; ///< "rename a box": what undo says it takes back
    mlops::DecisionMap after;
    MapElement chosen; ///< what is chosen then
    int gesture = -1;  ///< edits of one gesture are one step back; -1: a step of its own
};

[[nodiscard]] const mlops::MapNode* boxOf(const mlops::DecisionMap& map, std::string_view id);
[[nodiscard]] const mlops::MapEdge* arrowOf(const mlops::DecisionMap& map, const MapElement& element);
/// Whether the map has it; nothing is there always.
[[nodiscard]] bool hasElement(const mlops::DecisionMap& map, const MapElement& element);

/// A new feature or quality, with a name of its own.
[[nodiscard]] PolicyEdit withBox(const mlops::DecisionMap& map, mlops::NodeKind kind);
/// Why two boxes cannot be joined; empty where they can. Arrows lead from the system to features, from features to
/// qualities, and from quality to quality.
[[nodiscard]] QString whyNotJoined(const mlops::DecisionMap& map, const std::string& from, const std::string& to);
/// Requires: whyNotJoined() is empty.
[[nodiscard]] PolicyEdit joined(const mlops::DecisionMap& map, const std::string& from, const std::string& to);
/// Why a box or an arrow has to stay; empty where it may go. A quality that a boundary belongs to stays.
[[nodiscard]] QString whyItStays(const mlops::DecisionMap& map, const MapElement& element);
/// Requires: whyItStays() is empty. The arrows of a box go with it.
[[nodiscard]] PolicyEdit without(const mlops::DecisionMap& map, const MapElement& element);

/// Requires: the map has no boundary on the metric.
[[nodiscard]] PolicyEdit withBoundary(const mlops::DecisionMap& map, mlops::Metric metric);
[[nodiscard]] PolicyEdit withoutBoundary(const mlops::DecisionMap& map, mlops::Metric metric);

/// Why a file of a map could not be read again; empty where it could.
[[nodiscard]] QString whyNotWhole(const mlops::DecisionMap& map);
/// Why an approach cannot go by a map, whole or not; empty where it can.
[[nodiscard]] QString whyNotUsed(const mlops::DecisionMap& map, std::string_view approach);

/// Whether a file would say the same of both.
[[nodiscard]] bool sameMap(const mlops::DecisionMap& a, const mlops::DecisionMap& b);

// What enumerations are called in forms.
[[nodiscard]] QString lawText(mlops::Law law);
[[nodiscard]] QString lawTip(mlops::Law law);
struct TacticWords {
    QString name;
    QString tip;
};
[[nodiscard]] TacticWords wordsFor(std::string_view tactic); ///< of kTactics
[[nodiscard]] QString testText(mlops::DistanceKind test);
[[nodiscard]] QString effectText(mlops::Effect effect);
[[nodiscard]] QString impactText(mlops::Impact impact);
[[nodiscard]] QString dimensionText(mlops::Dimension dimension);
[[nodiscard]] QString kindText(mlops::NodeKind kind);

} // namespace gui
