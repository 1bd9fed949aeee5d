// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/features/feature_encoder.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace mlops {

namespace {

constexpr int kModulationCycles = 2;
constexpr std::size_t kProfileNumbers = 2;
constexpr int kProfileHalfWidth = 1; ///< slots averaged on each side

/// Windows of `lags` rows whose furthest target lies inside the series.
std::size_t windowCount(const SeriesView& series, std::size_t lags, std::span<const int> horizons)
{
    const std::size_t span = lags + static_cast<std::size_t>(horizons.back());
    return series.rows() < span ? 0 : series.rows() - span + 1;
}

/// Whether something may be learned from the sample whose inputs are the `known` first rows.
bool teaches(const SeriesView& series, std::size_t known, std::size_t station, std::span<const int> horizons)
{
    return series.wasObserved(known - 1, station) && std::ranges::all_of(horizons, [&](int horizon) {
               return series.wasObserved(known + static_cast<std::size_t>(horizon) - 1, station);
           });
}

int harmonicCycles(const FeatureSpec& spec)
{
    return spec.modulatedLags > 0 ? std::max(spec.dailyHarmonics, kModulationCycles) : spec.dailyHarmonics;
}

} // namespace

std::size_t FeatureSpec::size() const
{
    const int numbers = lags + 2 * dailyHarmonics + 2 * kModulationCycles * modulatedLags;
    return static_cast<std::size_t>(numbers) + (profileDays > 0 ? kProfileNumbers + profileAhead.size() : 0);
}

std::size_t FeatureSpec::history(int slotsPerDay) const
{
    const int profile = profileDays > 0 ? profileDays * slotsPerDay + kProfileHalfWidth + 1 : 0;
    return static_cast<std::size_t>(std::max(lags, profile));
}

FeatureEncoder::FeatureEncoder(const FeatureSpec& spec, Scaler scaler)
    : m_spec(spec), m_scaler(std::move(scaler)), m_size(spec.size())
{
    TWIN_ASSERT(spec.lags >= 1 && spec.modulatedLags <= spec.lags, "a feature row has at least one lag");
    m_slotsPerDay = 288;
    const auto cycles = static_cast<std::size_t>(harmonicCycles(spec));
    m_harmonics.resize(static_cast<std::size_t>(m_slotsPerDay) * 2 * cycles);
    for (std::size_t slot = 0; slot < static_cast<std::size_t>(m_slotsPerDay); ++slot) {
        for (std::size_t cycle = 0; cycle < cycles; ++cycle) {
            const double angle = 2.0 * std::numbers::pi * static_cast<double>((cycle + 1) * slot) / m_slotsPerDay;
            m_harmonics[(slot * cycles + cycle) * 2] = std::cos(angle);
            m_harmonics[(slot * cycles + cycle) * 2 + 1] = std::sin(angle);
        }
    }
}

void FeatureEncoder::encode(const Past& past, std::size_t station, std::span<double> row) const
{
    TWIN_ASSERT(past.rows() >= minimumRows(), "the past is long enough to encode");
    const auto lags = static_cast<std::size_t>(m_spec.lags);
    std::size_t at = 0;
    for (std::size_t back = lags; back-- > 0;) {
        row[at++] = m_scaler.scale(past.flow(back, station), station);
    }
    const auto cycles = static_cast<std::size_t>(harmonicCycles(m_spec));
    if (cycles > 0) {
        // The table is laid out for 288 slots; other steps map onto it in proportion.
        const int target = (past.slot.slotOfDay + 1) % past.slot.slotsPerDay;
        const auto slot = static_cast<std::size_t>(target * m_slotsPerDay / past.slot.slotsPerDay);
        const double* waves = &m_harmonics[slot * 2 * cycles];
        for (std::size_t i = 0; i < 2 * static_cast<std::size_t>(m_spec.dailyHarmonics); ++i) {
            row[at++] = waves[i];
        }
        for (std::size_t lag = 0; lag < static_cast<std::size_t>(m_spec.modulatedLags); ++lag) {
            for (std::size_t wave = 0; wave < 2 * static_cast<std::size_t>(kModulationCycles); ++wave) {
                row[at++] = row[lags - 1 - lag] * waves[wave];
            }
        }
    }
    if (m_spec.profileDays > 0) {
        writeProfile(past, station, row.subspan(at, kProfileNumbers + m_spec.profileAhead.size()));
    }
}

void FeatureEncoder::writeProfile(const Past& past, std::size_t station, std::span<double> out) const
{
    const auto day = static_cast<std::size_t>(past.slot.slotsPerDay);
    const std::size_t rows = past.rows();
    const std::size_t reach = kProfileHalfWidth + 1; // slot being forecast, one more on each side
    const std::size_t days =
        rows > reach ? std::min(static_cast<std::size_t>(m_spec.profileDays), (rows - reach) / day) : 0;
    if (days == 0) {
        std::ranges::fill(out, m_scaler.scale(past.flow(0, station), station));
        return;
    }
    double ahead = 0.0;
    double now = 0.0;
    for (std::size_t d = 1; d <= days; ++d) {
        // A day before the slot being forecast lies day - 1 rows back.
        const std::size_t centre = d * day - 1;
        const double shared = past.flow(centre, station) + past.flow(centre + 1, station);
        ahead += shared + past.flow(centre - 1, station);
        now += shared + past.flow(centre + 2, station);
    }
    const auto count = static_cast<double>(days * (2 * kProfileHalfWidth + 1));
    out[0] = m_scaler.scale(ahead / count, station);
    out[1] = m_scaler.scale(now / count, station);
    for (std::size_t i = 0; i < m_spec.profileAhead.size(); ++i) {
        const auto steps = static_cast<std::size_t>(m_spec.profileAhead[i]);
        double sum = 0.0;
        for (std::size_t d = 1; d <= days; ++d) {
            const std::size_t centre = d * day - steps;
            sum += past.flow(centre, station) + past.flow(centre + 1, station) + past.flow(centre - 1, station);
        }
        out[kProfileNumbers + i] = m_scaler.scale(sum / count, station);
    }
}

std::size_t thinningStride(std::size_t rows, std::size_t most, std::size_t stations)
{
    std::size_t stride = std::max<std::size_t>(1, (rows + most - 1) / most);
    while (stride > 1 && std::gcd(stride, stations) != 1) {
        ++stride;
    }
    return stride;
}

std::size_t sampleCount(const SeriesView& series, std::size_t lags, std::span<const int> horizons)
{
    const std::size_t windows = windowCount(series, lags, horizons);
    if (series.observed.empty()) {
        return windows * series.stations;
    }
    std::size_t count = 0;
    for (std::size_t window = 0; window < windows; ++window) {
        for (std::size_t station = 0; station < series.stations; ++station) {
            count += teaches(series, lags + window, station, horizons) ? 1 : 0;
        }
    }
    return count;
}

DesignMatrix designMatrix(const FeatureEncoder& encoder, const SeriesView& series, std::span<const int> horizons)
{
    TWIN_ASSERT(!horizons.empty() && std::ranges::is_sorted(horizons) && horizons.front() >= 1,
                "horizons are steps ahead, ascending");
    const std::size_t first = encoder.minimumRows();
    const std::size_t windows = windowCount(series, first, horizons);
    DesignMatrix design;
    design.columns = encoder.size();
    design.horizons = horizons.size();
    design.rows = sampleCount(series, first, horizons);
    design.features.resize(design.rows * design.columns);
    design.targets.reserve(design.rows * design.horizons);
    std::size_t row = 0;
    for (std::size_t window = 0; window < windows; ++window) {
        const std::size_t known = first + window;
        const Past past{series.flows.first(known * series.stations), series.stations,
                        series.axis.slotAt(static_cast<twin::Tick>(known) - 1)};
        for (std::size_t station = 0; station < series.stations; ++station) {
            if (!teaches(series, known, station, horizons)) {
                continue;
            }
            encoder.encode(past, station, std::span(design.features).subspan(row * design.columns, design.columns));
            ++row;
            for (const int horizon : horizons) {
                const std::size_t target = known + static_cast<std::size_t>(horizon) - 1;
                design.targets.push_back(
                    encoder.scaler().scale(series.flows[target * series.stations + station], station));
            }
        }
    }
    return design;
}

} // namespace mlops
