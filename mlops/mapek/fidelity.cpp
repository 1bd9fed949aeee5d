// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/mapek/fidelity.h"

#include "twin/core/text.h"

namespace mlops {

const FlawDescription& describe(Flaw flaw)
{
    static constexpr std::array<FlawDescription, kFlawCount> kDescriptions{{
        {"stream-scaler", "models are served in the minimum and maximum of the whole stream, its future included",
         "a model is served in the scaler it was trained with, stored inside its version"},
        {"separate-edges", "each histogram of the drift test has its own bin edges, so shift and scale go unseen",
         "both histograms share the edges of their common range"},
        {"reuse-does-nothing",
         "choosing an archived version copies a file nobody reads; the pause is taken all the same",
         "the chosen version serves from the next forecast on"},
        {"credits-current-model", "a window's errors and joules are credited to the model active at its end",
         "every forecast is credited to the model that made it"},
        {"exploration-is-blind", "a cycle that explores skips monitoring; the next one judges two windows as one",
         "every window is judged, also when the plan explores"},
        {"exploration-ignores-hold", "exploration ignores the recovery hold and may choose the active model",
         "exploration waits for the hold to end and chooses another model"},
        {"energy-may-rise", "after an energy crossing the best-scored other model is taken, be it dearer",
         "only models that are expected to cost less are considered"},
        {"belief-survives-training", "a retrained model keeps the running score of the model it replaced",
         "a new version starts from its score on held-out data"},
        {"retrained-always-serves", "a retrained model replaces the old one unseen",
         "it replaces the old one only if it does not lose on held-out recent data"},
        {"pauses-instead-of-latch", "after a response to drift the detector sleeps for 400 s",
         "the alarm latches and re-arms when the distance has fallen"},
        {"published-account", "energy of retraining on drift and of the control loop is not counted",
         "everything is counted; inference is shown beside it"},
    }};
    return kDescriptions[static_cast<std::size_t>(flaw)];
}

twin::Result<Fidelity> Fidelity::named(std::string_view name)
{
    if (name == "reference") {
        return reference();
    }
    if (name == "corrected") {
        return corrected();
    }
    return twin::fail(twin::ErrorCode::InvalidInput,
                      twin::concat("fidelity '", name, "' is not known: expected reference or corrected"));
}

} // namespace mlops
