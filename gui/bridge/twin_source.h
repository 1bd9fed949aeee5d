// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the desktop's twin comes from: a run that is being computed, or one that was recorded. The driver owns one and
// asks it for the next tick; who looks cannot tell them apart.
//
// Threads: one thread at a time; the driver's.

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "gui/bridge/run_history.h"
#include "mlops/experiment/what_if_study.h"
#include "mlops/runtime/twin_runtime.h"

namespace gui {

/// Told now and then how far something is, 0..1, and with what it is busy.
using Progress = std::function<void(double share, const std::string& what)>;

/// The city of a live run at a moment, for any thread to ask; it never changes.
using BranchPtr = std::shared_ptr<const mlops::CityBranch>;

class TwinSource {
public:
    virtual ~TwinSource() = default;
    TwinSource() = default;
    TwinSource(const TwinSource&) = delete;
    TwinSource& operator=(const TwinSource&) = delete;

    [[nodiscard]] virtual const RunDescription& describe() const = 0;
    /// What is known before the first step: the whole run where it was recorded. Called once, before step().
    [[nodiscard]] virtual RunHistory past() = 0;
    /// The next tick; nothing at the end, and always nothing where past() was the whole run.
    [[nodiscard]] virtual std::optional<TickNews> step() = 0;
    /// Takes effect before the next tick. A recorded run takes no orders.
    virtual void order(const mlops::Command& command) = 0;
    /// The city as it stands after the last tick; the run does not notice. Errors: Unavailable where none is computed.
    [[nodiscard]] virtual twin::Result<BranchPtr> branch() const;
    /// Called once when no more ticks are wanted; `reachedEnd` says whether step() had nothing more to give.
    virtual void close(bool reachedEnd) = 0;
};

inline twin::Result<BranchPtr> TwinSource::branch() const
{
    return twin::fail(twin::ErrorCode::Unavailable, "A recorded run keeps no state that could be branched.");
}

/// Builds a source on the thread that will own it. Errors: whatever keeps the run from being opened.
using SourceOpener =
    std::function<twin::Result<std::unique_ptr<TwinSource>>(std::stop_token stop, const Progress& progress)>;

} // namespace gui
