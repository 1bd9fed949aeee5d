// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/runtime/twin_runtime.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mlops {

namespace {

/// A legacy distance is clipped to this range before versions are compared, as the published code does.
constexpr double kLargestVersionDistance = 10.0;

/// Rows of history kept so that every training window is at hand.
std::size_t historyRows(const RuntimeParts& parts, const RuntimeConfig& config, const SeriesView& before)
{
    const Timing& timing = config.timing;
    const std::size_t training = std::max(timing.periodicData, timing.driftData) + 1;
    return std::max({parts.service.history() + 1, training, before.rows() + 1});
}

Knowledge initialKnowledge(const RuntimeParts& parts, const DecisionMap& map)
{
    Knowledge knowledge;
    const ApproachTraits& traits = parts.approach.traits();
    knowledge.active = traits.start;
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        knowledge.beliefs[i].score = map.score.startScore[i];
    }
    if (const Boundary* score = map.boundaryOn(Metric::Score)) {
        knowledge.scoreLaw = initialState(*score);
    }
    if (const Boundary* energy = map.boundaryOn(Metric::NormalisedEnergy)) {
        knowledge.energyLaw = initialState(*energy);
    }
    if (traits.learnsOnline) {
        const auto& settings = parts.service.settingsOf(traits.start);
        knowledge.usualForgetting = std::get<RlsSettings>(settings.parameters).forgetting;
        knowledge.forgetting = knowledge.usualForgetting;
    }
    return knowledge;
}

TraceStep tooShort(const Retraining::TooShort& window)
{
    return {
        StepKind::WindowTooShort, true, 2, {static_cast<double>(window.samples), static_cast<double>(window.needed)}};
}

} // namespace

TwinRuntime::TwinRuntime(RuntimeParts parts, RuntimeConfig config, const SeriesView& before)
    : m_parts(parts),
      m_config(std::move(config)),
      m_stations(m_parts.feed.stations().size()),
      m_history(m_stations, historyRows(m_parts, m_config, before)),
      m_monitor(m_stations, m_config.timing.driftWindow, m_parts.approach.traits().hasDriftChecks),
      m_chance(m_config.seed, "planner"),
      m_knowledge(initialKnowledge(m_parts, m_config.map)),
      m_flows(m_stations),
      m_quality(m_stations),
      m_observed(m_stations),
      m_map(std::make_shared<const DecisionMap>(m_config.map)),
      m_nextDriftCheck(m_config.timing.firstDriftCheck)
{
    m_frame.tick = -1;
    m_looksFurther = m_parts.service.furthestHorizon() > 1;
    TWIN_ASSERT(before.rows() == 0 || before.stations == m_stations, "the past is of the feed's stations");
    for (std::size_t row = 0; row < before.rows(); ++row) {
        const SeriesView one = before.slice(row, 1);
        m_history.push(one.flows, one.axis.slotAt(0), one.observed);
    }
    m_parts.service.switchTo(m_knowledge.active);
}

bool TwinRuntime::step()
{
    obey();
    m_parts.meter.start();
    if (!m_parts.feed.next(m_frame)) {
        return false;
    }
    if (m_parts.city != nullptr) {
        m_parts.city->check(m_frame);
    }
    sense();
    score();
    m_parts.meter.lap({Phase::Sense, m_knowledge.active, 0, Booking::Counted});
    estimate();
    learn();
    forecast();
    adaptWhereDue();
    record();
    return true;
}

void TwinRuntime::sense()
{
    const twin::CalendarSlot slot = m_parts.feed.axis().slotAt(m_frame.tick);
    const Past past = m_history.past();
    m_allObserved = true;
    for (std::size_t station = 0; station < m_stations; ++station) {
        const twin::Observation& reading = m_frame.readings[station];
        const twin::Quality quality = reading.quality();
        m_quality[station] = static_cast<std::uint8_t>(quality);
        m_observed[station] = quality == twin::Quality::Observed ? 1 : 0;
        m_allObserved = m_allObserved && quality == twin::Quality::Observed;
        m_flows[station] = reading.flow_veh;
        if (quality == twin::Quality::Missing) {
            // The rule for a reading that is not there: yesterday's at this time, else the one before, else none at
            // all.
            const auto day = static_cast<std::size_t>(slot.slotsPerDay);
            m_flows[station] = past.rows() >= day ? past.flow(day - 1, station)
                               : past.rows() > 0  ? past.flow(0, station)
                                                  : 0.0F;
        }
    }
    m_history.push(m_flows, slot, m_observed);
}

void TwinRuntime::estimate()
{
    if (m_parts.city != nullptr) {
        m_parts.city->estimate(m_frame);
        m_parts.meter.lap({Phase::Estimate, m_knowledge.active, 0, Booking::Counted});
    }
}

RunSummary TwinRuntime::summary() const
{
    RunSummary summary = m_summary;
    summary.horizons = m_book.scores();
    if (m_parts.city != nullptr) {
        summary.network = m_parts.city->outlook().scores();
    }
    return summary;
}

void TwinRuntime::score()
{
    const Past past = m_history.past();
    if (m_parts.city != nullptr) {
        m_parts.city->score(m_frame);
    }
    if (m_looksFurther) {
        m_book.score(past);
    }
    if (m_pending.values.empty()) {
        return;
    }
    ++m_scored;
    const std::span<const float> before = past.before(1).flows.last(m_stations);
    const std::span<const float> forecast = std::span<const float>(m_pending.values).first(m_stations);
    m_monitor.observe({m_pending.model.family, m_flows, forecast, before, m_observed});
    for (std::size_t station = 0; station < m_stations; ++station) {
        if (m_observed[station] != 0) {
            m_summary.errors.add(m_flows[station], forecast[station]);
            m_summary.persistence.add(m_flows[station], before[station]);
            ++m_summary.samples;
        }
    }
}

void TwinRuntime::learn()
{
    Forecaster& model = m_parts.service.active();
    if (model.traits().learnsOnline && !m_pending.values.empty()) {
        model.learn(m_history.past());
        m_parts.meter.lap({Phase::OnlineLearning, m_knowledge.active, m_stations, Booking::Counted});
    }
}

void TwinRuntime::forecast()
{
    if (const auto changed = m_parts.service.takeEffect(m_scored)) {
        afterTraining(*changed);
    }
    Forecaster& model = m_parts.service.active();
    const Past past = m_history.past();
    m_pending.model = m_parts.service.activeModel();
    if (m_frame.tick + 1 < m_config.warmUpTicks || past.rows() < model.traits().minimumRows) {
        m_pending.values.clear();
        if (m_looksFurther) {
            m_book.keep({}, {});
        }
        return;
    }
    m_pending.values.resize(model.traits().horizons.size() * m_stations);
    model.predict(past, m_pending.values);
    if (m_parts.city != nullptr) { // whatever a model makes of shifted readings: fewer than no vehicles pass nowhere
        for (float& flow_veh : m_pending.values) {
            flow_veh = std::max(0.0F, flow_veh);
        }
    }
    const Lap lap{Phase::Inference, m_pending.model.family, m_stations, Booking::Counted};
    m_latency = m_parts.meter.lap(lap).value;
    if (m_looksFurther) {
        m_book.keep(model.traits().horizons, m_pending.values);
    }
    if (m_parts.city != nullptr) {
        m_parts.city->lookAhead({model.traits().horizons, m_pending.values});
        m_parts.meter.lap({Phase::Estimate, m_pending.model.family, 0, Booking::Counted});
    }
    m_summary.latencySum_s += m_latency;
    m_summary.forecasts += m_stations;
}

void TwinRuntime::record()
{
    TickRecord tick{.tick = m_frame.tick, .model = m_pending.model, .flows = m_flows, .quality = {}, .forecast = {}};
    if (!m_allObserved) {
        tick.quality = m_quality;
    }
    tick.forecast = m_pending.values;
    tick.latency_s = m_latency;
    if (m_parts.city != nullptr) {
        const auto health = m_parts.city->health();
        m_healthCodes.assign(health.size(), 0);
        std::ranges::transform(health, m_healthCodes.begin(),
                               [](twin::DetectorFault fault) { return static_cast<std::uint8_t>(fault); });
        tick.health = m_healthCodes;
        tick.links = &m_parts.city->links();
        tick.ahead = aheadNow();
    }
    m_parts.log.append(tick);
    m_parts.meter.lap({Phase::Record, m_knowledge.active, 0, Booking::Counted});
    if ((m_frame.tick + 1) % m_config.settleEvery == 0) {
        settle();
    }
}

std::span<const NetworkAhead> TwinRuntime::aheadNow() const
{
    const NetworkOutlook& outlook = m_parts.city->outlook();
    return outlook.madeAt() == m_frame.tick ? std::span(outlook.ahead()) : std::span<const NetworkAhead>();
}

Booking TwinRuntime::controlBooking() const
{
    return m_config.fidelity.has(Flaw::PublishedAccount) ? Booking::LeftOut : Booking::Counted;
}

DistanceKind TwinRuntime::distanceKind(const Boundary& boundary) const
{
    return m_config.fidelity.has(Flaw::SeparateEdges) ? DistanceKind::LegacyKl : boundary.distance;
}

Evidence TwinRuntime::gather(CheckKind kind)
{
    Evidence evidence;
    if (kind == CheckKind::Cycle) {
        evidence.window = m_monitor.window(m_scored, m_parts.ledger);
        m_monitor.restart(m_scored, m_parts.ledger);
    } else if (kind == CheckKind::Drift) {
        const Boundary& boundary = *m_map->boundaryOn(Metric::DriftDistance);
        evidence.drift = m_monitor.drift(distanceKind(boundary), boundary.reference, m_config.quorum);
        for (DriftedStation& drifted : evidence.drift.drifted) {
            drifted.id = m_parts.feed.stations()[drifted.station].id;
        }
        // Versions are compared only when an answer may be needed: it costs one distance each.
        if (evidence.drift.ready && evidence.drift.distance > boundary.reference) {
            compareVersions(evidence.drift, boundary);
        }
    }
    return evidence;
}

void TwinRuntime::compareVersions(DriftEvidence& drift, const Boundary& boundary)
{
    const Family active = m_knowledge.active;
    const auto& versions = m_parts.service.versions(active);
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const double distance =
            m_monitor.distanceTo(versions[i]->trainingFlows, distanceKind(boundary), m_config.quorum);
        drift.archive.push_back(
            {i + 1, std::min(distance, kLargestVersionDistance), i + 1 == m_parts.service.servingNumber(active)});
    }
}

void TwinRuntime::check(CheckKind kind)
{
    const Booking booking = controlBooking();
    const Family family = m_knowledge.active;
    m_parts.meter.settle(m_parts.ledger);
    Decision decision;
    decision.tick = m_frame.tick;
    Situation& situation = decision.situation;
    situation.check = kind;
    situation.now = m_scored;
    situation.knowledge = m_knowledge;
    situation.map = m_map.get();
    situation.timing = m_config.timing;
    if (kind == CheckKind::Cycle) {
        decision.draws = {m_chance.uniform(), m_chance.uniform()};
    }
    if (m_parts.approach.skipsAnalysis(situation, decision.draws)) {
        const Analysis unseen{.crossed = {}, .trace = {}, .next = m_knowledge};
        decision.plan = m_parts.approach.plan(situation, unseen, decision.draws);
    } else {
        const bool isDrift = kind == CheckKind::Drift;
        situation.evidence = gather(kind);
        if (m_config.adjustEvidence) {
            m_config.adjustEvidence(situation);
        }
        m_parts.meter.lap({Phase::Monitor, family, kind == CheckKind::Cycle ? 1U : 0U, booking});
        const Analysis analysis = m_parts.approach.analyze(situation);
        m_parts.meter.lap({Phase::Analyze, family, isDrift ? 1U : 0U, booking});
        decision.plan = m_parts.approach.plan(situation, analysis, decision.draws);
    }
    m_parts.meter.lap({Phase::Plan, family, 0, booking});
    execute(decision);
    m_parts.meter.lap({Phase::Execute, family, 0, booking});
    m_parts.log.append(decision);
    m_parts.meter.lap({Phase::Record, family, 0, booking}); // belongs to the control loop, whatever is counted of that
}

void TwinRuntime::execute(Decision& decision)
{
    decision.id = static_cast<std::int64_t>(++m_summary.decisions);
    decision.from = m_parts.service.activeModel();
    const Tactic& tactic = decision.plan.tactic;
    if (const auto* change = std::get_if<SwitchModel>(&tactic)) {
        m_parts.service.switchTo(change->to);
        ++m_summary.switches;
    } else if (const auto* reuse = std::get_if<ReuseVersion>(&tactic)) {
        decision.note = m_parts.service.reuse(reuse->family, reuse->number);
        ++m_summary.reuses;
    } else if (const auto* retrain = std::get_if<Retrain>(&tactic)) {
        const bool onDrift = retrain->reason == TrainingReason::Drift;
        const Past past = m_history.past();
        const std::size_t rows = std::min(retrain->window, past.rows());
        const SeriesView window{past.flows.last(rows * m_stations), m_stations,
                                m_parts.feed.axis().from(m_frame.tick - static_cast<twin::Tick>(rows) + 1),
                                past.observed.last(rows * m_stations)};
        const Retraining made = m_parts.service.retrain(
            *retrain, window, {m_frame.tick, m_scored, onDrift ? controlBooking() : Booking::Counted});
        decision.note = made.note;
        if (made.refused) {
            decision.refusal = tooShort(*made.refused);
        } else {
            ++m_summary.retrainings;
        }
    } else if (const auto* forgetting = std::get_if<SetForgetting>(&tactic)) {
        m_parts.service.setForgetting(forgetting->factor);
    }
    m_knowledge = decision.plan.next;
    decision.to = m_parts.service.activeModel();
}

void TwinRuntime::afterTraining(Family family)
{
    if (m_config.fidelity.has(Flaw::BeliefSurvivesTraining)) {
        return;
    }
    const std::size_t number = m_parts.service.servingNumber(family);
    const auto& holdOut = m_parts.service.versions(family)[number - 1]->holdOut;
    if (holdOut && holdOut->r2) {
        const ScoreRule& rule = m_map->score;
        ModelBelief& belief = m_knowledge.belief(family);
        const double e = belief.energy ? rule.normalised(*belief.energy) : 1.0;
        belief.score = rule.beta * *holdOut->r2 + (1.0 - rule.beta) * (1.0 - e);
    }
    if (m_knowledge.forgetting > 0.0) {
        m_parts.service.setForgetting(m_knowledge.forgetting);
    }
}

void TwinRuntime::settle()
{
    m_parts.meter.settle(m_parts.ledger);
    for (std::size_t cell = 0; cell < 2 * kPhaseCount * kFamilyCount; ++cell) {
        const auto booking = static_cast<Booking>(cell / (kPhaseCount * kFamilyCount));
        const auto phase = static_cast<Phase>(cell / kFamilyCount % kPhaseCount);
        const auto family = static_cast<Family>(cell % kFamilyCount);
        const EnergyEntry& total = m_parts.ledger.entry(phase, family, booking);
        const EnergyEntry& known = m_loggedEnergy.entry(phase, family, booking);
        if (total.count > known.count || total.energy > known.energy) {
            const EnergyEntry spent{total.energy - known.energy, total.time - known.time, total.count - known.count,
                                    total.source};
            m_parts.log.append(EnergyRecord{m_frame.tick, phase, family, booking, spent});
        }
    }
    m_loggedEnergy = m_parts.ledger;
    m_parts.log.commit();
}

} // namespace mlops
