// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The run's named moments: those the user set, and those that a reader of the run would set - what the scenario did,
// what drifted, what was answered.

#include <vector>

#include <QString>

#include "gui/bridge/run_history.h"

namespace gui {

enum class ChapterKind { User, Scenario, Drift, Answer };

/// A named moment.
struct Chapter {
    twin::Tick tick = 0;
    QString title;
    ChapterKind kind = ChapterKind::User;

    friend bool operator==(const Chapter&, const Chapter&) = default;
};

/// Episodes, drifts and decisions that acted, in order of time. Of a drift that is found again and again only the first
/// finding in a day is a chapter.
[[nodiscard]] std::vector<Chapter> chaptersOf(const RunDescription& run, const RunHistory& history);
/// Both, in order of time.
[[nodiscard]] std::vector<Chapter> merged(std::vector<Chapter> told, const std::vector<Chapter>& own);

} // namespace gui
