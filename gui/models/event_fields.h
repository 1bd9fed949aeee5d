// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The parameters of an event as a form asks for them: what each is called, in which unit, between which bounds. The
// units and bounds are those of scenario files; the core's own checks have the last word.

#include <functional>
#include <vector>

#include <QString>
#include <QStringList>

#include "twin/scenario/parameter_ranges.h"
#include "twin/scenario/scenario.h"

namespace gui {

struct EventField {
    enum class Kind { Number, Count, Choice, Truth };
    QString name;
    QString tip;
    QString unit; ///< empty for ratios and choices
    Kind kind = Kind::Number;
    twin::ParameterRange range; ///< of a number, in `unit`
    double step = 0.05;
    QStringList choices; ///< what the positions 0, 1, ... of a choice are called
    std::function<double(const twin::Action&)> get;
    std::function<void(twin::Action&, double)> set;
};

/// Ensures: get and set fit the action given; after another choice the list may be another.
[[nodiscard]] std::vector<EventField> fieldsOf(const twin::Action& action);
/// "0 to 10", "5 to 120 mph".
[[nodiscard]] QString rangeText(const EventField& field);
/// The values in few words: "1 lane", "scale 1.7 of flow".
[[nodiscard]] QString valuesText(const twin::Action& action);

/// "37.333, -121.901, 6000" as a circle, and back. Nothing where it is not three numbers.
[[nodiscard]] std::optional<twin::Vicinity> vicinityFromText(const QString& text);
[[nodiscard]] QString vicinityText(const twin::Vicinity& vicinity);
/// "20005, 20006" as ids; commas, semicolons and blanks separate.
[[nodiscard]] std::vector<std::string> idsFromText(const QString& text);
[[nodiscard]] QString idsText(const std::vector<std::string>& ids);

} // namespace gui
