// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/withheld_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "twin/core/assert.h"
#include "twin/estimation/reading_state.h"
#include "twin/network/links_of_kind.h"

namespace twin {

namespace {

// What a class is made of: the first two may both be, of the others, which say what lies between, one is.
constexpr std::size_t kSlowBefore = 1; ///< the next station upstream stands in a queue
constexpr std::size_t kSlowAfter = 2;  ///< the next station downstream does
constexpr std::size_t kRamp = 0;       ///< a ramp joins or leaves between the two
constexpr std::size_t kPlain = 4;      ///< nothing does
constexpr std::size_t kLaneEnds = 8;   ///< no ramp does, but a lane ends, and may hold back what queue there is
constexpr std::size_t kBefore = 12;    ///< no station upstream counts
constexpr std::size_t kBeyond = 16;    ///< no station downstream counts
// Weights of the model before anything was seen, by class. Between stations it knows what ramps do, and where a queue
// begins and ends if something says where: on a plain road nothing does, the head may be anywhere between the two, and
// what is expected of a step that may be anywhere is the straight line. Upstream of the first station traffic is what
// this station counts soon after. Beyond the last one nobody sees whether the lanes and ramps ahead do what the model
// thinks of them, nor where a queue has its head.
constexpr std::array<double, 20> kSpeedWeights = {
    1.0, 0.9, 0.9, 0.8, // a ramp
    0.0, 0.0, 0.0, 0.0, // nothing
    0.0, 0.8, 0.0, 0.0, // a lane ends
    0.5, 0.5, 0.6, 0.6, // before the first station
    0.0, 0.0, 0.0, 0.0, // beyond the last
};
constexpr std::array<double, 20> kFlowWeights = {
    1.0, 1.0, 0.8, 0.8, // as above
    0.8, 0.0, 0.0, 0.0, //
    0.8, 0.0, 0.0, 0.0, //
    0.0, 0.0, 0.0, 0.0, //
    0.0, 0.0, 0.0, 0.0, //
};
// How far the two are usually apart and how far the mixture is usually off: what a prior weighs in these sums.
constexpr double kFreeApart_mps = 1.0;
constexpr double kSlowApart_mps = 5.0;
constexpr double kFreeError_mps = 0.5;
constexpr double kSlowError_mps = 2.0;
constexpr double kFreeApart_vps = 0.06;
constexpr double kSlowApart_vps = 0.1;
constexpr double kFlowError_vps = 0.05;
/// Share of the capacity that is counted beyond a lane that ends, at least, while it holds a queue back. A bottleneck
/// discharges 3 to 18 % less than it could (Chung, Rudjanakanoknad, Cassidy, Transportation Research B 41 (2007)
/// 82-95).
constexpr double kLeastDischarge = 0.85;
constexpr std::size_t kAll = 2; ///< no half is left out
constexpr double kSlowest_mps = 0.5;

} // namespace

Result<std::unique_ptr<WithheldCheck>> WithheldCheck::build(const std::shared_ptr<const RoadNetwork>& network,
                                                            const std::vector<StationIndex>& stations,
                                                            const ReconstructionSettings& reconstruction,
                                                            const WithheldCheckSettings& settings)
{
    auto check = std::make_unique<WithheldCheck>(Key(), network, stations, reconstruction, settings);
    for (std::size_t half = 0; half < kHalves; ++half) {
        std::vector<StationIndex> kept = stations;
        for (const Line& line : check->m_lines) {
            for (std::size_t i = half; i < line.posts.size(); i += kHalves) {
                std::erase(kept, line.posts[i].station);
            }
        }
        auto without = IntervalReconstruction::build(network, kept, reconstruction);
        if (!without) {
            return tl::unexpected(without.error());
        }
        check->m_without[half] = std::move(*without);
    }
    return check;
}

WithheldCheck::WithheldCheck(Key /*key*/, std::shared_ptr<const RoadNetwork> network,
                             const std::vector<StationIndex>& stations, const ReconstructionSettings& reconstruction,
                             const WithheldCheckSettings& settings)
    : m_network(std::move(network)),
      m_reconstruction(reconstruction),
      m_settings(settings),
      m_seen(m_network->stations().size()),
      m_isSlow(m_network->stations().size(), false)
{
    findLines(stations);
}

void WithheldCheck::findLines(const std::vector<StationIndex>& stations)
{
    for (const Corridor& corridor : m_network->corridors()) {
        Line line{.links = corridor.links, .posts = {}, .ramps = {}, .laneEnds = {}, .trust = {}, .classes = {}};
        line.classes.resize(line.links.size(), 0);
        std::size_t ramps = 0;
        std::size_t laneEnds = 0;
        int lanes = 0;
        for (const LinkIndex link : line.links) {
            const NodeIndex from = m_network->link(link).from;
            ramps += countOfKind(*m_network, m_network->incoming(from), LinkKind::OnRamp) +
                     countOfKind(*m_network, m_network->outgoing(from), LinkKind::OffRamp);
            laneEnds += m_network->link(link).lanes < lanes ? 1 : 0;
            lanes = m_network->link(link).lanes;
            line.ramps.push_back(ramps);
            line.laneEnds.push_back(laneEnds);
        }
        std::size_t place = 0;
        for (const StationIndex station : corridor.stations) {
            const auto& link = m_network->station(station).link;
            if (!link || std::find(stations.begin(), stations.end(), station) == stations.end()) {
                continue;
            }
            while (place + 1 < line.links.size() && line.links[place] != *link) {
                ++place;
            }
            line.posts.push_back({station, place});
        }
        for (std::size_t each = 0; each < kClasses; ++each) {
            settle(line.trust[each], each);
        }
        m_lines.push_back(std::move(line));
    }
}

void WithheldCheck::settle(Trust& trust, const Prior& prior, double readings) const
{
    const double strength = m_settings.priorReadings * prior.apart * prior.apart;
    trust.weight = std::clamp((strength * prior.weight + trust.agreement) / (strength + trust.difference), 0.0, 1.0);
    trust.variance =
        (m_settings.priorErrors * prior.error * prior.error + trust.squares) / (m_settings.priorErrors + readings);
}

void WithheldCheck::settle(ClassTrust& trust, std::size_t ofClass) const
{
    const bool isFree = (ofClass & (kSlowBefore | kSlowAfter)) == 0;
    settle(trust.speed,
           {.weight = kSpeedWeights[ofClass],
            .apart = isFree ? kFreeApart_mps : kSlowApart_mps,
            .error = isFree ? kFreeError_mps : kSlowError_mps},
           trust.readings);
    settle(
        trust.flow,
        {.weight = kFlowWeights[ofClass], .apart = isFree ? kFreeApart_vps : kSlowApart_vps, .error = kFlowError_vps},
        trust.readings);
}

std::size_t WithheldCheck::classOf(const Line& line, std::size_t place, std::size_t half) const
{
    const Post* before = nullptr;
    const Post* after = nullptr;
    for (std::size_t i = 0; i < line.posts.size(); ++i) {
        const Post& post = line.posts[i];
        if (!m_seen[post.station.value].known() || (half < kHalves && i % kHalves == half)) {
            continue;
        }
        if (post.place <= place) {
            before = &post;
        }
        if (post.place >= place && after == nullptr) {
            after = &post;
        }
    }
    const auto isSlow = [this](const Post* post) { return post != nullptr && m_isSlow[post->station.value]; };
    return (isSlow(before) ? kSlowBefore : 0) + (isSlow(after) ? kSlowAfter : 0) + between(line, before, after);
}

std::size_t WithheldCheck::between(const Line& line, const Post* before, const Post* after) const
{
    if (before == nullptr) {
        return kBefore;
    }
    if (after == nullptr) {
        return kBeyond;
    }
    if (line.ramps[before->place] != line.ramps[after->place]) {
        return kRamp;
    }
    return line.laneEnds[before->place] != line.laneEnds[after->place] && mayHoldBack(line, *before, *after) ? kLaneEnds
                                                                                                             : kPlain;
}

/// Whether the narrowest road between the two may be the head of the queue that ends there: if less is counted beyond
/// than it can pass, the queue was let go somewhere else.
bool WithheldCheck::mayHoldBack(const Line& line, const Post& before, const Post& after) const
{
    if (!m_isSlow[before.station.value] || m_isSlow[after.station.value]) {
        return true; // no queue ends between them
    }
    double narrowest_vps = std::numeric_limits<double>::infinity();
    for (std::size_t place = before.place; place <= after.place; ++place) {
        narrowest_vps = std::min(narrowest_vps, m_network->link(line.links[place]).capacity_vps);
    }
    return m_seen[after.station.value].flow_vps >= kLeastDischarge * narrowest_vps;
}

void WithheldCheck::readFrame(const ObservationFrame& frame)
{
    for (const Line& line : m_lines) {
        for (const Post& post : line.posts) {
            const std::size_t s = post.station.value;
            const Link& road = m_network->link(line.links[post.place]);
            m_seen[s] = stateOf(frame.readings[s], m_reconstruction.interval_s, road);
            m_isSlow[s] = m_seen[s].known() && m_seen[s].flow_vps > 0.0 &&
                          m_seen[s].speed_mps < m_reconstruction.slowShare * road.freeSpeed_mps;
        }
    }
}

void WithheldCheck::correct(const ObservationFrame& frame)
{
    TWIN_ASSERT(frame.readings.size() == m_network->stations().size(), "one reading a station");
    readFrame(frame);
    for (std::size_t half = 0; half < kHalves; ++half) {
        m_without[half]->correct(frame);
        for (Line& line : m_lines) {
            if (m_hasStarted) { // the first frame is where a reconstruction starts from
                learn(line, half);
            }
        }
    }
    for (Line& line : m_lines) {
        for (std::size_t each = 0; each < kClasses; ++each) {
            settle(line.trust[each], each);
        }
        for (std::size_t place = 0; place < line.links.size(); ++place) {
            line.classes[place] = classOf(line, place, kAll);
        }
    }
    m_hasStarted = true;
}

void WithheldCheck::learn(Line& line, std::size_t half)
{
    const LinkStates model = m_without[half]->estimate();
    const LinkStates& straight = m_without[half]->line();
    const auto add = [this](Trust& trust, double fromModel, double fromLine, double seen) {
        const double mixed = fromLine + trust.weight * (fromModel - fromLine);
        for (double* sum : {&trust.agreement, &trust.difference, &trust.squares}) {
            *sum *= m_settings.memory;
        }
        trust.agreement += (fromLine - fromModel) * (fromLine - seen);
        trust.difference += (fromLine - fromModel) * (fromLine - fromModel);
        trust.squares += (mixed - seen) * (mixed - seen);
    };
    for (std::size_t i = half; i < line.posts.size(); i += kHalves) {
        const TrafficState& seen = m_seen[line.posts[i].station.value];
        if (!seen.known() || line.posts.size() < 2) {
            continue;
        }
        const std::size_t link = line.links[line.posts[i].place].value;
        ClassTrust& trust = line.trust[classOf(line, line.posts[i].place, half)];
        add(trust.speed, static_cast<double>(model.speed_mps[link]), static_cast<double>(straight.speed_mps[link]),
            seen.speed_mps);
        add(trust.flow, static_cast<double>(model.flow_vps[link]), static_cast<double>(straight.flow_vps[link]),
            seen.flow_vps);
        trust.readings = m_settings.memory * trust.readings + 1.0;
    }
}

LinkStates WithheldCheck::mix(const LinkStates& model, const LinkStates& line) const
{
    LinkStates states = model;
    const auto blend = [](float fromModel, float fromLine, double weight) {
        return fromLine + static_cast<float>(weight) * (fromModel - fromLine);
    };
    for (const Line& each : m_lines) {
        for (std::size_t place = 0; place < each.links.size(); ++place) {
            const std::size_t l = each.links[place].value;
            const ClassTrust& trust = each.trust[each.classes[place]];
            const float flow = blend(model.flow_vps[l], line.flow_vps[l], trust.flow.weight);
            const float speed = std::max(static_cast<float>(kSlowest_mps),
                                         blend(model.speed_mps[l], line.speed_mps[l], trust.speed.weight));
            states.flow_vps[l] = flow;
            states.speed_mps[l] = speed;
            states.density_vpm[l] =
                std::min(static_cast<float>(m_network->link(each.links[place]).jamDensity_vpm), flow / speed);
        }
    }
    return states;
}

std::vector<float> WithheldCheck::speedSpread() const
{
    std::vector<float> spread(m_network->links().size(), std::numeric_limits<float>::quiet_NaN());
    for (const Line& line : m_lines) {
        for (std::size_t place = 0; place < line.links.size(); ++place) {
            spread[line.links[place].value] =
                static_cast<float>(std::sqrt(line.trust[line.classes[place]].speed.variance));
        }
    }
    return spread;
}

} // namespace twin
