// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/registry/model_version.h"

#include <array>
#include <cmath>

#include "mlops/registry/digest.h"
#include "mlops/registry/version_json.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

constexpr std::array<std::string_view, 5> kReasons{"initial", "periodic", "drift", "skill", "user"};

} // namespace

std::string_view nameOf(TrainingReason reason) { return kReasons[static_cast<std::size_t>(reason)]; }

twin::Result<TrainingReason> trainingReasonNamed(std::string_view name)
{
    for (std::size_t i = 0; i < kReasons.size(); ++i) {
        if (kReasons[i] == name) {
            return static_cast<TrainingReason>(i);
        }
    }
    return twin::fail(twin::ErrorCode::InvalidInput, twin::concat("no training happens for the reason '", name, "'"));
}

std::size_t TrainingWindow::observed() const
{
    return static_cast<std::size_t>(std::llround((1.0 - shareImputed) * static_cast<double>(readings())));
}

std::string versionIdOf(const ModelSettings& settings, const Scaler& scaler, const TrainingWindow& window,
                        std::uint64_t seed, bool isRetraining)
{
    // Only an LSTM draws numbers while it trains; the others' ids do not depend on the seed.
    const std::uint64_t drawn = settings.family == Family::Lstm ? seed : 0;
    Digest digest;
    digest.add("greenloop training 1").add(static_cast<std::uint64_t>(kEncoderVersion)).add(toJson(settings).dump());
    digest.add(scaler.offsets()).add(scaler.spans()).add(window.digest).add(drawn);
    digest.add(static_cast<std::uint64_t>(isRetraining ? 1 : 0));
    return digest.hex();
}

std::string digestOf(const SeriesView& series)
{
    // The calendar counts: seasonal features of the same readings at another time of day are others.
    const twin::CalendarSlot slot = series.axis.slotAt(0);
    Digest digest;
    digest.add(std::uint64_t{series.stations}).add(static_cast<std::uint64_t>(slot.slotOfDay)).add(series.flows);
    if (series.observedReadings() < series.flows.size()) {
        digest.add("observed").addBytes(series.observed.data(), series.observed.size());
    }
    return digest.hex();
}

} // namespace mlops
