// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <utility>

#include "mlops/forecasting/forecaster.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

constexpr std::array<std::pair<Family, std::string_view>, 6> kNames{{{Family::Persistence, "persistence"},
                                                                     {Family::SeasonalNaive, "seasonal-naive"},
                                                                     {Family::Ridge, "lr"},
                                                                     {Family::Rls, "rls"},
                                                                     {Family::Svr, "svm"},
                                                                     {Family::Lstm, "lstm"}}};

} // namespace

std::string_view nameOf(Family family)
{
    for (const auto& [candidate, name] : kNames) {
        if (candidate == family) {
            return name;
        }
    }
    return "unknown";
}

twin::Result<Family> familyNamed(std::string_view name)
{
    std::string known;
    for (const auto& [family, candidate] : kNames) {
        if (candidate == name) {
            return family;
        }
        known += known.empty() ? "" : ", ";
        known += candidate;
    }
    return twin::fail(twin::ErrorCode::NotFound, twin::concat("no model is called '", name, "'; there are ", known));
}

} // namespace mlops
