// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/pems_clearinghouse.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "twin/core/quantity.h"
#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/measured_rows.h"
#include "twin/io/pems_time.h"
#include "twin/io/station_codes.h"
#include "twin/io/text_file.h"

namespace twin {

namespace {

constexpr int kSamplesPerLane = 10; ///< PeMS detectors report every 30 s

/// Appends a number as PeMS writes it: no exponent, and no zero before the point.
template <typename Float>
void appendPlain(std::string& text, Float value)
{
    std::array<char, 400> buffer{}; // the longest double has 309 digits before the point
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    std::string_view digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    digits.remove_prefix(digits.starts_with("0.") ? 1 : 0);
    text.append(digits);
}

void appendOptional(std::string& text, float value)
{
    if (!std::isnan(value)) {
        appendPlain(text, value);
    }
}

/// Appends the speed in mph with as few decimals as read back to exactly `speed_mps`.
void appendSpeed(std::string& text, float speed_mps)
{
    if (std::isnan(speed_mps)) {
        return;
    }
    const double speed_mph = static_cast<double>(speed_mps) / kMetresPerSecondPerMph;
    constexpr int kMostDecimals = 12; ///< of a double below 1000 the last are noise
    double scale = 1.0;
    for (int decimals = 0; decimals <= kMostDecimals; ++decimals, scale *= 10.0) {
        const double rounded = std::round(speed_mph * scale) / scale;
        if (static_cast<float>(rounded * kMetresPerSecondPerMph) == speed_mps) {
            return appendPlain(text, rounded);
        }
    }
    appendPlain(text, speed_mph);
}

/// Appends a field, quoted if it must be.
void appendText(std::string& text, std::string_view field)
{
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
        text.append(field);
        return;
    }
    text.push_back('"');
    for (const char letter : field) {
        text.append(letter == '"' ? 2 : 1, letter);
    }
    text.push_back('"');
}

/// The flow of one lane of several: whole vehicles stay whole, and all lanes add up to the total.
float flowOfLane(float total, int lane, int lanes)
{
    const float share = std::floor(total / static_cast<float>(lanes));
    const float rest = total - share * static_cast<float>(lanes);
    if (rest != std::floor(rest)) {
        return total / static_cast<float>(lanes);
    }
    return share + (static_cast<float>(lane) < rest ? 1.0F : 0.0F);
}

void appendLane(std::string& text, const Observation& reading, int lane, int lanes)
{
    text.push_back(',');
    if (lane >= lanes) {
        text.append(",,,,0");
        return;
    }
    const bool missing = reading.quality() == Quality::Missing;
    appendNumber(text, std::int64_t{missing ? 0 : kSamplesPerLane});
    text.push_back(',');
    if (!missing) {
        appendPlain(text, flowOfLane(reading.flow_veh, lane, lanes));
    }
    text.push_back(',');
    appendOptional(text, reading.occupancy);
    text.push_back(',');
    appendSpeed(text, reading.speed_mps);
    const int lanesObserved = (reading.observed_pct * lanes + 50) / 100;
    text.append(lane < lanesObserved ? ",1" : ",0");
}

/// District to station length, with commas before and after.
std::string describe(const Station& station)
{
    std::string text = ",";
    appendText(text, station.id);
    text.append(station.district == 0 ? "," : concat(',', station.district));
    text.append(station.freeway == 0 ? "," : concat(',', station.freeway));
    text.push_back(',');
    if (station.direction != ' ') {
        text.push_back(station.direction);
    }
    return text.append(concat(',', codeOf(station.kind), ",,"));
}

void appendReading(std::string& text, const Observation& reading, int lanes)
{
    const bool missing = reading.quality() == Quality::Missing;
    appendNumber(text, std::int64_t{missing ? 0 : kSamplesPerLane * lanes});
    text.push_back(',');
    appendNumber(text, std::uint64_t{reading.observed_pct});
    text.push_back(',');
    appendOptional(text, reading.flow_veh);
    text.push_back(',');
    appendOptional(text, reading.occupancy);
    text.push_back(',');
    appendSpeed(text, reading.speed_mps);
}

Result<void> checkCanBeWritten(const std::filesystem::path& path, const Measurements& measurements)
{
    if (!measurements.axis.hasDates() || measurements.axis.step() != kFiveMinutes) {
        return fail(ErrorCode::InvalidInput,
                    concat(path.string(),
                           ": cannot be written: a Clearinghouse file needs dates and steps of 300 s, but "
                           "the measurements have ",
                           measurements.axis.hasDates() ? "" : "no dates and ", "steps of ",
                           static_cast<std::int64_t>(measurements.axis.step().count()), " s"));
    }
    return {};
}

/// Writes interval after interval of the same stations.
class RowWriter {
public:
    RowWriter(const Measurements& measurements, int laneBlocks);

    /// The rows of the intervals from `first` to before `last`.
    [[nodiscard]] std::string rows(std::size_t first, std::size_t last) const;

private:
    void appendInterval(std::string& text, std::size_t tick) const;

    const Measurements& m_measurements;
    std::vector<std::string> m_descriptions;
    int m_blocks;
};

RowWriter::RowWriter(const Measurements& measurements, int laneBlocks)
    : m_measurements(measurements), m_blocks(laneBlocks)
{
    for (const Station& station : measurements.stations) {
        m_descriptions.push_back(describe(station));
        m_blocks = std::max(m_blocks, station.lanes);
    }
}

std::string RowWriter::rows(std::size_t first, std::size_t last) const
{
    std::string text;
    for (std::size_t tick = first; tick < last; ++tick) {
        appendInterval(text, tick);
    }
    return text;
}

void RowWriter::appendInterval(std::string& text, std::size_t tick) const
{
    const TimeAxis& axis = m_measurements.axis;
    const UtcTime time = axis.at(static_cast<Tick>(tick));
    std::string when;
    appendPemsTime(when, LocalTime{(time + axis.clock().offsetAt(time)).time_since_epoch()}, SecondsShown::Yes);
    for (std::size_t station = 0; station < m_measurements.stations.size(); ++station) {
        const Observation& reading = m_measurements.at(tick, station);
        const int lanes = m_measurements.stations[station].lanes;
        text.append(when).append(m_descriptions[station]);
        appendReading(text, reading, lanes);
        for (int lane = 0; lane < m_blocks; ++lane) {
            appendLane(text, reading, lane, lanes);
        }
        text.push_back('\n');
    }
}

} // namespace

Result<void> writeClearinghouse(const std::filesystem::path& path, const Measurements& measurements,
                                const ClearinghouseWriteOptions& options)
try {
    if (Result<void> can = checkCanBeWritten(path, measurements); !can) {
        return can;
    }
    const std::size_t first = std::min(options.firstTick, measurements.ticks());
    const std::size_t last = first + std::min(options.tickCount, measurements.ticks() - first);
    const std::string text = RowWriter(measurements, options.laneBlocks).rows(first, last);
    if (text.empty()) {
        return fail(ErrorCode::InvalidInput,
                    concat(path.string(), ": cannot be written: there is no reading in the intervals asked for"));
    }
    return writeTextAtomically(path, text);
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

} // namespace twin
