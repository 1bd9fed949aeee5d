// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/energy_choice.h"

#include "mlops/energy/cpu_time_meter.h"
#include "mlops/energy/powercap_meter.h"
#include "mlops/energy/recorded_meter.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

twin::Result<std::unique_ptr<EnergyMeter>> makeCpuMeter(const std::string& host)
{
    const auto curve = hostNamed(host);
    if (!curve) {
        return tl::unexpected(curve.error());
    }
    return std::make_unique<CpuTimeMeter>(*curve);
}

} // namespace

twin::Result<std::unique_ptr<EnergyMeter>> makeMeter(const EnergyChoice& choice)
{
    if (choice.kind == "recorded") {
        return std::make_unique<RecordedMeter>(harmone2025Profile());
    }
    if (choice.kind == "cpu") {
        return makeCpuMeter(choice.host);
    }
    if (choice.kind == "rapl") {
        return PowercapMeter::open(choice.powercap);
    }
    if (choice.kind == "auto") {
        auto counter = PowercapMeter::open(choice.powercap);
        return counter ? std::move(counter) : makeCpuMeter(choice.host);
    }
    return twin::fail(twin::ErrorCode::InvalidInput,
                      twin::concat("energy '", choice.kind, "' is not known: expected recorded, cpu, rapl or auto"));
}

} // namespace mlops
