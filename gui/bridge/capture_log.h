// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Listens to a run while it is written: hands every record on to the run file and keeps, as values, what the newest
// tick brought. What the screen shows is therefore exactly what the file holds.

#include "gui/bridge/run_history.h"

namespace gui {

class CaptureLog final : public mlops::RunLog {
public:
    /// `next` gets every record and outlives this. Decisions are kept with `map` in place of the runtime's own.
    CaptureLog(mlops::RunLog& next, std::shared_ptr<const mlops::DecisionMap> map);

    void append(const mlops::TickRecord& record) override;
    void append(const mlops::Decision& decision) override;
    void append(const mlops::EnergyRecord& record) override;
    void append(const mlops::VersionRecord& record) override;
    void append(const mlops::EventRecord& record) override;
    void commit() override { m_next.commit(); }
    void finish(mlops::RunStatus status, const std::string& summary) override { m_next.finish(status, summary); }
    [[nodiscard]] const twin::Result<void>& status() const override { return m_next.status(); }

    /// What was kept since the last call, with the snapshot of the newest tick; its energy and knowledge are not set.
    [[nodiscard]] TickNews take();

private:
    mlops::RunLog& m_next;
    std::shared_ptr<const mlops::DecisionMap> m_map;
    std::shared_ptr<mlops::TwinSnapshot> m_snapshot;
    TickNews m_news;
};

/// A version as views show it.
[[nodiscard]] VersionFact factOf(const mlops::VersionRecord& record);

} // namespace gui
