// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/counterfactual.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "twin/core/text.h"

namespace mlops {

namespace {

constexpr double kFirstStep = 1e-4; ///< of an input's scale; doubled until the verdict changes
constexpr int kMostDoublings = 20;  ///< up to a hundred times the scale

/// A situation with a map of its own, so that limits can be moved too.
struct World {
    Situation situation;
    DecisionMap map;
    Draws draws;

    Plan planBy(const Approach& approach)
    {
        situation.map = &map;
        return decide(approach, situation, draws);
    }
};

struct Input {
    std::string name;
    double scale; ///< what counts as a large move
    double least;
    double most;
    std::function<double*(World&)> place; ///< null where the input plays no part
};

double* limitOf(World& world, Metric metric)
{
    const auto found = std::ranges::find(world.map.boundaries, metric, &Boundary::metric);
    return found == world.map.boundaries.end() ? nullptr : &found->reference;
}

double* accuracyOf(World& world)
{
    const auto active = static_cast<std::size_t>(world.situation.knowledge.active);
    WindowScore& own = world.situation.evidence.window.byModel[active];
    return own.r2 ? &*own.r2 : nullptr;
}

double* energyOf(World& world)
{
    auto& energy = world.situation.evidence.window.all.energy;
    return energy ? &energy->value : nullptr;
}

std::vector<Input> inputsOf(const Decision& decision)
{
    const CheckKind check = decision.situation.check;
    if (check == CheckKind::Drift) {
        return {{"drift distance", 0.75, 0.0, 20.0, [](World& w) { return &w.situation.evidence.drift.distance; }},
                {"drift limit", 0.75, 1e-3, 20.0, [](World& w) { return limitOf(w, Metric::DriftDistance); }}};
    }
    if (check != CheckKind::Cycle) {
        return {};
    }
    return {
        {"R2 of the serving model", 0.5, -3.0, 1.0, &accuracyOf},
        {"energy per forecast (J)", 25e-3, 0.0, 1.0, &energyOf},
        {"score limit", 0.5, -2.0, 2.0, [](World& w) { return limitOf(w, Metric::Score); }},
        {"energy limit in force", 1.0, -50.0, 50.0,
         [](World& w) {
             return w.map.boundaryOn(Metric::NormalisedEnergy) ? &w.situation.knowledge.energyLaw.limit : nullptr;
         }},
        {"running score before", 0.5, -2.0, 2.0,
         [](World& w) { return &w.situation.knowledge.belief(w.situation.knowledge.active).score; }},
        {"weight of accuracy", 1.0, 0.0, 1.0, [](World& w) { return &w.map.score.beta; }},
        {"exploration rate", 1.0, 0.0, 1.0, [](World& w) { return &w.map.score.exploration; }},
        {"rmse of the window", 50.0, 0.0, 1e4, [](World& w) { return &w.situation.evidence.window.all.rmse; }},
        {"growth limit", 1.0, 0.0, 20.0, [](World& w) { return limitOf(w, Metric::ErrorGrowth); }},
        {"skill limit", 1.0, -20.0, 1.0, [](World& w) { return limitOf(w, Metric::Skill); }},
    };
}

/// Under reference fidelity all rows are judged together: the two scores move as one.
void keepTogether(World& world)
{
    WindowEvidence& window = world.situation.evidence.window;
    const WindowScore& own = window.byModel[static_cast<std::size_t>(world.situation.knowledge.active)];
    if (own.count == window.all.count) {
        window.all.r2 = own.r2;
    }
}

std::string verdictOf(const Plan& plan)
{
    std::string text(nameOf(plan.tactic));
    if (const auto* to = std::get_if<SwitchModel>(&plan.tactic)) {
        text += twin::concat(" to ", nameOf(to->to));
    } else if (const auto* reuse = std::get_if<ReuseVersion>(&plan.tactic)) {
        text += twin::concat(" ", reuse->number);
    }
    return text;
}

class Search {
public:
    Search(const Approach& approach, const Decision& decision)
        : m_approach(approach), m_start{decision.situation, *decision.situation.map, decision.draws}
    {
        m_verdict = verdictWith(nullptr, 0.0);
    }

    /// The nearest value in one direction that changes the verdict.
    std::optional<Counterfactual> nearest(const Input& input, double direction)
    {
        const double* place = input.place(m_start);
        if (place == nullptr) {
            return std::nullopt;
        }
        const double value = *place;
        double same = value;
        for (int doubling = 0; doubling <= kMostDoublings; ++doubling) {
            const double step = std::ldexp(kFirstStep, doubling);
            const double other = std::clamp(value + direction * step * input.scale, input.least, input.most);
            if (verdictWith(&input, other) != m_verdict) {
                const double needed = narrowed(input, same, other);
                return Counterfactual{input.name, value, needed, verdictWith(&input, needed)};
            }
            if (other == same) {
                return std::nullopt;
            }
            same = other;
        }
        return std::nullopt;
    }

private:
    std::string verdictWith(const Input* input, double value)
    {
        World world = m_start;
        if (input != nullptr) {
            *input->place(world) = value;
            keepTogether(world);
        }
        return verdictOf(world.planBy(m_approach));
    }

    /// Halves the stretch between a value that keeps the verdict and one that changes it.
    double narrowed(const Input& input, double same, double other)
    {
        while (std::fabs(other - same) > 1e-6 * input.scale) {
            const double middle = 0.5 * (same + other);
            (verdictWith(&input, middle) == m_verdict ? same : other) = middle;
        }
        return other;
    }

    const Approach& m_approach;
    World m_start;
    std::string m_verdict;
};

} // namespace

std::vector<Counterfactual> counterfactuals(const Approach& approach, const Decision& decision)
{
    Search search(approach, decision);
    std::vector<std::pair<double, Counterfactual>> found;
    for (const Input& input : inputsOf(decision)) {
        for (const double direction : {-1.0, 1.0}) {
            if (const auto change = search.nearest(input, direction)) {
                found.emplace_back(std::fabs(change->needed - change->value) / input.scale, *change);
            }
        }
    }
    std::ranges::stable_sort(found, {}, &std::pair<double, Counterfactual>::first);
    std::vector<Counterfactual> result;
    result.reserve(found.size());
    for (auto& [size, change] : found) {
        result.push_back(std::move(change));
    }
    return result;
}

} // namespace mlops
