// SPDX-License-Identifier: GPL-3.0-or-later
#include <Eigen/Cholesky>
#include <Eigen/Core>

#include "mlops/forecasting/core_trainer.h"

namespace mlops {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

twin::Result<TrainedModel> trainRidge(const TrainingRequest& request)
{
    const auto& parameters = std::get<RidgeSettings>(request.settings.parameters);
    const double alpha = request.isRetraining ? parameters.alphaRetrain : parameters.alpha;
    const FeatureEncoder encoder(request.settings.features, request.scaler);
    DesignMatrix design = designMatrix(encoder, request.data.series(), request.settings.horizons);
    const auto rows = static_cast<Eigen::Index>(design.rows);
    const auto columns = static_cast<Eigen::Index>(design.columns);
    const auto horizons = static_cast<Eigen::Index>(design.horizons);
    Eigen::Map<RowMatrix> x(design.features.data(), rows, columns);
    Eigen::Map<RowMatrix> y(design.targets.data(), rows, horizons);
    const Eigen::RowVectorXd xMean = x.colwise().mean();
    const Eigen::RowVectorXd yMean = y.colwise().mean();
    x.rowwise() -= xMean;
    y.rowwise() -= yMean;
    RowMatrix gram = x.transpose() * x;
    gram.diagonal().array() += alpha;
    const Eigen::LDLT<RowMatrix> factor(gram);
    const RowMatrix weights = factor.solve(x.transpose() * y).transpose(); // [H, F]
    if (factor.info() != Eigen::Success || !weights.allFinite()) {
        return twin::fail(
            twin::ErrorCode::InvalidInput,
            "training lr: the features are linearly dependent and nothing is penalised; expected alpha > 0");
    }
    const Eigen::RowVectorXd intercepts = yMean - (weights * xMean.transpose()).transpose();
    TrainedModel model{.settings = request.settings, .scaler = request.scaler, .weights = {}, .lossCurve = {}};
    model.weights.push_back(
        {"weights", {design.horizons, design.columns}, {weights.data(), weights.data() + weights.size()}});
    model.weights.push_back(
        {"intercepts", {design.horizons}, {intercepts.data(), intercepts.data() + intercepts.size()}});
    return model;
}

} // namespace mlops
