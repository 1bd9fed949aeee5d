// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A run that was recorded: read whole into memory, so that any of its moments is there at once.

#include "gui/bridge/twin_source.h"

namespace gui {

class RecordedRun final : public TwinSource {
public:
    /// Errors: those of the run file; Cancelled.
    [[nodiscard]] static twin::Result<std::unique_ptr<TwinSource>> open(const std::filesystem::path& file,
                                                                        std::stop_token stop, const Progress& progress);

    [[nodiscard]] const RunDescription& describe() const override { return m_description; }
    [[nodiscard]] RunHistory past() override { return std::move(m_history); }
    [[nodiscard]] std::optional<TickNews> step() override { return std::nullopt; }
    void order(const mlops::Command& /*command*/) override {}
    void close(bool /*reachedEnd*/) override {}

private:
    RecordedRun() = default;

    RunDescription m_description;
    RunHistory m_history;
};

/// A recorded run as values: what comparisons and dry runs work on.
struct OpenedRun {
    RunDescription description;
    RunHistory history;
};
/// Errors: as RecordedRun::open.
[[nodiscard]] twin::Result<OpenedRun> readRun(const std::filesystem::path& file, std::stop_token stop,
                                              const Progress& progress);

} // namespace gui
