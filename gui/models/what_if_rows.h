// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The measures of two branches as lines of a table, in the units the field reports them in.

#include <vector>

#include <QString>

#include "twin/scenario/what_if.h"

namespace gui {

struct MeasureRow {
    qint64 key = 0;
    QString name;
    QString tip; ///< what is measured
    QString planned;
    QString changed;
    QString difference; ///< with better or worse where that makes sense
};

[[nodiscard]] std::vector<MeasureRow> measureRows(const twin::WhatIf& answer);
/// "The incident costs 41 vehicle hours in this hour, and its longest queue is 1.2 mi." `what` begins the sentence.
[[nodiscard]] QString whatIfSentence(const twin::WhatIf& answer, const QString& what);

} // namespace gui
