// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/store/verify_run.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "mlops/mapek/decision_json.h"
#include "mlops/runtime/command_json.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::Result;

bool sameBits(std::span<const float> a, std::span<const float> b)
{
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

/// The first value in which two rows differ, in words.
std::string firstDifference(std::string_view what, std::span<const float> recorded, std::span<const float> computed)
{
    if (recorded.size() != computed.size()) {
        return concat(what, " has ", computed.size(), " values, recorded were ", recorded.size());
    }
    const auto [r, c] = std::ranges::mismatch(recorded, computed);
    return concat(what, " ", std::distance(recorded.begin(), r), " is ", *c, ", recorded was ", *r);
}

/// The first place in which two JSON lines differ, with a little of what stands around it.
std::string firstDifference(const std::string& recorded, const std::string& computed)
{
    const auto place =
        static_cast<std::size_t>(std::distance(recorded.begin(), std::ranges::mismatch(recorded, computed).in1));
    const std::size_t quote = recorded.rfind('"', place > 12 ? place - 12 : 0);
    const std::size_t from = quote == std::string::npos ? 0 : quote;
    return concat("...", computed.substr(std::min(from, computed.size()), 60), "..., recorded was ...",
                  recorded.substr(from, 60), "...");
}

/// The first difference of the road network, estimated or predicted; empty where there is none.
std::string networkDifference(const StoredTick& stored, const TickRecord& record)
{
    const twin::LinkStates& was = stored.links;
    const twin::LinkStates& is = *record.links;
    std::vector<float> ahead;
    pack(record.ahead, ahead);
    if (!sameBits(was.density_vpm, is.density_vpm)) {
        return firstDifference("density of link", was.density_vpm, is.density_vpm);
    }
    if (!sameBits(was.speed_mps, is.speed_mps)) {
        return firstDifference("speed of link", was.speed_mps, is.speed_mps);
    }
    if (!sameBits(was.flow_vps, is.flow_vps)) {
        return firstDifference("flow of link", was.flow_vps, is.flow_vps);
    }
    return stored.ahead.empty() || sameBits(stored.ahead, ahead)
               ? ""
               : firstDifference("prediction of the network", stored.ahead, ahead);
}

/// A log that compares instead of writing.
class ComparingLog final : public RunLog {
public:
    ComparingLog(std::vector<StoredTick> ticks, std::vector<StoredDecision> decisions)
        : m_ticks(std::move(ticks)), m_decisions(std::move(decisions))
    {
    }

    void append(const TickRecord& record) override
    {
        if (m_result.difference || m_result.ticks >= m_ticks.size()) {
            return;
        }
        const StoredTick& stored = m_ticks[m_result.ticks];
        std::string difference;
        if (stored.tick != record.tick) {
            difference = concat("the recorded tick is ", stored.tick);
        } else if (!sameBits(stored.flows, record.flows)) {
            difference = firstDifference("flow", stored.flows, record.flows);
        } else if (!(stored.model == record.model)) {
            difference = concat(nameOf(record.model.family), " v", record.model.version, " serves, recorded was ",
                                nameOf(stored.model.family), " v", stored.model.version);
        } else if (!sameBits(stored.forecast, record.forecast)) {
            difference = firstDifference("forecast", stored.forecast, record.forecast);
        } else if (!stored.links.empty() && record.links != nullptr) {
            difference = networkDifference(stored, record);
        }
        if (!difference.empty()) {
            m_result.difference = concat("tick ", record.tick, ": ", difference);
            return;
        }
        ++m_result.ticks;
    }

    void append(const Decision& decision) override
    {
        if (m_result.difference || m_result.decisions >= m_decisions.size()) {
            return;
        }
        const std::string computed = toJsonLine(decision);
        const std::string& recorded = m_decisions[m_result.decisions].detail;
        if (computed != recorded) {
            m_result.difference =
                concat("decision ", decision.id, " at tick ", decision.tick, ": ", firstDifference(recorded, computed));
            return;
        }
        ++m_result.decisions;
    }

    void append(const EnergyRecord& /*record*/) override {}
    void append(const VersionRecord& /*record*/) override {}
    void append(const EventRecord& /*record*/) override {}
    void commit() override {}
    void finish(RunStatus /*status*/, const std::string& /*summary*/) override {}
    [[nodiscard]] const twin::Result<void>& status() const override { return m_status; }

    [[nodiscard]] bool isDone() const { return m_result.difference || m_result.ticks >= m_ticks.size(); }
    [[nodiscard]] const Verification& result() const { return m_result; }
    [[nodiscard]] const std::vector<StoredDecision>& decisions() const { return m_decisions; }

private:
    std::vector<StoredTick> m_ticks;
    std::vector<StoredDecision> m_decisions;
    Verification m_result;
    twin::Result<void> m_status;
};

/// The window energies each recorded cycle rested on, by sample.
using RecordedEnergies = std::map<SampleCount, WindowEvidence>;

Result<RecordedEnergies> recordedEnergies(const std::vector<StoredDecision>& decisions, const DecisionMap& map)
{
    RecordedEnergies energies;
    for (const StoredDecision& stored : decisions) {
        if (stored.check == nameOf(CheckKind::Cycle)) {
            const auto json = nlohmann::json::parse(stored.detail, nullptr, false);
            const auto decision = decisionFromJson(json, map);
            if (!decision) {
                return tl::unexpected(decision.error());
            }
            energies[decision->situation.now] = decision->situation.evidence.window;
        }
    }
    return energies;
}

EvidenceHook energyFrom(RecordedEnergies energies)
{
    return [energies = std::move(energies)](Situation& situation) {
        const auto found = energies.find(situation.now);
        if (situation.check != CheckKind::Cycle || found == energies.end()) {
            return;
        }
        WindowEvidence& window = situation.evidence.window;
        window.all.energy = found->second.all.energy;
        for (std::size_t i = 0; i < kFamilyCount; ++i) {
            window.byModel[i].energy = found->second.byModel[i].energy;
        }
    };
}

Result<void> checkFiles(const std::vector<DataFile>& recorded, const std::vector<DataFile>& found)
{
    for (std::size_t i = 0; i < recorded.size(); ++i) {
        if (i >= found.size() || found[i].sha256 != recorded[i].sha256) {
            return twin::fail(twin::ErrorCode::InvalidInput,
                              concat(recorded[i].path,
                                     ": found contents that differ from those the run was made from "
                                     "(SHA-256 ",
                                     recorded[i].sha256.substr(0, 12), "...)"));
        }
    }
    return {};
}

/// Everything of the run's record that is compared.
Result<std::pair<std::vector<StoredTick>, std::vector<StoredDecision>>> readRecord(const RunReader& reader)
{
    std::vector<StoredTick> ticks;
    std::vector<StoredDecision> decisions;
    const auto ticksRead = reader.ticks([&](const StoredTick& tick) {
        ticks.push_back(tick);
        return true;
    });
    const auto decisionsRead = reader.decisions([&](const StoredDecision& decision) {
        decisions.push_back(decision);
        return true;
    });
    if (!ticksRead || !decisionsRead) {
        return tl::unexpected(!ticksRead ? ticksRead.error() : decisionsRead.error());
    }
    return std::pair(std::move(ticks), std::move(decisions));
}

/// What was ordered during the run and after which tick.
Result<std::vector<std::pair<twin::Tick, RecordedCommand>>> recordedCommands(const RunReader& reader)
{
    std::vector<std::pair<twin::Tick, RecordedCommand>> commands;
    Result<void> parsed;
    const auto read = reader.events([&](const EventRecord& event) {
        if (event.kind == "command") {
            auto command = commandFromJson(event.details);
            if (!command) {
                parsed = tl::unexpected(command.error());
                return false;
            }
            commands.emplace_back(event.tick, std::move(*command));
        }
        return true;
    });
    if (!read || !parsed) {
        return tl::unexpected(!read ? read.error() : parsed.error());
    }
    return commands;
}

} // namespace

Result<Verification> verifyRun(const RunReader& reader, const RunTools& tools)
{
    auto recipe = recipeOf(reader.header());
    if (!recipe) {
        return tl::unexpected(recipe.error());
    }
    const auto data = loadExperimentData(recipe->choice, recipe->trainingTicks);
    if (!data) {
        return tl::unexpected(data.error());
    }
    if (const auto same = checkFiles(recipe->files, data->files); !same) {
        return tl::unexpected(same.error());
    }
    auto record = readRecord(reader);
    if (!record) {
        return tl::unexpected(record.error());
    }
    auto energies = recordedEnergies(record->second, *recipe->spec.map);
    if (!energies) {
        return tl::unexpected(energies.error());
    }
    const auto commands = recordedCommands(reader);
    if (!commands) {
        return tl::unexpected(commands.error());
    }
    recipe->spec.adjustEvidence = energyFrom(std::move(*energies));
    ComparingLog log(std::move(record->first), std::move(record->second));
    auto run = PreparedRun::prepare(recipe->spec, *data, {tools.trainer, tools.store, log, tools.stop, {}});
    if (!run) {
        return tl::unexpected(run.error());
    }
    const auto all = static_cast<twin::Tick>(data->stream.ticks());
    std::size_t next = 0;
    const auto giveOrders = [&] {
        for (; next < commands->size() && (*commands)[next].first <= (*run)->runtime().tick(); ++next) {
            (*run)->runtime().order((*commands)[next].second.command, (*commands)[next].second.actor);
        }
        return true;
    };
    while (!log.isDone() && giveOrders() && (*run)->runtime().step()) {
        if (tools.stop.stop_requested()) {
            return twin::fail(twin::ErrorCode::Cancelled, "verification was interrupted");
        }
        if (tools.progress) {
            tools.progress((*run)->runtime().tick(), all);
        }
    }
    return log.result();
}

} // namespace mlops
