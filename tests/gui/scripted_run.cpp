// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/scripted_run.h"

#include <utility>

#include "tests/gui/made_up_run.h"

namespace gui_test {

namespace {

class ScriptedRun final : public gui::TwinSource {
public:
    explicit ScriptedRun(std::shared_ptr<Script> script) : m_script(std::move(script)), m_run(makeDescription(m_size))
    {
        m_run.isLive = true;
        m_run.families = {mlops::Family::Ridge, mlops::Family::Svr, mlops::Family::SeasonalNaive};
    }

    [[nodiscard]] const gui::RunDescription& describe() const override { return m_run; }
    [[nodiscard]] gui::RunHistory past() override { return {}; }
    [[nodiscard]] std::optional<gui::TickNews> step() override
    {
        auto snapshot = std::make_shared<mlops::TwinSnapshot>(makeSnapshot(*m_run.network, 0.0));
        snapshot->tick = m_tick;
        snapshot->horizons = m_run.horizons;
        snapshot->forecast.assign(snapshot->flows.size() * m_run.horizons.size(), 1.0F);
        snapshot->ahead.clear();
        snapshot->model = {mlops::Family::Ridge, 1};
        gui::TickNews news{.snapshot = std::move(snapshot)};
        const std::scoped_lock lock(m_script->guard);
        for (const gui::DecisionPtr& decision : std::exchange(m_script->decisions, {})) {
            auto dated = std::make_shared<mlops::Decision>(*decision);
            dated->tick = m_tick;
            dated->situation.map = m_run.map.get();
            news.decisions.push_back(std::move(dated));
        }
        news.versions = std::exchange(m_script->versions, {});
        for (gui::VersionFact& version : news.versions) {
            version.tick = m_tick;
        }
        ++m_tick;
        return news;
    }
    void order(const mlops::Command& command) override
    {
        const std::scoped_lock lock(m_script->guard);
        m_script->orders.push_back(command);
    }
    void close(bool /*reachedEnd*/) override {}

private:
    std::shared_ptr<Script> m_script;
    RunSize m_size{.city = {.freeways = 2, .linksPerDirection = 6}, .ticks = 100'000};
    gui::RunDescription m_run;
    twin::Tick m_tick = 0;
};

} // namespace

gui::SourceOpener scriptedRun(std::shared_ptr<Script> script)
{
    return [script = std::move(script)](std::stop_token,
                                        const gui::Progress&) -> twin::Result<std::unique_ptr<gui::TwinSource>> {
        return std::make_unique<ScriptedRun>(script);
    };
}

mlops::Decision decisionOf(std::int64_t id, mlops::Tactic tactic, mlops::Actor actor)
{
    mlops::Decision decision;
    decision.id = id;
    decision.actor = actor;
    decision.from = decision.to = {mlops::Family::Ridge, 1};
    decision.plan.tactic = tactic;
    if (actor == mlops::Actor::Loop) {
        decision.plan.trigger = mlops::Trigger{mlops::Metric::DriftDistance, mlops::Crossing::Above, 0.4, 0.2};
    } else {
        decision.situation.check = mlops::CheckKind::Command;
    }
    return decision;
}

} // namespace gui_test
