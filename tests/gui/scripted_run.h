// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A live run that decides what a test tells it to: no data, no training, no chance.

#include <memory>
#include <mutex>

#include "gui/bridge/twin_source.h"

namespace gui_test {

/// What the test shares with the run's thread.
struct Script {
    std::mutex guard;
    std::vector<gui::DecisionPtr> decisions; ///< of the next tick
    std::vector<gui::VersionFact> versions;  ///< likewise
    std::vector<mlops::Command> orders;      ///< that were given

    void decide(const mlops::Decision& decision)
    {
        const std::scoped_lock lock(guard);
        decisions.push_back(std::make_shared<const mlops::Decision>(decision));
    }
};

/// For RunSession::open: ridge serves, ridge, support vectors and yesterday may; it never ends by itself.
[[nodiscard]] gui::SourceOpener scriptedRun(std::shared_ptr<Script> script);
/// A decision of the loop's on drift; nothing is said of its evidence.
[[nodiscard]] mlops::Decision decisionOf(std::int64_t id, mlops::Tactic tactic, mlops::Actor actor);

} // namespace gui_test
