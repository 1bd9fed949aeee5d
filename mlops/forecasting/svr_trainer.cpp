// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <libsvm/svm.h>

#include "mlops/forecasting/core_trainer.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

struct ModelDeleter {
    void operator()(svm_model* model) const { svm_free_and_destroy_model(&model); }
};

void saySilently(const char* /*text*/) {}

/// LIBSVM's sparse rows: index 1..F and a terminator, every value present.
struct Problem {
    std::vector<svm_node> nodes;
    std::vector<svm_node*> rows;
    std::vector<double> targets;
};

/// Every `stride`-th row, so that a large set stays within the solver's reach.
Problem thinned(const DesignMatrix& design, std::size_t horizon, std::size_t stride)
{
    const std::size_t width = design.columns + 1;
    const std::size_t rows = (design.rows + stride - 1) / stride;
    Problem problem;
    problem.nodes.resize(rows * width);
    for (std::size_t i = 0; i < rows; ++i) {
        svm_node* row = &problem.nodes[i * width];
        for (std::size_t j = 0; j < design.columns; ++j) {
            row[j] = {static_cast<int>(j) + 1, design.features[i * stride * design.columns + j]};
        }
        row[design.columns] = {-1, 0.0};
        problem.rows.push_back(row);
        problem.targets.push_back(design.targets[i * stride * design.horizons + horizon]);
    }
    return problem;
}

svm_parameter parameterOf(const SvrSettings& settings)
{
    svm_parameter parameter{};
    parameter.svm_type = EPSILON_SVR;
    parameter.kernel_type = LINEAR;
    parameter.C = settings.cost;
    parameter.p = settings.tube;
    parameter.eps = settings.tolerance;
    parameter.cache_size = 200;
    parameter.shrinking = 1;
    return parameter;
}

/// f(x) = sum_i c_i <sv_i, x> - rho is one weighted sum: w = sum_i c_i sv_i, b = -rho.
void appendCollapsed(const svm_model& machine, std::size_t columns, TrainedModel& model)
{
    std::vector<double> weights(columns);
    for (int i = 0; i < machine.l; ++i) {
        for (const svm_node* node = machine.SV[i]; node->index > 0; ++node) {
            weights[static_cast<std::size_t>(node->index) - 1] += machine.sv_coef[0][i] * node->value;
        }
    }
    auto& all = model.weights[0].values;
    all.insert(all.end(), weights.begin(), weights.end());
    model.weights[1].values.push_back(-machine.rho[0]);
}

} // namespace

twin::Result<TrainedModel> trainSvr(const TrainingRequest& request)
{
    const auto& parameters = std::get<SvrSettings>(request.settings.parameters);
    const FeatureEncoder encoder(request.settings.features, request.scaler);
    const DesignMatrix design = designMatrix(encoder, request.data.series(), request.settings.horizons);
    const std::size_t stride = thinningStride(design.rows, static_cast<std::size_t>(std::max(1, parameters.mostRows)),
                                              request.data.series().stations);
    TrainedModel model{.settings = request.settings, .scaler = request.scaler, .weights = {}, .lossCurve = {}};
    model.weights = {{"weights", {design.horizons, design.columns}, {}}, {"intercepts", {design.horizons}, {}}};
    svm_set_print_string_function(&saySilently);
    const svm_parameter parameter = parameterOf(parameters);
    for (std::size_t h = 0; h < design.horizons; ++h) {
        if (request.stop.stop_requested()) {
            return twin::fail(twin::ErrorCode::Cancelled, "training was cancelled");
        }
        Problem problem = thinned(design, h, stride);
        const svm_problem data{static_cast<int>(problem.rows.size()), problem.targets.data(), problem.rows.data()};
        if (const char* complaint = svm_check_parameter(&data, &parameter)) {
            return twin::fail(twin::ErrorCode::InvalidInput, twin::concat("training svm: LIBSVM says: ", complaint));
        }
        const std::unique_ptr<svm_model, ModelDeleter> machine(svm_train(&data, &parameter));
        appendCollapsed(*machine, design.columns, model);
        if (request.progress) {
            request.progress(static_cast<double>(h + 1) / static_cast<double>(design.horizons));
        }
    }
    return model;
}

} // namespace mlops
