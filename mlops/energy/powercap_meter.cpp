// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/energy/powercap_meter.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

#include "twin/core/text.h"

namespace mlops {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> firstLine(const fs::path& path)
{
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line)) {
        return std::nullopt;
    }
    return std::string(twin::trim(line));
}

std::optional<std::uint64_t> readCounter(const fs::path& path)
{
    const auto line = firstLine(path);
    const auto value = line ? twin::parseInteger(*line) : std::nullopt;
    return value && *value >= 0 ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

std::vector<fs::path> zonesBelow(const fs::path& root)
{
    std::vector<fs::path> zones;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(root, ignored)) {
        if (fs::exists(entry.path() / "energy_uj", ignored)) {
            zones.push_back(entry.path());
        }
    }
    std::ranges::sort(zones);
    return zones;
}

} // namespace

PowercapSurvey surveyPowercap(const fs::path& root)
{
    PowercapSurvey survey;
    std::error_code ignored;
    if (!fs::exists(root, ignored)) {
        survey.obstacles.push_back(twin::concat(root.string(), " does not exist: this machine shows no energy counters "
                                                               "(usual in virtual machines)"));
        return survey;
    }
    for (const fs::path& zone : zonesBelow(root)) {
        const std::string name = firstLine(zone / "name").value_or("");
        if (!name.starts_with("package-")) {
            continue;
        }
        const bool known = std::ranges::any_of(survey.packages, [&](const auto& d) { return d.name == name; });
        if (known) {
            continue;
        }
        if (!readCounter(zone / "energy_uj")) {
            survey.obstacles.push_back(twin::concat((zone / "energy_uj").string(),
                                                    " cannot be read by this user: since 2020 Linux keeps it to root"));
            continue;
        }
        survey.packages.push_back({name, zone / "energy_uj", readCounter(zone / "max_energy_range_uj").value_or(0)});
    }
    if (survey.packages.empty() && survey.obstacles.empty()) {
        survey.obstacles.push_back(twin::concat(root.string(), " holds no processor package counter"));
    }
    return survey;
}

PowercapMeter::PowercapMeter(std::vector<Reading> readings) : m_readings(std::move(readings)) {}

twin::Result<std::unique_ptr<EnergyMeter>> PowercapMeter::open(const fs::path& root)
{
    const PowercapSurvey survey = surveyPowercap(root);
    if (survey.packages.empty()) {
        return twin::fail(
            twin::ErrorCode::Unavailable,
            twin::concat("energy cannot be measured here: ", survey.obstacles.front(),
                         ". Use --energy cpu for an estimate or --energy recorded for published figures"));
    }
    std::vector<Reading> readings;
    for (const PowercapDomain& domain : survey.packages) {
        readings.push_back({domain, readCounter(domain.counter).value_or(0)});
    }
    return std::unique_ptr<EnergyMeter>(new PowercapMeter(std::move(readings)));
}

twin::Joules PowercapMeter::advance()
{
    twin::Joules sum;
    std::erase_if(m_readings, [&](Reading& reading) {
        const auto now = readCounter(reading.domain.counter);
        if (!now) {
            return true;
        }
        if (*now < reading.last_uj && reading.domain.range_uj == 0) {
            reading.last_uj = *now; // wrapped at an unknown value: this advance is unknowable
            return false;
        }
        const std::uint64_t wrap = *now < reading.last_uj ? reading.domain.range_uj : 0;
        sum += twin::microjoules(static_cast<double>(*now + wrap - reading.last_uj));
        reading.last_uj = *now;
        return false;
    });
    return sum;
}

void PowercapMeter::settle(EnergyLedger& ledger)
{
    const twin::Joules energy = m_unsettled + advance();
    if (energy.value <= 0.0) {
        return;
    }
    m_unsettled = {};
    std::vector<std::pair<Lap, twin::Seconds>> laps;
    twin::Seconds whole;
    m_clock.drain([&](Booking booking, Phase phase, Family family, const LapClock::Sum& sum) {
        laps.push_back({Lap{phase, family, sum.count, booking}, sum.wall});
        whole += sum.wall;
    });
    m_measured += energy;
    m_measuredTime += whole;
    for (const auto& [lap, wall] : laps) {
        const double share = whole.value > 0.0 ? wall / whole : 0.0;
        ledger.book(lap.phase, lap.family, {energy * share, wall, lap.count, EnergySource::Measured}, lap.booking);
    }
}

void PowercapMeter::trainingStarts()
{
    m_unsettled += advance();
    EnergyMeter::trainingStarts();
}

TrainingCost PowercapMeter::trainingEnds()
{
    TrainingCost cost = EnergyMeter::trainingEnds();
    cost.measured = advance();
    m_measured += *cost.measured;
    m_measuredTime += cost.wall;
    return cost;
}

EnergyEntry PowercapMeter::price(Family /*family*/, const TrainingCost& cost) const
{
    if (cost.measured) {
        return {*cost.measured, cost.wall, 1, EnergySource::Measured};
    }
    const twin::Watts power = m_measuredTime.value > 0.0 ? m_measured / m_measuredTime : twin::Watts{};
    return {power * cost.wall, cost.wall, 1, EnergySource::Estimated};
}

std::string PowercapMeter::description() const
{
    std::string names;
    for (const Reading& reading : m_readings) {
        names += names.empty() ? reading.domain.name : ", " + reading.domain.name;
    }
    return twin::concat("RAPL counters (", names.empty() ? "none left readable" : names,
                        "), whole package, shared out by wall time; idle power included");
}

} // namespace mlops
