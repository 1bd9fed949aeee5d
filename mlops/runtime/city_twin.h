// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The road network's part of a tick: which detectors to believe, what to put where none spoke, and the state of every
// link between and beyond them.

#include <memory>
#include <span>
#include <vector>

#include "twin/estimation/state_estimator.h"
#include "twin/sensing/detector_health.h"
#include "twin/sensing/imputation.h"

namespace mlops {

class CityTwin {
public:
    /// Requires: the feed whose frames will be checked gives the stations of `health` in the same order.
    CityTwin(twin::DetectorHealth health, twin::Imputer imputer, std::unique_ptr<twin::StateEstimator> estimator)
        : m_health(std::move(health)), m_imputer(std::move(imputer)), m_estimator(std::move(estimator))
    {
    }

    /// Judges the detectors; what is missing or must not be believed is imputed in `frame` and marked so.
    void check(twin::ObservationFrame& frame)
    {
        m_health.update(frame);
        m_imputer.update(frame, m_health.verdicts());
    }
    /// Moves the network on by one interval and corrects it by what was observed.
    void estimate(const twin::ObservationFrame& frame)
    {
        m_estimator->advance();
        m_estimator->correct(frame);
        m_links = m_estimator->estimate();
    }

    [[nodiscard]] std::span<const twin::DetectorFault> health() const { return m_health.verdicts(); }
    [[nodiscard]] const twin::LinkStates& links() const { return m_links; }
    [[nodiscard]] const twin::StateEstimator& estimator() const { return *m_estimator; }

private:
    twin::DetectorHealth m_health;
    twin::Imputer m_imputer;
    std::unique_ptr<twin::StateEstimator> m_estimator;
    twin::LinkStates m_links;
};

} // namespace mlops
