// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/ensemble_rows.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "twin/core/assert.h"

namespace twin {

namespace {

constexpr std::size_t kLanes = 16; ///< partial sums side by side, so that the compiler may keep them in vectors

float dot(const float* a, const float* b, std::size_t count)
{
    std::array<float, kLanes> partial{};
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            partial[lane] += a[i + lane] * b[i + lane];
        }
    }
    float sum = 0.0F;
    for (; i < count; ++i) {
        sum += a[i] * b[i];
    }
    for (const float each : partial) {
        sum += each;
    }
    return sum;
}

} // namespace

EnsembleRows::EnsembleRows(std::size_t rows, std::size_t members)
    : m_rows(rows), m_members(members), m_values(rows * members, 0.0F)
{
}

void EnsembleRows::fill(float value) { std::fill(m_values.begin(), m_values.end(), value); }

float meanOf(std::span<const float> row)
{
    std::array<float, kLanes> partial{};
    std::size_t i = 0;
    for (; i + kLanes <= row.size(); i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            partial[lane] += row[i + lane];
        }
    }
    float sum = 0.0F;
    for (; i < row.size(); ++i) {
        sum += row[i];
    }
    for (const float each : partial) {
        sum += each;
    }
    return sum / static_cast<float>(row.size());
}

float varianceOf(std::span<const float> row)
{
    const float mean = meanOf(row);
    float sum = 0.0F;
    for (const float each : row) {
        sum += (each - mean) * (each - mean);
    }
    return sum / static_cast<float>(row.size() - 1);
}

void inflate(std::span<float> row, float factor)
{
    const float mean = meanOf(row);
    for (float& each : row) {
        each = mean + factor * (each - mean);
    }
}

ScalarUpdate::ScalarUpdate(std::span<const float> predicted, float observed, float errorVariance)
    : m_anomalies(predicted.begin(), predicted.end()), m_steps(predicted.size())
{
    TWIN_ASSERT(errorVariance > 0.0F, "an observation is never exact");
    TWIN_ASSERT(predicted.size() >= 2, "an ensemble has members");
    const float mean = meanOf(predicted);
    const float variance = varianceOf(predicted);
    m_innovation = observed - mean;
    m_totalVariance = variance + errorVariance;
    const float alpha = 1.0F / (1.0F + std::sqrt(errorVariance / m_totalVariance));
    for (std::size_t k = 0; k < predicted.size(); ++k) {
        m_anomalies[k] -= mean;
        m_steps[k] = m_innovation - alpha * m_anomalies[k];
    }
}

double ScalarUpdate::normalisedInnovation() const
{
    return static_cast<double>(m_innovation) * static_cast<double>(m_innovation) / static_cast<double>(m_totalVariance);
}

void ScalarUpdate::apply(std::span<float> row, float weight) const
{
    // The anomalies sum to zero, so the row's own mean need not be taken off.
    const float covariance = dot(row.data(), m_anomalies.data(), row.size()) / static_cast<float>(row.size() - 1);
    const float gain = weight * covariance / m_totalVariance;
    const float* steps = m_steps.data();
    for (std::size_t k = 0; k < row.size(); ++k) {
        row[k] += gain * steps[k];
    }
}

} // namespace twin
