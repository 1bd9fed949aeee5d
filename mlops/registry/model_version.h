// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A trained model with everything that is needed to trust it: what it was trained on, with what, from which version,
// how it did on data it had not seen, and what the training cost.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mlops/energy/energy_meter.h"
#include "mlops/forecasting/trained_model.h"
#include "mlops/registry/hold_out.h"

namespace mlops {

/// Why a version came to be.
enum class TrainingReason { Initial, Periodic, Drift, Skill, User };
[[nodiscard]] std::string_view nameOf(TrainingReason reason);
[[nodiscard]] twin::Result<TrainingReason> trainingReasonNamed(std::string_view name);

/// What a model was trained on.
struct TrainingWindow {
    std::string source;         ///< name of the data set or stream
    std::int64_t firstTick = 0; ///< of that source; negative ticks lie before a run's first
    std::size_t rows = 0;
    std::size_t stations = 1;
    double shareImputed = 0.0; ///< of the readings: those not observed, which taught nothing
    std::string digest;        ///< SHA-256 of the readings and of what of them was not observed

    [[nodiscard]] std::size_t readings() const { return rows * stations; }
    /// Readings that were observed.
    [[nodiscard]] std::size_t observed() const;
    /// Intervals and observed readings, in words.
    [[nodiscard]] std::string extent() const { return extentText(rows, readings(), observed()); }

    friend bool operator==(const TrainingWindow&, const TrainingWindow&) = default;
};

struct ModelVersion {
    std::string id; ///< SHA-256 of the training's inputs: equal inputs, equal id
    TrainedModel model;
    std::string parent; ///< id of the version this one is to replace, or empty
    TrainingReason reason = TrainingReason::Initial;
    TrainingWindow window;
    /// [rows, stations], NaN where nothing was observed: kept so that later data can be compared with them.
    std::vector<float> trainingFlows;
    std::uint64_t seed = 0;
    std::optional<HoldOut> holdOut; ///< nothing where no observed reading was left to judge
    TrainingCost cost;

    [[nodiscard]] Family family() const { return model.settings.family; }
    /// The first eight digits of the id.
    [[nodiscard]] std::string shortId() const { return id.substr(0, 8); }
};

/// The id that a training of these inputs will have.
[[nodiscard]] std::string versionIdOf(const ModelSettings& settings, const Scaler& scaler, const TrainingWindow& window,
                                      std::uint64_t seed, bool isRetraining);

/// SHA-256 over shape, values and, where something was not observed, the marks.
[[nodiscard]] std::string digestOf(const SeriesView& series);

} // namespace mlops
