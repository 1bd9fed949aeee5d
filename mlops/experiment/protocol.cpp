// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/protocol.h"

#include <cmath>

#include "twin/core/text.h"

namespace mlops {

namespace {

/// Mean time from one sample to the next in the published runs' logs.
constexpr double kSecondsPerSample = 0.1545;

SampleCount samplesIn(double seconds) { return std::lround(seconds / kSecondsPerSample); }

} // namespace

Protocol harmone2025Protocol()
{
    Protocol protocol;
    protocol.name = "harmone-2025";
    protocol.description = "the published comparison of HarmonE: 1,520 values train, one-step forecasts of the rest";
    protocol.timing.cycle = samplesIn(40.0);
    protocol.timing.firstDriftCheck = samplesIn(400.0);
    protocol.timing.driftPoll = samplesIn(3.0);
    protocol.timing.driftPause = samplesIn(400.0);
    protocol.timing.period = samplesIn(500.0);
    protocol.timing.driftWindow = 1200;
    protocol.timing.periodicData = 1500;
    protocol.timing.driftData = 1200;
    const auto delay = [&](Family family, double seconds) {
        protocol.trainingDelay[static_cast<std::size_t>(family)] = samplesIn(seconds);
    };
    delay(Family::Ridge, 2.5);
    delay(Family::Svr, 2.5);
    delay(Family::Lstm, 18.5);
    protocol.trainingTicks = 1900;
    return protocol;
}

Protocol standardProtocol()
{
    Protocol protocol;
    protocol.name = "standard";
    protocol.description = "a cycle each half day, drift windows of two days, retraining each fortnight, tuned models";
    protocol.timing.cycle = 144;
    protocol.timing.firstDriftCheck = 1152;
    protocol.timing.driftPoll = 12;
    protocol.timing.driftPause = 1152;
    protocol.timing.period = 4032;
    protocol.timing.driftWindow = 576;
    protocol.timing.periodicData = 2016;
    protocol.timing.driftData = 1152;
    protocol.settings = "tuned";
    protocol.trainingTicks = 2016;
    return protocol;
}

Protocol cityProtocol()
{
    Protocol protocol;
    protocol.name = "city";
    protocol.description =
        "a cycle each half hour over all stations, drift of a day against the day before, retraining "
        "each week, forecasts 5, 15, 30 and 60 minutes ahead, tuned models";
    protocol.settleEvery = 12; // an hour: a city's energy is looked at while it runs
    protocol.timing.cycle = 6;
    protocol.timing.firstDriftCheck = 12;
    protocol.timing.driftPoll = 6;
    protocol.timing.driftPause = 288;
    protocol.timing.period = 2016;
    protocol.timing.driftWindow = 288;
    protocol.timing.periodicData = 2016;
    protocol.timing.driftData = 576;
    protocol.settings = "tuned";
    protocol.horizons = {1, 3, 6, 12};
    protocol.trainingTicks = 2016;
    return protocol;
}

twin::Result<Protocol> protocolNamed(std::string_view name)
{
    if (name == "harmone-2025") {
        return harmone2025Protocol();
    }
    if (name == "standard") {
        return standardProtocol();
    }
    if (name == "city") {
        return cityProtocol();
    }
    return twin::fail(twin::ErrorCode::NotFound,
                      twin::concat("no protocol is called '", name, "'; there are harmone-2025, standard and city"));
}

} // namespace mlops
