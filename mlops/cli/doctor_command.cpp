// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include "mlops/cli/commands.h"
#include "mlops/cli/machine.h"
#include "mlops/cli/places.h"
#include "mlops/energy/cpu_time_meter.h"
#include "mlops/energy/powercap_meter.h"
#include "mlops/forecasting/instruction_set.h"
#include "twin/core/json_text.h"

namespace mlops {

namespace {

using twin::concat;

constexpr const char* kPowercap = "/sys/class/powercap";

struct Finding {
    std::string topic;
    bool ok = false;
    std::string text;
};

Finding aboutCounters()
{
    const PowercapSurvey survey = surveyPowercap(kPowercap);
    std::string names;
    for (const PowercapDomain& domain : survey.packages) {
        names += names.empty() ? domain.name : ", " + domain.name;
    }
    if (!survey.packages.empty()) {
        return {"energy counters", true, concat("readable: ", names, "; --energy rapl measures")};
    }
    return {"energy counters", false,
            concat(survey.obstacles.front(), ". To let a group read them an administrator can add a udev rule for "
                                             "powercap; this program never changes permissions itself")};
}

Finding aboutEstimate()
{
    std::string text = "--energy cpu estimates by CPU time;";
    for (const HostPowerCurve& host : shippedHosts()) {
        text += concat(" ", host.name, " ", twin::significant(host.marginalCore().value, 3), " W a core;");
    }
    text.pop_back();
    return {"energy estimate", true, text};
}

Finding aboutKernel() { return {"LSTM serving", true, concat(lanesOf(widestInstructionSet()), " numbers at a time")}; }

Finding aboutTraining(const TrainerSource& source)
{
    const auto trainer = source ? source() : twin::fail(twin::ErrorCode::Unavailable, "not part of this program");
    return trainer ? Finding{"LSTM training", true, "LibTorch is there"}
                   : Finding{"LSTM training", false, trainer.error().message};
}

Finding aboutData()
{
    std::error_code ignored;
    const auto place = dataDirectory();
    const bool there = std::filesystem::exists(place / "synthetic-station", ignored);
    return {"bundled data", there, place.string()};
}

ExitCode examine(bool json, CommandContext& context)
{
    const Finding findings[] = {{"processor", true, processorName()},
                                aboutCounters(),
                                aboutEstimate(),
                                aboutKernel(),
                                aboutTraining(context.lstmSource),
                                aboutData(),
                                {"model cache", true, modelCache().string()}};
    twin::JsonText out;
    std::string text;
    out.beginArray();
    for (const Finding& finding : findings) {
        std::string topic = finding.topic;
        topic.resize(16, ' ');
        text += concat(finding.ok ? "ok  " : "no  ", topic, finding.text, "\n");
        out.beginObject().field("topic", finding.topic).field("ok", finding.ok).field("text", finding.text).endObject();
    }
    out.endArray();
    Console::print(json ? out.text() + '\n' : text);
    return ExitCode::Fine;
}

} // namespace

void addDoctorCommand(CLI::App& app, CommandContext& context)
{
    auto json = std::make_shared<bool>(false);
    CLI::App* command =
        app.add_subcommand("doctor", "Say what can be measured and trained on this machine; changes nothing");
    command->add_flag("--json", *json, "as JSON");
    command->callback([json, &context] { context.exitCode = examine(*json, context); });
}

} // namespace mlops
