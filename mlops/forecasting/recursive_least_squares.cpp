// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/forecasting/recursive_least_squares.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "mlops/forecasting/linear_forecaster.h"
#include "twin/core/clones.h"

namespace mlops {

namespace {

/// Forgetting pauses while the covariance's trace exceeds this much a feature. On scaled traffic it stays below 10.
constexpr double kTraceBound = 100.0;

// Both loops run along rows, so that they vectorise without reordering a sum: the clones for wider registers give the
// same bits. (ISO mode contracts no multiply-add.) Rows are `stride` numbers apart, a whole number of vectors.

/// out = matrix x vector, the matrix symmetric: summed row by row.
GREENLOOP_CLONES void multiplySymmetric(const double* matrix, const double* vector, double* __restrict out,
                                        std::size_t stride)
{
    std::fill_n(out, stride, 0.0);
    for (std::size_t i = 0; i < stride; ++i) {
        const double* row = matrix + i * stride;
        for (std::size_t j = 0; j < stride; ++j) {
            out[j] += vector[i] * row[j];
        }
    }
}

/// covariance = (covariance - gain x gain') x growth. A product of two numbers does not depend on their order, so a
/// symmetric covariance stays exactly symmetric.
GREENLOOP_CLONES void downdate(double* __restrict covariance, const double* gain, double growth, std::size_t stride)
{
    for (std::size_t i = 0; i < stride; ++i) {
        double* row = covariance + i * stride;
        const double factor = gain[i];
        for (std::size_t j = 0; j < stride; ++j) {
            row[j] = (row[j] - factor * gain[j]) * growth;
        }
    }
}

/// Doubles in the widest vector.
constexpr std::size_t kVector = 8;

constexpr std::size_t strideFor(std::size_t n) { return (n + kVector - 1) / kVector * kVector; }

} // namespace

RecursiveLeastSquares::RecursiveLeastSquares(std::size_t n, double prior)
    : m_stride(strideFor(n)), m_weights(n), m_covariance(m_stride * m_stride), m_row(m_stride), m_gain(m_stride)
{
    TWIN_ASSERT(n > 0 && prior > 0.0, "a regression has features and a proper prior");
    for (std::size_t i = 0; i < n; ++i) {
        m_covariance[i * m_stride + i] = 1.0 / prior;
    }
}

RecursiveLeastSquares::RecursiveLeastSquares(std::vector<double> weights, std::span<const double> covariance)
    : m_stride(strideFor(weights.size())),
      m_weights(std::move(weights)),
      m_covariance(m_stride * m_stride),
      m_row(m_stride),
      m_gain(m_stride)
{
    const std::size_t n = m_weights.size();
    TWIN_ASSERT(covariance.size() == n * n, "a covariance is square");
    for (std::size_t i = 0; i < n; ++i) {
        std::ranges::copy(covariance.subspan(i * n, n), &m_covariance[i * m_stride]);
    }
}

std::vector<double> RecursiveLeastSquares::covariance() const
{
    std::vector<double> packed;
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        const auto row = std::span(m_covariance).subspan(i * m_stride, m_weights.size());
        packed.insert(packed.end(), row.begin(), row.end());
    }
    return packed;
}

double RecursiveLeastSquares::predict(std::span<const double> row) const
{
    return std::inner_product(row.begin(), row.end(), m_weights.begin(), 0.0);
}

void RecursiveLeastSquares::learn(std::span<const double> row, double target, double forgetting)
{
    const std::size_t n = m_weights.size();
    std::ranges::copy(row.first(n), m_row.begin());
    multiplySymmetric(m_covariance.data(), m_row.data(), m_gain.data(), m_stride);
    double spread = 0.0;
    double trace = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        spread += m_gain[i] * row[i];
        trace += m_covariance[i * m_stride + i];
    }
    const double denominator = forgetting + spread;
    if (!(denominator > 0.0)) {
        return; // rounding made the covariance indefinite along this row: nothing sound can be learned from it
    }
    const double step = (target - predict(row)) / denominator;
    const double scale = 1.0 / std::sqrt(denominator);
    for (std::size_t i = 0; i < n; ++i) {
        m_weights[i] += m_gain[i] * step;
        m_gain[i] *= scale;
    }
    const double growth = trace < kTraceBound * static_cast<double>(n) ? 1.0 / forgetting : 1.0;
    downdate(m_covariance.data(), m_gain.data(), growth, m_stride);
}

RlsForecaster::RlsForecaster(const ModelSettings& settings, const Scaler& scaler,
                             std::vector<RecursiveLeastSquares> regressions)
    : m_traits(traitsOf(settings)),
      m_encoder(settings.features, scaler),
      m_regressions(std::move(regressions)),
      m_forgetting(std::get<RlsSettings>(settings.parameters).forgetting),
      m_row(m_encoder.size() + 1, 1.0)
{
    m_traits.learnsOnline = true;
    m_traits.history += static_cast<std::size_t>(m_traits.horizons.back());
}

twin::Result<std::unique_ptr<Forecaster>> RlsForecaster::open(const TrainedModel& model, const Scaler& servingScaler)
{
    const std::size_t horizons = model.settings.horizons.size();
    const std::size_t n = model.settings.features.size() + 1;
    const auto weights = requireArray(model, "weights", {horizons, n});
    if (!weights) {
        return tl::unexpected(weights.error());
    }
    const auto covariance = requireArray(model, "covariance", {horizons, n, n});
    if (!covariance) {
        return tl::unexpected(covariance.error());
    }
    std::vector<RecursiveLeastSquares> regressions;
    for (std::size_t h = 0; h < horizons; ++h) {
        const auto w = (*weights)->values.begin() + static_cast<std::ptrdiff_t>(h * n);
        regressions.emplace_back(std::vector<double>(w, w + static_cast<std::ptrdiff_t>(n)),
                                 std::span((*covariance)->values).subspan(h * n * n, n * n));
    }
    return std::unique_ptr<Forecaster>(new RlsForecaster(model.settings, servingScaler, std::move(regressions)));
}

void RlsForecaster::predict(const Past& past, std::span<float> forecast)
{
    for (std::size_t station = 0; station < past.stations; ++station) {
        m_encoder.encode(past, station, std::span(m_row).first(m_encoder.size()));
        for (std::size_t h = 0; h < m_regressions.size(); ++h) {
            const double scaled = m_regressions[h].predict(m_row);
            forecast[h * past.stations + station] = static_cast<float>(m_encoder.scaler().unscale(scaled, station));
        }
    }
}

void RlsForecaster::learn(const Past& now)
{
    for (std::size_t h = 0; h < m_regressions.size(); ++h) {
        const auto ahead = static_cast<std::size_t>(m_traits.horizons[h]);
        if (now.rows() < m_traits.minimumRows + ahead) {
            continue;
        }
        const Past then = now.before(ahead);
        for (std::size_t station = 0; station < now.stations; ++station) {
            if (!now.wasObserved(0, station)) {
                continue;
            }
            m_encoder.encode(then, station, std::span(m_row).first(m_encoder.size()));
            const double truth = m_encoder.scaler().scale(now.flow(0, station), station);
            m_regressions[h].learn(m_row, truth, m_forgetting);
        }
    }
}

twin::Result<TrainedModel> trainRls(const TrainingRequest& request)
{
    const auto& parameters = std::get<RlsSettings>(request.settings.parameters);
    const FeatureEncoder encoder(request.settings.features, request.scaler);
    const DesignMatrix design = designMatrix(encoder, request.data.series(), request.settings.horizons);
    const std::size_t n = design.columns + 1;
    TrainedModel model{.settings = request.settings, .scaler = request.scaler, .weights = {}, .lossCurve = {}};
    model.weights = {{"weights", {design.horizons, n}, {}}, {"covariance", {design.horizons, n, n}, {}}};
    std::vector<double> row(n, 1.0);
    for (std::size_t h = 0; h < design.horizons; ++h) {
        RecursiveLeastSquares regression(n, parameters.prior);
        for (std::size_t i = 0; i < design.rows; ++i) {
            if (request.stop.stop_requested()) {
                return twin::fail(twin::ErrorCode::Cancelled, "training was cancelled");
            }
            const auto features = design.features.begin() + static_cast<std::ptrdiff_t>(i * design.columns);
            std::copy_n(features, design.columns, row.begin());
            regression.learn(row, design.targets[i * design.horizons + h], parameters.forgetting);
        }
        const auto append = [](std::vector<double>& to, const std::vector<double>& from) {
            to.insert(to.end(), from.begin(), from.end());
        };
        append(model.weights[0].values, regression.weights());
        append(model.weights[1].values, regression.covariance());
    }
    return model;
}

} // namespace mlops
