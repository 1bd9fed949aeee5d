// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Quantities of an ensemble, one row a quantity and one column a member, and the one operation of a serial filter: fold
// a scalar observation into a row. Rows are padded with zero weight so that the loops run in whole vectors.
//
// Source: J. S. Whitaker, T. M. Hamill, Monthly Weather Review 130 (2002) 1913-1924, equations 10 to 13: the serial
// square root filter without perturbed observations.

#include <cstddef>
#include <span>
#include <vector>

namespace twin {

class EnsembleRows {
public:
    EnsembleRows() = default;
    EnsembleRows(std::size_t rows, std::size_t members);

    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t members() const { return m_members; }
    [[nodiscard]] std::span<float> row(std::size_t i) { return {m_values.data() + i * m_members, m_members}; }
    [[nodiscard]] std::span<const float> row(std::size_t i) const
    {
        return {m_values.data() + i * m_members, m_members};
    }
    void fill(float value);

private:
    std::size_t m_rows = 0;
    std::size_t m_members = 0;
    std::vector<float> m_values;
};

[[nodiscard]] float meanOf(std::span<const float> row);
/// Unbiased. Requires: at least two members.
[[nodiscard]] float varianceOf(std::span<const float> row);
/// Widens a row about its mean.
void inflate(std::span<float> row, float factor);

/// What one scalar observation does to an ensemble.
class ScalarUpdate {
public:
    /// Requires: errorVariance > 0; predicted holds what each member would have observed.
    ScalarUpdate(std::span<const float> predicted, float observed, float errorVariance);

    /// Innovation squared over its expected variance: 1 on average if the filter is honest.
    [[nodiscard]] double normalisedInnovation() const;
    /// Corrects a row, its covariance with the observation tapered by `weight` in [0, 1].
    void apply(std::span<float> row, float weight) const;

private:
    std::vector<float> m_anomalies; ///< of the predicted observation
    std::vector<float> m_steps;     ///< d - alpha y'_k: by what, times the gain, each member moves
    float m_innovation = 0.0F;
    float m_totalVariance = 1.0F;
};

} // namespace twin
