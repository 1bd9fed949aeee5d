// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Listens to a run while it is written: hands every record on to the run file and keeps, as values, what the newest
// tick brought. What the screen shows is therefore exactly what the file holds.

#include "gui/bridge/run_history.h"
#include "mlops/store/maps_in_force.h"

namespace gui {

class CaptureLog final : public mlops::RunLog {
public:
    /// `next` gets every record and outlives this. `map` is the one that the run begins with. Decisions are kept with
    /// the map by which they were made, as the runtime's own goes with it.
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
    mlops::MapsInForce m_maps;
    std::shared_ptr<mlops::TwinSnapshot> m_snapshot;
    TickNews m_news;
};

/// A decision that keeps the map by which it was made.
[[nodiscard]] DecisionPtr keptWith(std::shared_ptr<const mlops::DecisionMap> map, mlops::Decision decision);
/// A version as views show it.
[[nodiscard]] VersionFact factOf(const mlops::VersionRecord& record);

} // namespace gui
