// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A small synthetic data set for tests of whole runs: no files, no LibTorch needed.

#include <cstring>

#include "mlops/experiment/run_experiment.h"
#include "mlops/forecasting/core_trainer.h"
#include "mlops/mapek/decision_json.h"
#include "twin/sensing/synthetic_station.h"

namespace mlops {

/// Three weeks of the synthetic station; the first 1,900 intervals train.
inline ExperimentData madeUpData(int weeks = 3)
{
    const twin::LocalClock clock("UTC", {});
    auto station = twin::makeSyntheticStation({.seed = 3, .weeks = weeks, .start = twin::UtcTime{}, .clock = clock});
    const twin::Measurements& all = station.measurements;
    ExperimentData data;
    data.name = "made-up";
    const auto cut = all.readings.begin() + 1900;
    const twin::Measurements training{all.axis, all.stations, {all.readings.begin(), cut}};
    data.adoptTraining(training);
    data.stream = {all.axis.from(1900), all.stations, {cut, all.readings.end()}};
    return data;
}

/// A spec whose approach needs no LSTM.
inline RunSpec madeUpSpec(const std::string& approach, std::uint64_t seed = 1)
{
    RunSpec spec;
    spec.approach = approach;
    spec.protocol = harmone2025Protocol();
    spec.energy.kind = "recorded";
    spec.seed = seed;
    return spec;
}

/// Keeps every record as text, so that two runs can be compared.
class RecordingLog : public RunLog {
public:
    void append(const TickRecord& record) override
    {
        ticks += std::to_string(record.tick) + ":" + std::to_string(static_cast<int>(record.model.family));
        for (const float value : record.forecast) {
            std::uint32_t bits = 0;
            std::memcpy(&bits, &value, sizeof bits);
            ticks += "," + std::to_string(bits);
        }
        ticks += "\n";
    }
    void append(const Decision& decision) override { decisions += toJsonLine(decision) + "\n"; }
    void append(const EnergyRecord& record) override { joules += record.spent.energy.value; }
    void append(const VersionRecord& record) override { versions.push_back(record.version->id); }
    void append(const EventRecord& record) override { events += record.kind + "\n"; }
    void commit() override {}
    void finish(RunStatus status, const std::string& /*summary*/) override { ended = status; }
    [[nodiscard]] const twin::Result<void>& status() const override { return m_status; }

    std::string ticks;
    std::string decisions;
    std::string events;
    std::vector<std::string> versions;
    double joules = 0.0;
    RunStatus ended = RunStatus::Running;

private:
    twin::Result<void> m_status;
};

} // namespace mlops
