// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/model_settings.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::ErrorCode;
using twin::Result;

/// The published hyper-parameters of HarmonE (its repository, 2025): five lags, one step ahead. Ridge uses 256 for the
/// first fit and 200 afterwards; the support vector machine keeps its library's default tube of 0.1, which is a tenth
/// of the scaled range.
Result<ModelSettings> harmone2025(Family family)
{
    const FeatureSpec lags{.lags = 5};
    switch (family) {
    case Family::Ridge:
        return ModelSettings{family, "harmone-2025", lags, {1}, RidgeSettings{.alpha = 256.0, .alphaRetrain = 200.0}};
    case Family::Svr:
        return ModelSettings{
            family, "harmone-2025", lags, {1}, SvrSettings{.cost = 0.05, .tube = 0.1, .tolerance = 0.16}};
    case Family::Lstm:
        return ModelSettings{family, "harmone-2025", lags, {1}, LstmSettings{}};
    default:
        return twin::fail(ErrorCode::NotFound, twin::concat("the published system has no ", nameOf(family),
                                                            " model; use the settings 'tuned'"));
    }
}

Result<ModelSettings> tuned(Family family)
{
    const FeatureSpec rich{.lags = 12, .dailyHarmonics = 4, .modulatedLags = 2, .profileDays = 7};
    switch (family) {
    case Family::Ridge:
        return ModelSettings{family, "tuned", rich, {1}, RidgeSettings{.alpha = 0.03, .alphaRetrain = 0.03}};
    case Family::Rls:
        return ModelSettings{family, "tuned", rich, {1}, RlsSettings{}};
    case Family::Svr:
        return ModelSettings{family, "tuned", rich, {1}, SvrSettings{.cost = 10.0, .tube = 0.03, .tolerance = 1e-3}};
    case Family::Lstm:
        return ModelSettings{family, "tuned", FeatureSpec{.lags = 12}, {1}, LstmSettings{.hidden = 16}};
    default:
        return twin::fail(ErrorCode::NotFound, twin::concat(nameOf(family), " has nothing to tune"));
    }
}

} // namespace

Result<ModelSettings> shippedSettings(std::string_view set, Family family)
{
    if (set != "harmone-2025" && set != "tuned") {
        return twin::fail(ErrorCode::NotFound,
                          twin::concat("no settings are called '", set, "'; there are harmone-2025 and tuned"));
    }
    if (family == Family::Persistence || family == Family::SeasonalNaive) {
        return ModelSettings{family, std::string(set), FeatureSpec{.lags = 1}, {1}, NaiveSettings{}};
    }
    return set == "tuned" ? tuned(family) : harmone2025(family);
}

} // namespace mlops
