// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/registry/version_json.h"

#include <stdexcept>

#include "twin/core/text.h"

namespace mlops {

namespace {

using Json = nlohmann::ordered_json;
using twin::ErrorCode;
using twin::Result;

Json toJson(const FeatureSpec& spec)
{
    return {{"lags", spec.lags},
            {"daily_harmonics", spec.dailyHarmonics},
            {"modulated_lags", spec.modulatedLags},
            {"profile_days", spec.profileDays},
            {"profile_ahead", spec.profileAhead}};
}

struct ParametersToJson {
    Json operator()(const NaiveSettings& /*p*/) const { return Json::object(); }
    Json operator()(const RidgeSettings& p) const { return {{"alpha", p.alpha}, {"alpha_retrain", p.alphaRetrain}}; }
    Json operator()(const RlsSettings& p) const { return {{"forgetting", p.forgetting}, {"prior", p.prior}}; }
    Json operator()(const SvrSettings& p) const
    {
        return {{"cost", p.cost}, {"tube", p.tube}, {"tolerance", p.tolerance}, {"most_rows", p.mostRows}};
    }
    Json operator()(const LstmSettings& p) const
    {
        return {{"hidden", p.hidden}, {"epochs", p.epochs}, {"batch", p.batch}, {"learning_rate", p.learningRate}};
    }
};

void readParameters(const Json& json, ModelSettings& settings)
{
    switch (settings.family) {
    case Family::Ridge:
        settings.parameters = RidgeSettings{json.at("alpha"), json.at("alpha_retrain")};
        break;
    case Family::Rls:
        settings.parameters = RlsSettings{json.at("forgetting"), json.at("prior")};
        break;
    case Family::Svr:
        settings.parameters = SvrSettings{json.at("cost"), json.at("tube"), json.at("tolerance"), json.at("most_rows")};
        break;
    case Family::Lstm:
        settings.parameters =
            LstmSettings{json.at("hidden"), json.at("epochs"), json.at("batch"), json.at("learning_rate")};
        break;
    default:
        settings.parameters = NaiveSettings{};
    }
}

Json toJson(const HoldOut& holdOut)
{
    return {{"n", holdOut.count},
            {"mae", holdOut.mae},
            {"rmse", holdOut.rmse},
            {"r2", holdOut.r2 ? Json(*holdOut.r2) : Json(nullptr)},
            {"persistence_mae", holdOut.persistenceMae},
            {"persistence_rmse", holdOut.persistenceRmse}};
}

HoldOut holdOutFromJson(const Json& json)
{
    HoldOut holdOut{
        json.at("n"), json.at("mae"), json.at("rmse"), {}, json.at("persistence_mae"), json.at("persistence_rmse")};
    if (!json.at("r2").is_null()) {
        holdOut.r2 = json.at("r2").get<double>();
    }
    return holdOut;
}

Json toJson(const TrainingCost& cost)
{
    return {{"cpu_s", cost.cpu.value},
            {"wall_s", cost.wall.value},
            {"measured_j", cost.measured ? Json(cost.measured->value) : Json(nullptr)}};
}

TrainingCost costFromJson(const Json& json)
{
    TrainingCost cost{{json.at("cpu_s").get<double>()}, {json.at("wall_s").get<double>()}, {}};
    if (!json.at("measured_j").is_null()) {
        cost.measured = twin::Joules{json.at("measured_j").get<double>()};
    }
    return cost;
}

ModelSettings readSettings(const Json& json)
{
    ModelSettings settings;
    const auto family = familyNamed(json.at("family").get<std::string>());
    if (!family) {
        throw std::invalid_argument(family.error().message);
    }
    settings.family = *family;
    settings.set = json.at("set");
    const Json& features = json.at("features");
    settings.features = {features.at("lags"), features.at("daily_harmonics"), features.at("modulated_lags"),
                         features.at("profile_days"), features.value("profile_ahead", std::vector<int>{})};
    settings.horizons = json.at("horizons").get<std::vector<int>>();
    readParameters(json.at("parameters"), settings);
    return settings;
}

ModelVersion readVersion(const Json& json)
{
    ModelVersion version;
    version.id = json.at("id");
    version.parent = json.at("parent");
    const auto reason = trainingReasonNamed(json.at("reason").get<std::string>());
    if (!reason) {
        throw std::invalid_argument(reason.error().message);
    }
    version.reason = *reason;
    version.seed = json.at("seed");
    version.model.settings = readSettings(json.at("settings"));
    version.model.scaler = Scaler(json.at("scaler").at("offsets").get<std::vector<double>>(),
                                  json.at("scaler").at("spans").get<std::vector<double>>());
    version.model.lossCurve = json.at("loss_curve").get<std::vector<double>>();
    for (const Json& array : json.at("arrays")) {
        version.model.weights.push_back({array.at("name"), array.at("shape").get<std::vector<std::size_t>>(), {}});
    }
    const Json& window = json.at("window");
    version.window = {window.at("source"),   window.at("first_tick"),    window.at("rows"),
                      window.at("stations"), window.at("share_imputed"), window.at("digest")};
    if (!json.at("hold_out").is_null()) {
        version.holdOut = holdOutFromJson(json.at("hold_out"));
    }
    version.cost = costFromJson(json.at("cost"));
    return version;
}

} // namespace

Json toJson(const ModelSettings& settings)
{
    return {{"family", nameOf(settings.family)},
            {"set", settings.set},
            {"features", toJson(settings.features)},
            {"horizons", settings.horizons},
            {"parameters", std::visit(ParametersToJson{}, settings.parameters)}};
}

Result<ModelSettings> settingsFromJson(const Json& json)
{
    try {
        return readSettings(json);
    } catch (const std::exception& error) {
        return twin::fail(ErrorCode::InvalidInput, twin::concat("model settings: ", error.what()));
    }
}

Json toJson(const ModelVersion& version)
{
    Json arrays = Json::array();
    for (const WeightArray& array : version.model.weights) {
        arrays.push_back({{"name", array.name}, {"shape", array.shape}});
    }
    const TrainingWindow& window = version.window;
    return {{"id", version.id},
            {"parent", version.parent},
            {"reason", nameOf(version.reason)},
            {"encoder_version", kEncoderVersion},
            {"settings", toJson(version.model.settings)},
            {"seed", version.seed},
            {"window",
             {{"source", window.source},
              {"first_tick", window.firstTick},
              {"rows", window.rows},
              {"stations", window.stations},
              {"share_imputed", window.shareImputed},
              {"digest", window.digest}}},
            {"hold_out", version.holdOut ? toJson(*version.holdOut) : Json(nullptr)},
            {"cost", toJson(version.cost)},
            {"scaler", {{"offsets", version.model.scaler.offsets()}, {"spans", version.model.scaler.spans()}}},
            {"loss_curve", version.model.lossCurve},
            {"arrays", arrays}};
}

Result<ModelVersion> versionFromJson(const Json& json)
{
    try {
        return readVersion(json);
    } catch (const std::exception& error) {
        return twin::fail(ErrorCode::Corrupt, twin::concat("model version: ", error.what()));
    }
}

} // namespace mlops
