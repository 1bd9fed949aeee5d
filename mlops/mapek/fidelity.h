// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where a published system had a flaw that changes its numbers, the flaw has a name here. Reference fidelity switches
// all of them on and reproduces the published figures; corrected fidelity switches them off.

#include <array>
#include <cstdint>
#include <string_view>

#include "twin/core/result.h"

namespace mlops {

enum class Flaw : std::uint8_t {
    StreamScaler,        ///< models are served in the minimum and maximum of the whole future stream, not in their own
    SeparateEdges,       ///< each histogram of the drift test chooses its own bin edges: blind to shift and scale
    ReuseDoesNothing,    ///< the archived version chosen for reuse is never put into service
    CreditsCurrentModel, ///< a window's errors are credited to the model active now, whoever made the forecasts
    ExplorationIsBlind,  ///< a cycle that explores looks at nothing; the next one judges two windows at once
    ExplorationIgnoresHold, ///< exploration happens during recovery and may choose the model already active
    EnergyMayRise,          ///< a crossed energy boundary may lead to a model that costs more
    BeliefSurvivesTraining, ///< a retrained model keeps the score of the one it replaced
    RetrainedAlwaysServes,  ///< a retrained model serves without having been compared with the one it replaces
    PausesInsteadOfLatch,   ///< after a drift response the detector is switched off for a fixed time
    PublishedAccount        ///< training on drift and the control loop are left out of the energy account
};
inline constexpr std::size_t kFlawCount = 11;

struct FlawDescription {
    std::string_view name;
    std::string_view whatHappens;
    std::string_view correction;
};
[[nodiscard]] const FlawDescription& describe(Flaw flaw);

enum class FidelityName : std::uint8_t { Reference, Corrected };

/// A set of flaws.
class Fidelity {
public:
    [[nodiscard]] static Fidelity reference() { return Fidelity(FidelityName::Reference, (1U << kFlawCount) - 1U); }
    [[nodiscard]] static Fidelity corrected() { return Fidelity(FidelityName::Corrected, 0); }
    /// "reference" or "corrected". Errors: InvalidInput.
    [[nodiscard]] static twin::Result<Fidelity> named(std::string_view name);

    [[nodiscard]] bool has(Flaw flaw) const { return (m_flaws >> static_cast<unsigned>(flaw) & 1U) != 0; }
    [[nodiscard]] std::string_view name() const
    {
        return m_name == FidelityName::Reference ? "reference" : "corrected";
    }

private:
    Fidelity(FidelityName name, std::uint32_t flaws) : m_name(name), m_flaws(flaws) {}
    FidelityName m_name;
    std::uint32_t m_flaws;
};

} // namespace mlops
