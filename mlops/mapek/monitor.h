// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The M of the loop: keeps what the next check will need, in constant time a sample, and hands it out as evidence.

#include <array>
#include <span>
#include <vector>

#include "mlops/drift/window_drift.h"
#include "mlops/energy/energy_ledger.h"
#include "mlops/features/observed.h"
#include "mlops/mapek/evidence.h"
#include "mlops/metrics/error_accumulator.h"

namespace mlops {

/// One scored row: truth and what was forecast for it.
struct ScoredRow {
    Family family = Family::Persistence; ///< that made the forecast
    std::span<const float> truth;        ///< [N]
    std::span<const float> forecast;     ///< [N]
    std::span<const float> persistence;  ///< [N], the row before
    ObservedMarks observed;              ///< [N], of the truth
};

class Monitor {
public:
    /// Requires: stations > 0, driftWindow > 0. With `watchesInput` false no drift windows are kept. They hold observed
    /// values alone, so those of a station with gaps reach further back.
    Monitor(std::size_t stations, std::size_t driftWindow, bool watchesInput);

    void observe(const ScoredRow& row);

    /// The window since the last restart, with the energy booked since then.
    [[nodiscard]] WindowEvidence window(SampleCount now, const EnergyLedger& ledger) const;
    /// Starts the next window.
    void restart(SampleCount now, const EnergyLedger& ledger);

    /// Whether enough was observed that drift() can judge: at a share `quorum` of the stations.
    [[nodiscard]] bool canJudgeDrift(double quorum);
    /// The input's distribution, latest against previous, judged against `limit` at every station that was observed
    /// often enough and decided by quorum: `distance` is the one that `quorum` of those stations reach, `have` the
    /// values that `quorum` of all stations hold. Who drifted is said by place; the ids are the caller's to fill in.
    [[nodiscard]] DriftEvidence drift(DistanceKind kind, double limit, double quorum);
    /// How far data kept with a version are from the current window, station by station, by the same quorum; infinite
    /// where no station was observed in both.
    /// Requires: drift() said it was ready; archived is [rows, N], NaN where nothing was observed.
    [[nodiscard]] double distanceTo(std::span<const float> archived, DistanceKind kind, double quorum);

private:
    /// Observed values that a share `quorum` of the stations hold for the drift windows.
    [[nodiscard]] std::size_t collected(double quorum);

    std::size_t m_stations;
    std::vector<WindowDrift> m_inputs;
    SampleCount m_from = 0;
    ErrorAccumulator m_all;
    ErrorAccumulator m_persistence;
    std::array<ErrorAccumulator, kFamilyCount> m_byModel{};
    std::array<EnergyEntry, kFamilyCount> m_energyBefore{};
    std::vector<double> m_distances; ///< scratch, one a station
    std::vector<double> m_archived;  ///< scratch, one station's archived values
    DistanceWorkspace m_workspace;
};

} // namespace mlops
