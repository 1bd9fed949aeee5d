// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every approach there is, by name.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mlops/mapek/approach.h"

namespace mlops {

/// persistence, seasonal-naive, lr, lr+prt, svm, svm+prt, lstm, lstm+prt, switch, switch+prt, harmone, frugal: the
/// order in which tables show them.
[[nodiscard]] std::vector<std::string> approachNames();

/// Errors: NotFound, listing the names there are.
[[nodiscard]] twin::Result<std::unique_ptr<Approach>> makeApproach(std::string_view name, const Fidelity& fidelity);

// One file each.
[[nodiscard]] std::unique_ptr<Approach> makePersistence(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeSeasonalNaive(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeLr(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeLrPrt(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeSvm(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeSvmPrt(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeLstm(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeLstmPrt(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeSwitch(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeSwitchPrt(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeHarmone(const Fidelity& fidelity);
[[nodiscard]] std::unique_ptr<Approach> makeFrugal(const Fidelity& fidelity);

} // namespace mlops
