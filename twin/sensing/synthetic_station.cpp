// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/sensing/synthetic_station.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "twin/core/random.h"

namespace twin {

namespace {

constexpr int kSlotsPerDay = 288;
constexpr int kTicksPerWeek = 7 * kSlotsPerDay;
constexpr double kHour = 12.0; ///< slots

/// A bump of height 1 around `centre`, wrapped around midnight; all in slots.
double bump(double slot, double centre, double width)
{
    double distance = std::fabs(slot - centre);
    distance = std::min(distance, kSlotsPerDay - distance);
    return std::exp(-0.5 * distance * distance / (width * width));
}

/// Mean flow as a share of the peak.
double profile(const CalendarSlot& slot, bool lateFlat)
{
    const double time = slot.slotOfDay;
    const double delay = lateFlat ? 50.0 / 5.0 : 0.0;
    const double breadth = lateFlat ? 1.5 : 1.0;
    const double night = 0.06;
    if (slot.dayOfWeek == 0 || slot.dayOfWeek == 6) {
        return night + 0.55 * bump(time, 14.0 * kHour + delay, 3.6 * kHour * breadth);
    }
    const double morning = 0.86 * bump(time, 7.8 * kHour + delay, 1.25 * kHour * breadth);
    const double midday = 0.50 * bump(time, 12.8 * kHour, 3.0 * kHour);
    const double evening = 0.84 * bump(time, 17.2 * kHour + delay, 1.6 * kHour * breadth);
    return night + morning + midday + evening;
}

std::vector<DriftEpisode> episodesFor(int weeks)
{
    struct Plan {
        DriftEpisodeKind kind;
        double fromDay;
        double days;
    };
    constexpr std::array<Plan, 3> kPlans{{{DriftEpisodeKind::LateFlatPeaks, 14.0, 6.0},
                                          {DriftEpisodeKind::StopAndGo, 23.0, 6.0},
                                          {DriftEpisodeKind::Bottleneck, 32.0, 6.0}}};
    std::vector<DriftEpisode> episodes;
    for (const Plan& plan : kPlans) {
        const auto from = static_cast<Tick>(plan.fromDay * kSlotsPerDay);
        const auto to = static_cast<Tick>((plan.fromDay + plan.days) * kSlotsPerDay);
        if (to <= static_cast<Tick>(weeks) * kTicksPerWeek) {
            episodes.push_back({plan.kind, from, to});
        }
    }
    return episodes;
}

const DriftEpisode* episodeAt(std::span<const DriftEpisode> episodes, Tick tick)
{
    const auto found = std::ranges::find_if(
        episodes, [tick](const DriftEpisode& episode) { return tick >= episode.from && tick < episode.to; });
    return found == episodes.end() ? nullptr : &*found;
}

/// The station's traffic, interval by interval.
class Traffic {
public:
    explicit Traffic(const SyntheticStationSettings& settings)
        : m_peak(settings.peak_veh), m_random(settings.seed, "synthetic-station")
    {
    }

    double next(const CalendarSlot& slot, Tick tick, const DriftEpisode* episode)
    {
        const auto is = [episode](DriftEpisodeKind kind) { return episode != nullptr && episode->kind == kind; };
        if (slot.slotOfDay == 0) {
            m_dayFactor = 1.0 + 0.05 * m_random.normal();
        }
        double mean = m_peak * m_dayFactor * profile(slot, is(DriftEpisodeKind::LateFlatPeaks));
        // Deviations persist: what is fuller than usual now is likely to be so in five minutes.
        m_deviation = 0.86 * m_deviation + 0.055 * m_random.normal();
        mean *= 1.0 + m_deviation;
        if (is(DriftEpisodeKind::StopAndGo)) {
            const double swing = std::sin(2.0 * std::numbers::pi * static_cast<double>(tick) / 5.0 + m_phase);
            m_phase += 0.10 * m_random.normal();
            mean *= 1.0 + 0.34 * swing * (mean > 0.25 * m_peak ? 1.0 : 0.0);
        }
        if (is(DriftEpisodeKind::Bottleneck)) {
            const double capacity = 0.62 * m_peak * (1.0 + 0.02 * m_random.normal());
            const double wanting = std::max(0.0, mean) + m_queue;
            mean = std::min(wanting, capacity);
            m_queue = wanting - mean;
        } else {
            m_queue = 0.0;
        }
        // Counts scatter more than independent arrivals would: vehicles come in platoons.
        const double scatter = 1.35 * (static_cast<double>(m_random.poisson(std::max(0.0, mean))) - mean);
        return std::max(0.0, std::round(mean + scatter));
    }

private:
    double m_peak;
    RandomStream m_random;
    double m_dayFactor = 1.0;
    double m_deviation = 0.0;
    double m_phase = 0.0;
    double m_queue = 0.0;
};

/// Takes readings away and marks runs of an hour as imputed, filled with the mean of what stood there.
void addGaps(const SyntheticStationSettings& settings, std::vector<Observation>& readings)
{
    RandomStream random(settings.seed, "synthetic-station-gaps");
    const std::size_t hour = static_cast<std::size_t>(kHour);
    for (Observation& reading : readings) {
        if (random.uniform() < settings.missingShare) {
            reading = Observation{};
        }
    }
    for (std::size_t start = 0; start + hour <= readings.size(); start += hour) {
        if (random.uniform() < settings.imputedShare) {
            const float level = std::isnan(readings[start].flow_veh) ? 0.0F : readings[start].flow_veh;
            for (std::size_t i = start; i < start + hour; ++i) {
                readings[i].flow_veh = level;
                readings[i].observed_pct = 0;
            }
        }
    }
}

} // namespace

std::string_view nameOf(DriftEpisodeKind kind)
{
    switch (kind) {
    case DriftEpisodeKind::LateFlatPeaks:
        return "late-flat-peaks";
    case DriftEpisodeKind::StopAndGo:
        return "stop-and-go";
    case DriftEpisodeKind::Bottleneck:
        return "bottleneck";
    }
    return "";
}

SyntheticStation makeSyntheticStation(const SyntheticStationSettings& settings)
{
    SyntheticStation station;
    station.episodes = episodesFor(settings.weeks);
    Measurements& measurements = station.measurements;
    measurements.axis = TimeAxis(settings.start, std::chrono::minutes(5), settings.clock);
    Station place;
    place.id = "900001";
    place.kind = StationKind::Mainline;
    place.lanes = settings.lanes;
    measurements.stations = {place};
    Traffic traffic(settings);
    const Tick ticks = static_cast<Tick>(settings.weeks) * kTicksPerWeek;
    measurements.readings.resize(static_cast<std::size_t>(ticks));
    for (Tick tick = 0; tick < ticks; ++tick) {
        Observation& reading = measurements.readings[static_cast<std::size_t>(tick)];
        const double flow = traffic.next(measurements.axis.slotAt(tick), tick, episodeAt(station.episodes, tick));
        reading.flow_veh = static_cast<float>(flow);
        reading.observed_pct = 100;
    }
    addGaps(settings, measurements.readings);
    return station;
}

} // namespace twin
