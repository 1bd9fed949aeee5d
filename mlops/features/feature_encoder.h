// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a model sees of the past, computed in one place for training and for serving. A FeatureSpec is stored with every
// model version; kEncoderVersion changes whenever the same spec would give other numbers.

#include <cstddef>
#include <span>
#include <vector>

#include "mlops/features/past.h"
#include "mlops/features/scaler.h"
#include "mlops/features/time_split.h"

namespace mlops {

inline constexpr int kEncoderVersion = 1;

/// Which features stand in a row, in this order. All flows are scaled by the model's own scaler.
struct FeatureSpec {
    int lags = 5;           ///< the newest `lags` flows, oldest first
    int dailyHarmonics = 0; ///< cos and sin of 1..n cycles a day, at the slot being forecast (one step ahead)
    int modulatedLags = 0;  ///< the newest n flows, each times the first two daily harmonics (4 numbers a lag):
                            ///< lets the autoregression change over the day
    int profileDays = 0;    ///< two numbers: the mean of the last n days around the slot being forecast, and
                            ///< around the slot before it, each over three slots; fewer days where fewer are there
    std::vector<int> profileAhead{}; ///< with a profile: one more such mean for each of these steps ahead

    friend bool operator==(const FeatureSpec&, const FeatureSpec&) = default;
    /// Numbers in a row.
    [[nodiscard]] std::size_t size() const;
    /// Rows of past that serve every feature in full.
    [[nodiscard]] std::size_t history(int slotsPerDay) const;
};

class FeatureEncoder {
public:
    FeatureEncoder(const FeatureSpec& spec, Scaler scaler);

    [[nodiscard]] const FeatureSpec& spec() const { return m_spec; }
    [[nodiscard]] const Scaler& scaler() const { return m_scaler; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Fewest rows of past that can be encoded at all.
    [[nodiscard]] std::size_t minimumRows() const { return static_cast<std::size_t>(m_spec.lags); }

    /// Writes the features of one station. Requires: past.rows() >= minimumRows(), row.size() == size().
    void encode(const Past& past, std::size_t station, std::span<double> row) const;

private:
    void writeProfile(const Past& past, std::size_t station, std::span<double> out) const;

    FeatureSpec m_spec;
    Scaler m_scaler;
    std::size_t m_size;
    std::vector<double> m_harmonics; ///< [slotsPerDay, 2 x cycles], filled for m_slotsPerDay
    int m_slotsPerDay = 0;
};

/// Training rows of all stations: features [rows, size] and scaled targets [rows, horizons], both row-major.
struct DesignMatrix {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t horizons = 0;
    std::vector<double> features;
    std::vector<double> targets;
};

/// Samples of `series` that may teach: windows of `lags` rows whose targets lie inside it, the newest input and every
/// target observed (observed.h says why). `horizons` are steps ahead, ascending, >= 1.
[[nodiscard]] std::size_t sampleCount(const SeriesView& series, std::size_t lags, std::span<const int> horizons);

/// Every sample of `series` that sampleCount() counts, the encoder's shortest past as lags.
/// Rows are ordered by time, then by station.
[[nodiscard]] DesignMatrix designMatrix(const FeatureEncoder& encoder, const SeriesView& series,
                                        std::span<const int> horizons);

/// Taking every so-manieth of `rows` leaves at most `most`, and of a matrix ordered by time and station takes every
/// station alike: the stride has no factor in common with their number. (Where samples are left out, nearly alike.)
[[nodiscard]] std::size_t thinningStride(std::size_t rows, std::size_t most, std::size_t stations);

} // namespace mlops
