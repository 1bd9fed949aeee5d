// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where observations come from: the next interval, from a recorded file or from a simulated city. The runtime asks for
// one frame a tick and does not know which it is.

#include <span>
#include <vector>

#include "twin/core/time.h"
#include "twin/sensing/measurements.h"
#include "twin/sensing/station.h"

namespace twin {

/// All stations' readings over one interval.
struct ObservationFrame {
    Tick tick = 0;
    std::vector<Observation> readings; ///< [N], in the order of SensorFeed::stations()
};

class SensorFeed {
public:
    virtual ~SensorFeed() = default;
    SensorFeed() = default;
    SensorFeed(const SensorFeed&) = delete;
    SensorFeed& operator=(const SensorFeed&) = delete;

    [[nodiscard]] virtual const std::vector<Station>& stations() const = 0;
    [[nodiscard]] virtual const TimeAxis& axis() const = 0;
    /// Fills `frame` with the next interval. Ensures: ticks ascend by one; false (and `frame` untouched) at the end.
    virtual bool next(ObservationFrame& frame) = 0;
};

/// Plays recorded measurements.
class RecordedFeed final : public SensorFeed {
public:
    explicit RecordedFeed(Measurements measurements);

    [[nodiscard]] const std::vector<Station>& stations() const override { return m_measurements.stations; }
    [[nodiscard]] const TimeAxis& axis() const override { return m_measurements.axis; }
    bool next(ObservationFrame& frame) override;

private:
    Measurements m_measurements;
    std::size_t m_next = 0;
};

} // namespace twin
