// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The managed system: serves forecasts from one model at a time, keeps every version, trains new ones.

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "mlops/energy/energy_meter.h"
#include "mlops/forecasting/trainer.h"
#include "mlops/mapek/decision.h"
#include "mlops/mapek/fidelity.h"
#include "mlops/registry/training.h"
#include "mlops/runtime/run_log.h"

namespace mlops {

/// What a service needs from outside. All references outlive it.
struct ServiceParts {
    Trainer& trainer;
    const ModelStore* store = nullptr; ///< null: nothing is kept on disk
    EnergyMeter& meter;
    EnergyLedger& ledger;
    RunLog& log;
};

struct ServiceConfig {
    std::vector<ModelSettings> settings; ///< one for each family that can serve
    std::uint64_t seed = 1;
    Fidelity fidelity = Fidelity::corrected();
    std::optional<Scaler> servingScaler; ///< replaces the models' own (Flaw::StreamScaler)
    double holdOutShare = 0.2;           ///< newest part of a training window that judges the candidate
    std::array<SampleCount, kFamilyCount> trainingDelay{}; ///< samples between the order and its effect
    std::string source;                                    ///< name of the data, for the versions' provenance
    std::stop_token stop;                                  ///< cancels trainings
};

/// When a retraining is ordered, and how it is booked.
struct TrainingMoment {
    twin::Tick tick = 0;
    SampleCount sample = 0;
    Booking booking = Booking::Counted;
};

/// What came of an order to retrain.
struct Retraining {
    /// A window of which too little was observed.
    struct TooShort {
        std::size_t samples = 0; ///< that may teach or judge
        std::size_t needed = 0;
    };
    std::string note;                ///< what there is to say about it, empty if nothing
    std::optional<TooShort> refused; ///< nothing where the training was made
};

class ForecastService {
public:
    ForecastService(ServiceParts parts, ServiceConfig config);

    /// Trains (or takes from the store) the first version of every family on the part of `split` that trains.
    /// `scalerPart` is what scalers are fitted on. Errors: those of the trainer.
    [[nodiscard]] twin::Result<void> prepare(const TimeSplit& split, const TrainPart& scalerPart);

    [[nodiscard]] Forecaster& active() { return *serving(m_active).forecaster; }
    [[nodiscard]] ServingModel activeModel() const { return {m_active, serving(m_active).number}; }
    /// The longest past any family looks at.
    [[nodiscard]] std::size_t history() const;
    /// The furthest step ahead any family forecasts.
    [[nodiscard]] int furthestHorizon() const;
    /// Versions of a family, oldest first.
    [[nodiscard]] const std::vector<std::shared_ptr<const ModelVersion>>& versions(Family family) const
    {
        return m_lines[static_cast<std::size_t>(family)].versions;
    }
    [[nodiscard]] std::size_t servingNumber(Family family) const { return serving(family).number; }
    /// Whether the run has models of the family.
    [[nodiscard]] bool canServe(Family family) const { return serving(family).forecaster != nullptr; }
    /// The settings of a family. Requires: it can serve.
    [[nodiscard]] const ModelSettings& settingsOf(Family family) const;

    // Tactics. Each returns what there is to say about its execution, empty if nothing.
    void switchTo(Family family) { m_active = family; }
    [[nodiscard]] std::string reuse(Family family, std::size_t number);
    void setForgetting(double factor) { active().setForgetting(factor); }
    /// Orders a training on `window`, taking effect after the family's delay. Refused, with nothing changed, where too
    /// little of the window was observed to train on or, once trained, to judge by.
    [[nodiscard]] Retraining retrain(const Retrain& order, const SeriesView& window, const TrainingMoment& moment);
    /// Puts trainings into service whose delay has passed. Returns the family that changed, if one did.
    std::optional<Family> takeEffect(SampleCount sample);

private:
    /// All versions of one family and the one that serves.
    struct Line {
        std::vector<std::shared_ptr<const ModelVersion>> versions;
        std::size_t number = 0; ///< of the serving version, counting from 1
        std::unique_ptr<Forecaster> forecaster;
    };
    struct Pending {
        Family family = Family::Persistence;
        std::size_t number = 0;
        SampleCount at = 0;
        std::unique_ptr<Forecaster> forecaster;
    };

    [[nodiscard]] Line& serving(Family family) { return m_lines[static_cast<std::size_t>(family)]; }
    [[nodiscard]] const Line& serving(Family family) const { return m_lines[static_cast<std::size_t>(family)]; }
    [[nodiscard]] TrainingOrder orderFor(Family family) const;
    [[nodiscard]] const Scaler* servingScaler() const;
    [[nodiscard]] twin::Result<std::unique_ptr<Forecaster>> open(const ModelVersion& version) const;
    [[nodiscard]] std::optional<Retraining> refusal(Family family, const TimeSplit& split, bool gated) const;
    [[nodiscard]] bool loses(const HoldOut& candidate, Family family, const TimeSplit& split, std::string& note);

    ServiceParts m_parts;
    ServiceConfig m_config;
    Family m_active = Family::Persistence;
    std::array<Line, kFamilyCount> m_lines{};
    std::vector<Pending> m_pending;
};

} // namespace mlops
