// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/approaches/catalogue.h"

#include <array>

#include "twin/core/text.h"

namespace mlops {

namespace {

struct Entry {
    std::string_view name;
    std::unique_ptr<Approach> (*make)(const Fidelity&);
};

constexpr std::array<Entry, 12> kEntries{{
    {"persistence", &makePersistence},
    {"seasonal-naive", &makeSeasonalNaive},
    {"lr", &makeLr},
    {"lr+prt", &makeLrPrt},
    {"svm", &makeSvm},
    {"svm+prt", &makeSvmPrt},
    {"lstm", &makeLstm},
    {"lstm+prt", &makeLstmPrt},
    {"switch", &makeSwitch},
    {"switch+prt", &makeSwitchPrt},
    {"harmone", &makeHarmone},
    {"frugal", &makeFrugal},
}};

} // namespace

std::vector<std::string> approachNames()
{
    std::vector<std::string> names;
    names.reserve(kEntries.size());
    for (const Entry& entry : kEntries) {
        names.emplace_back(entry.name);
    }
    return names;
}

twin::Result<std::unique_ptr<Approach>> makeApproach(std::string_view name, const Fidelity& fidelity)
{
    std::string known;
    for (const Entry& entry : kEntries) {
        if (entry.name == name) {
            return entry.make(fidelity);
        }
        known += known.empty() ? "" : ", ";
        known += entry.name;
    }
    return twin::fail(twin::ErrorCode::NotFound, twin::concat("no approach is called '", name, "'; there are ", known));
}

} // namespace mlops
