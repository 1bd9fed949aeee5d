// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/drift/hddm_w.h"

#include <cmath>

#include "twin/core/assert.h"

namespace mlops {

namespace {

/// By how much a weighted average of values in [0, 1] exceeds its expectation with the given chance only.
/// Source: McDiarmid's inequality, as in the paper's corollary on weighted sums.
double mcDiarmidBound(double squaredWeights, double confidence)
{
    return std::sqrt(squaredWeights * std::log(1.0 / confidence) / 2.0);
}

} // namespace

void HddmW::Average::add(double x, double weight)
{
    if (isEmpty) {
        value = x;
        isEmpty = false;
        return;
    }
    const double kept = 1.0 - weight;
    value = kept * value + weight * x;
    squaredWeights = kept * kept * squaredWeights + weight * weight;
}

HddmW::HddmW(const HddmWSettings& settings) : m_settings(settings)
{
    TWIN_ASSERT(settings.driftConfidence > 0.0 && settings.driftConfidence <= settings.warningConfidence &&
                    settings.warningConfidence < 1.0,
                "a warning comes no later than a drift");
    TWIN_ASSERT(settings.weightOfNewest > 0.0 && settings.weightOfNewest < 1.0, "a weight lies in (0, 1)");
}

void HddmW::reset()
{
    m_seen = 0;
    m_all = {};
    m_best = {};
    m_since = {};
    m_leastUpper = std::numeric_limits<double>::infinity();
    m_startsOver = false;
}

bool HddmW::hasRisenAt(double confidence) const
{
    // While nothing came later, m_since is 0 and lies above nothing.
    const double bound = mcDiarmidBound(m_best.squaredWeights + m_since.squaredWeights, confidence);
    return m_since.value - m_best.value > bound;
}

DriftState HddmW::update(double x)
{
    TWIN_ASSERT(x >= 0.0 && x <= 1.0, "HDDM is fed misses: 0, 1 or a share between");
    if (m_startsOver) {
        reset();
    }
    ++m_seen;
    m_all.add(x, m_settings.weightOfNewest);
    const double upper = m_all.value + mcDiarmidBound(m_all.squaredWeights, m_settings.driftConfidence);
    if (upper < m_leastUpper) {
        m_leastUpper = upper;
        m_best = m_all;
        m_since = {};
    } else {
        m_since.add(x, m_settings.weightOfNewest);
    }
    m_startsOver = hasRisenAt(m_settings.driftConfidence);
    if (m_startsOver) {
        return DriftState::Drift;
    }
    if (hasRisenAt(m_settings.warningConfidence)) {
        return DriftState::Warning;
    }
    return m_seen < samplesNeeded() ? DriftState::Collecting : DriftState::Stable;
}

} // namespace mlops
