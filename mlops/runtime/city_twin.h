// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The road network's part of a tick: which detectors to believe, what to put where none spoke, the state of every link
// between and beyond them, and that state in the next hour.

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "mlops/runtime/network_outlook.h"
#include "twin/estimation/ensemble_filter.h"
#include "twin/sensing/detector_health.h"
#include "twin/sensing/imputation.h"

namespace mlops {

class CityTwin {
public:
    /// Requires: the feed whose frames will be checked gives the stations of `health` in the same order.
    CityTwin(twin::DetectorHealth health, twin::Imputer imputer, std::unique_ptr<twin::EnsembleFilter> estimator,
             const OutlookSettings& outlook = {})
        : m_health(std::move(health)),
          m_imputer(std::move(imputer)),
          m_estimator(std::move(estimator)),
          m_outlook(m_estimator->network(), outlook)
    {
    }

    /// Judges the detectors; what is missing or must not be believed is imputed in `frame` and marked so.
    void check(twin::ObservationFrame& frame)
    {
        m_health.update(frame);
        m_imputer.update(frame, m_health.verdicts());
    }
    /// Scores what was predicted for this frame. Requires: check() came before.
    void score(const twin::ObservationFrame& frame) { m_outlook.score(frame); }
    /// Moves the network on by one interval and corrects it by what was observed.
    void estimate(const twin::ObservationFrame& frame)
    {
        m_possible = frame;
        for (twin::Observation& reading : m_possible.readings) {
            if (reading.flow_veh < 0.0F) { // what an induced drift may say; no road does
                reading = {};
            }
        }
        m_estimator->advance();
        m_estimator->correct(m_possible);
        m_links = m_estimator->estimate();
    }
    /// Predicts the network, driven by the forecast, where that is due. Requires: estimate() came before.
    void lookAhead(const StationForecast& forecast) { m_outlook.predict(*m_estimator, forecast, m_possible); }

    /// What is expected to enter from now on: as the forecast of this tick says, else as it is.
    [[nodiscard]] twin::DemandOutlook demandAhead() const
    {
        const bool isDriven = m_outlook.madeAt() == m_possible.tick && m_outlook.madeAt() >= 0;
        return isDriven ? twin::followForecast(m_estimator->boundary(), *m_estimator->network(), m_outlook.drivenBy())
                        : twin::holdDemand(m_estimator->boundary(), *m_estimator->network());
    }

    [[nodiscard]] std::span<const twin::DetectorFault> health() const { return m_health.verdicts(); }
    [[nodiscard]] const twin::LinkStates& links() const { return m_links; }
    /// The newest prediction, one entry a horizon of the active model; empty before the first forecast.
    [[nodiscard]] const std::vector<NetworkAhead>& ahead() const { return m_outlook.ahead(); }
    [[nodiscard]] const NetworkOutlook& outlook() const { return m_outlook; }
    [[nodiscard]] const twin::EnsembleFilter& estimator() const { return *m_estimator; }

private:
    twin::DetectorHealth m_health;
    twin::Imputer m_imputer;
    std::unique_ptr<twin::EnsembleFilter> m_estimator;
    NetworkOutlook m_outlook;
    twin::LinkStates m_links;
    twin::ObservationFrame m_possible; ///< scratch: the frame without what no road can do
};

} // namespace mlops
