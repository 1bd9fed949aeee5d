// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The hyper-parameters of every family, as plain values. Two sets are shipped: `harmone-2025`, the published ones, and
// `tuned`, ours, chosen by rolling-origin validation on training data alone (see models/README.md for how).

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mlops/features/feature_encoder.h"
#include "mlops/forecasting/forecaster.h"
#include "twin/core/result.h"

namespace mlops {

struct NaiveSettings {
    friend bool operator==(const NaiveSettings&, const NaiveSettings&) = default;
};

struct RidgeSettings {
    double alpha = 1.0;        ///< penalty on squared weights, intercept free
    double alphaRetrain = 1.0; ///< the same when retrained on the stream (the published system uses another one)

    friend bool operator==(const RidgeSettings&, const RidgeSettings&) = default;
};

struct RlsSettings {
    double forgetting = 0.9995; ///< weight of the past per sample
    double prior = 1.0;         ///< initial ridge penalty

    friend bool operator==(const RlsSettings&, const RlsSettings&) = default;
};

struct SvrSettings {
    double cost = 1.0;       ///< C
    double tube = 0.1;       ///< epsilon of the insensitive tube, in scaled units
    double tolerance = 1e-3; ///< stopping tolerance
    int mostRows = 4000;     ///< larger training sets are thinned evenly: the solver is quadratic in rows

    friend bool operator==(const SvrSettings&, const SvrSettings&) = default;
};

struct LstmSettings {
    int hidden = 50;
    int epochs = 50;
    int batch = 16;
    double learningRate = 1e-3; ///< Adam

    friend bool operator==(const LstmSettings&, const LstmSettings&) = default;
};

struct ModelSettings {
    Family family = Family::Ridge;
    std::string set = "harmone-2025"; ///< the name of the set these came from
    FeatureSpec features;
    std::vector<int> horizons{1};
    std::variant<NaiveSettings, RidgeSettings, RlsSettings, SvrSettings, LstmSettings> parameters;

    friend bool operator==(const ModelSettings&, const ModelSettings&) = default;
};

/// The shipped settings of a family. Errors: NotFound for an unknown set name.
[[nodiscard]] twin::Result<ModelSettings> shippedSettings(std::string_view set, Family family);

} // namespace mlops
