// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/scenario/what_if.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "twin/core/text.h"
#include "twin/scenario/road_events.h"

namespace twin {

namespace {

constexpr double kEventStep_s = 60.0;                             ///< how often events are looked at
constexpr double kQueueSpeed_mps = 35.0 * kMetresPerSecondPerMph; ///< slower is a queue
constexpr double kQueueShare =
    0.6; ///< of the free speed as it is limited now: traffic that keeps to a low limit is none
constexpr double kIndexSpeed_mps = 60.0 * kMetresPerSecondPerMph; ///< PeMS' free flow speed for TTI
constexpr double kDrivenAtLeast_m = 1.0;                          ///< an empty road has no speed

bool isWhole(double times) { return times >= 1.0 - 1e-6 && std::abs(times - std::round(times)) < 1e-6; }

Result<void> check(const Simulation& branch, const WhatIfSettings& settings)
{
    if (!isWhole(settings.duration_s / settings.interval_s) || !isWhole(settings.interval_s / kEventStep_s) ||
        !isWhole(kEventStep_s / branch.settings().timeStep_s)) {
        return fail(ErrorCode::InvalidInput,
                    concat("what-if of ", settings.duration_s, " s in intervals of ", settings.interval_s,
                           " s and steps of ", branch.settings().timeStep_s,
                           " s: expected whole intervals of whole minutes of whole steps"));
    }
    if (branch.settings().members != 1 || branch.settings().travel != TravelAccounts::PerLink) {
        return fail(ErrorCode::InvalidInput, "what-if: expected a branch of one member that counts travel per link");
    }
    return {};
}

/// One branch on its way.
class Drive {
public:
    Drive(Simulation branch, std::span<const Event> events, const WhatIfSettings& settings)
        : m_branch(std::move(branch)),
          m_events(events, m_branch.network()),
          m_settings(settings),
          m_controls(m_branch.network().links().size()),
          m_driven(m_branch.network().links().size())
    {
    }

    BranchMeasures run(const DemandOutlook& demand)
    {
        const auto intervals = static_cast<std::size_t>(std::lround(m_settings.duration_s / m_settings.interval_s));
        const auto slices = static_cast<std::size_t>(std::lround(m_settings.interval_s / kEventStep_s));
        const auto steps = static_cast<std::size_t>(std::lround(kEventStep_s / m_branch.settings().timeStep_s));
        for (std::size_t i = 0; i < intervals; ++i) {
            m_branch.clearTravel();
            for (std::size_t s = 0; s < slices; ++s) {
                prepare(demand, static_cast<double>(i * slices + s) * kEventStep_s);
                m_branch.run(steps);
            }
            account();
        }
        if (m_measures.vehicleMetres > 0.0) {
            m_measures.travelTimeIndex = kIndexSpeed_mps * m_measures.vehicleSeconds / m_measures.vehicleMetres;
        }
        return m_measures;
    }

    /// Of what run() drove.
    [[nodiscard]] std::vector<float> speeds_mps() const
    {
        std::vector<float> speeds(m_driven.size(), std::numeric_limits<float>::quiet_NaN());
        for (std::size_t l = 0; l < speeds.size(); ++l) {
            if (m_driven[l].vehicleMetres > kDrivenAtLeast_m) {
                speeds[l] = static_cast<float>(m_driven[l].vehicleMetres / m_driven[l].vehicleSeconds);
            }
        }
        return speeds;
    }

private:
    void prepare(const DemandOutlook& demand, double ahead_s)
    {
        const auto passed = std::chrono::seconds(std::lround(ahead_s));
        if (m_events.moveTo(m_settings.start + passed)) {
            for (std::size_t l = 0; l < m_controls.size(); ++l) {
                if (!m_areControlsSet || !(m_controls[l] == m_events.controls()[l])) {
                    m_controls[l] = m_events.controls()[l];
                    m_branch.setControl(LinkIndex(l), m_controls[l]);
                }
            }
        }
        m_areControlsSet = true;
        for (std::size_t o = 0; o < m_branch.origins().size(); ++o) {
            const LinkIndex link = m_branch.origins()[o];
            const double usual_vps = demand(link, ahead_s + kEventStep_s / 2.0);
            m_branch.setDemand(OriginIndex(o), usual_vps * m_events.demandFactors()[link.value] +
                                                   m_events.demandExtras_vps()[link.value]);
        }
    }

    void account()
    {
        m_isQueued.assign(m_controls.size(), false);
        for (std::size_t l = 0; l < m_controls.size(); ++l) {
            const double free_mps = m_branch.network().links()[l].freeSpeed_mps;
            const TravelAccount travel = m_branch.travel(LinkIndex(l), MemberIndex());
            m_measures.vehicleMetres += travel.vehicleMetres;
            m_measures.vehicleSeconds += travel.vehicleSeconds;
            m_driven[l].vehicleMetres += travel.vehicleMetres;
            m_driven[l].vehicleSeconds += travel.vehicleSeconds;
            for (std::size_t t = 0; t < kDelayThresholds_mph.size(); ++t) {
                const double threshold_mps = std::min(free_mps, kDelayThresholds_mph[t] * kMetresPerSecondPerMph);
                m_measures.delay_s[t] += std::max(0.0, travel.vehicleSeconds - travel.vehicleMetres / threshold_mps);
            }
            const double slow_mps = std::min(kQueueSpeed_mps, kQueueShare * free_mps * m_controls[l].freeSpeedFactor);
            m_isQueued[l] = travel.vehicleSeconds * slow_mps > travel.vehicleMetres + kDrivenAtLeast_m;
        }
        m_measures.waiting_s += m_branch.queueSeconds(MemberIndex());
        for (std::size_t o = 0; o < m_branch.origins().size(); ++o) {
            m_measures.longestWaiting_veh =
                std::max(m_measures.longestWaiting_veh, m_branch.queue_veh(OriginIndex(o), MemberIndex()));
        }
        for (const Corridor& corridor : m_branch.network().corridors()) {
            double queued_m = 0.0;
            for (const LinkIndex link : corridor.links) {
                queued_m = m_isQueued[link.value] ? queued_m + m_branch.network().link(link).length_m : 0.0;
                m_measures.longestQueue_m = std::max(m_measures.longestQueue_m, queued_m);
            }
        }
    }

    Simulation m_branch;
    RoadEvents m_events;
    WhatIfSettings m_settings;
    std::vector<LinkControl> m_controls; ///< as set
    bool m_areControlsSet = false;
    std::vector<bool> m_isQueued;        ///< [links] in the last interval
    std::vector<TravelAccount> m_driven; ///< [links] since the branch
    BranchMeasures m_measures;
};

} // namespace

BranchMeasures BranchMeasures::operator-(const BranchMeasures& other) const
{
    BranchMeasures result = *this;
    result.vehicleMetres -= other.vehicleMetres;
    result.vehicleSeconds -= other.vehicleSeconds;
    result.waiting_s -= other.waiting_s;
    for (std::size_t t = 0; t < delay_s.size(); ++t) {
        result.delay_s[t] -= other.delay_s[t];
    }
    result.travelTimeIndex -= other.travelTimeIndex;
    result.longestQueue_m -= other.longestQueue_m;
    result.longestWaiting_veh -= other.longestWaiting_veh;
    return result;
}

Result<BranchMeasures> measureBranch(Simulation branch, const DemandOutlook& demand, std::span<const Event> events,
                                     const WhatIfSettings& settings)
{
    if (const auto checked = check(branch, settings); !checked) {
        return tl::unexpected(checked.error());
    }
    return Drive(std::move(branch), events, settings).run(demand);
}

Result<WhatIf> askWhatIf(const Simulation& branch, const DemandOutlook& demand, std::span<const Event> planned,
                         std::span<const Event> extra, const WhatIfSettings& settings)
{
    if (const auto checked = check(branch, settings); !checked) {
        return tl::unexpected(checked.error());
    }
    WhatIf answer;
    Drive without(branch, planned, settings);
    answer.planned = without.run(demand);
    answer.plannedSpeed_mps = without.speeds_mps();
    std::vector<Event> all(planned.begin(), planned.end());
    all.insert(all.end(), extra.begin(), extra.end());
    Drive with(branch, all, settings);
    answer.changed = with.run(demand);
    answer.changedSpeed_mps = with.speeds_mps();
    return answer;
}

} // namespace twin
