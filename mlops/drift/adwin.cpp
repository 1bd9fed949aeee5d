// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/adwin.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "twin/core/assert.h"

namespace mlops {

namespace {

double bucketWidth(std::size_t row) { return static_cast<double>(std::uint64_t{1} << row); }

/// What the squared deviations of two groups lack to be those of the groups together.
double squaresBetween(double count0, double mean0, double count1, double mean1)
{
    const double difference = mean0 - mean1;
    return count0 * count1 * difference * difference / (count0 + count1);
}

std::size_t firstLook(const AdwinSettings& settings)
{
    const std::size_t shortest = std::max(settings.gracePeriod + 1, 2 * settings.minimumWindow);
    return (shortest + settings.clock - 1) / settings.clock * settings.clock;
}

} // namespace

Adwin::Adwin(const AdwinSettings& settings) : m_settings(settings), m_needed(0), m_rowSize(settings.maximumBuckets + 1)
{
    TWIN_ASSERT(settings.confidence > 0.0 && settings.confidence < 1.0, "a confidence lies in (0, 1)");
    TWIN_ASSERT(settings.clock > 0 && settings.minimumWindow > 0, "ADWIN compares windows now and then");
    TWIN_ASSERT(settings.maximumBuckets >= 2, "ADWIN merges two buckets and keeps at least one");
    m_needed = firstLook(settings);
    reset();
}

void Adwin::reset()
{
    m_counts.assign(1, 0);
    m_buckets.assign(m_rowSize, Bucket{});
    m_seen = 0;
    m_width = 0.0;
    m_total = 0.0;
    m_squares = 0.0;
    m_startsOver = false;
}

std::size_t Adwin::buckets() const { return std::accumulate(m_counts.begin(), m_counts.end(), std::size_t{0}); }

DriftState Adwin::update(double x)
{
    TWIN_ASSERT(std::isfinite(x), "a drift detector is fed finite values");
    if (m_startsOver) {
        reset();
    }
    insert(x);
    ++m_seen;
    if (m_seen < m_needed) {
        return DriftState::Collecting;
    }
    if (m_seen % m_settings.clock == 0) {
        while (hasCut()) {
            dropOldestBucket();
            m_startsOver = true;
        }
    }
    return m_startsOver ? DriftState::Drift : DriftState::Stable;
}

void Adwin::insert(double x)
{
    if (m_width > 0.0) {
        m_squares += squaresBetween(m_width, m_total / m_width, 1.0, x);
    }
    m_width += 1.0;
    m_total += x;
    append(0, {x, 0.0});
    mergeFullRows();
}

void Adwin::append(std::size_t index, const Bucket& bucket)
{
    if (index == m_counts.size()) {
        m_counts.push_back(0);
        m_buckets.resize(m_buckets.size() + m_rowSize);
    }
    row(index)[m_counts[index]++] = bucket;
}

void Adwin::removeOldest(std::size_t index, std::size_t count)
{
    Bucket* const oldest = row(index);
    std::copy(oldest + count, oldest + m_counts[index], oldest);
    m_counts[index] -= count;
}

void Adwin::mergeFullRows()
{
    for (std::size_t index = 0; index < m_counts.size() && m_counts[index] == m_rowSize; ++index) {
        const Bucket older = row(index)[0];
        const Bucket newer = row(index)[1];
        const double width = bucketWidth(index);
        const double between = squaresBetween(width, older.total / width, width, newer.total / width);
        removeOldest(index, 2);
        append(index + 1, {older.total + newer.total, older.squares + newer.squares + between});
    }
}

void Adwin::dropOldestBucket()
{
    const std::size_t last = m_counts.size() - 1;
    const Bucket oldest = row(last)[0];
    const double width = bucketWidth(last);
    m_width -= width;
    m_total -= oldest.total;
    const double between = squaresBetween(width, oldest.total / width, m_width, m_total / m_width);
    m_squares = std::max(0.0, m_squares - oldest.squares - between); // rounding may take it below 0
    removeOldest(last, 1);
    if (m_counts[last] == 0) {
        m_counts.pop_back();
        m_buckets.resize(m_buckets.size() - m_rowSize);
    }
}

bool Adwin::hasCut() const
{
    const auto shortest = static_cast<double>(m_settings.minimumWindow);
    Part older;
    Part newer{m_width, m_total};
    for (std::size_t index = m_counts.size(); index-- > 0;) {
        for (std::size_t k = 0; k < m_counts[index]; ++k) {
            const Part bucket{bucketWidth(index), row(index)[k].total};
            older = {older.width + bucket.width, older.total + bucket.total};
            newer = {newer.width - bucket.width, newer.total - bucket.total};
            if (newer.width < shortest) {
                return false;
            }
            if (older.width >= shortest && differ(older, newer)) {
                return true;
            }
        }
    }
    return false;
}

bool Adwin::differ(const Part& older, const Part& newer) const
{
    const double left = static_cast<double>(m_settings.minimumWindow) - 1.0;
    const double inverse = 1.0 / (older.width - left) + 1.0 / (newer.width - left);
    const double logTerm = std::log(2.0 * std::log(m_width) / m_settings.confidence);
    const double bound = std::sqrt(2.0 * inverse * variance() * logTerm) + 2.0 / 3.0 * logTerm * inverse;
    return std::abs(older.total / older.width - newer.total / newer.width) > bound;
}

} // namespace mlops
