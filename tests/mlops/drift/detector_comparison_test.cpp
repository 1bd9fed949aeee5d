// SPDX-License-Identifier: GPL-3.0-or-later

// The detectors side by side on the same streams, together with two that need no data: one that always alarms and one
// that never does. A figure by which the first would win is no figure to choose a detector by.

#include <algorithm>
#include <span>

#include "detector_cases.h"
#include "drift_streams.h"

using namespace mlops;
using twin::RandomStream;

namespace {

/// A detector that answers the same to everything.
class Stubborn final : public DriftDetector {
public:
    explicit Stubborn(DriftState answer) : m_answer(answer) {}
    [[nodiscard]] DriftState update(double /*x*/) override
    {
        ++m_seen;
        return m_answer;
    }
    void reset() override { m_seen = 0; }
    [[nodiscard]] std::size_t samplesNeeded() const override { return 1; }
    [[nodiscard]] std::size_t samplesSeen() const override { return m_seen; }

private:
    DriftState m_answer;
    std::size_t m_seen = 0;
};

constexpr std::size_t kStreams = 50;
constexpr std::size_t kCalm = 1500;
constexpr std::size_t kStepped = 200;

/// One line of the table.
struct Row {
    std::string name;
    double found = 0.0;         ///< share of the changes that were followed by an alarm
    double medianDelay = 0.0;   ///< samples from change to alarm, of those found
    double falsePer10000 = 0.0; ///< alarms in 10,000 calm samples
    double precision = 0.0;     ///< changes found / alarms
};

/// Misses: one in ten, then nine in ten.
std::vector<double> streamWithOneChange(std::uint64_t seed)
{
    RandomStream random(seed, "comparison");
    std::vector<double> stream;
    for (std::size_t i = 0; i < kCalm + kStepped; ++i) {
        stream.push_back(missesAtRate(i < kCalm ? 0.1 : 0.9)(random));
    }
    return stream;
}

Row judge(const std::string& name, const std::function<std::unique_ptr<DriftDetector>()>& make)
{
    std::vector<double> delays;
    std::size_t early = 0;
    std::size_t alarms = 0;
    for (std::uint64_t seed = 0; seed < kStreams; ++seed) {
        const auto detector = make();
        const auto indices = indicesOf(DriftState::Drift, answers(*detector, streamWithOneChange(seed)));
        const auto after = std::ranges::lower_bound(indices, kCalm);
        early += static_cast<std::size_t>(after - indices.begin());
        alarms += indices.size();
        if (after != indices.end()) {
            delays.push_back(static_cast<double>(*after - kCalm + 1));
        }
    }
    std::ranges::sort(delays);
    const auto found = static_cast<double>(delays.size());
    return {.name = name,
            .found = found / kStreams,
            .medianDelay = delays.empty() ? 0.0 : delays[delays.size() / 2],
            .falsePer10000 = static_cast<double>(early) * 10000.0 / (kStreams * kCalm),
            .precision = alarms == 0 ? 0.0 : found / static_cast<double>(alarms)};
}

std::string tableOf(const std::vector<Row>& rows)
{
    std::string table = "detector | found | median delay | false alarms in 10,000 | precision\n";
    for (const Row& row : rows) {
        table += twin::concat(row.name, " | ", twin::fixed(row.found, 2), " | ", twin::fixed(row.medianDelay, 0), " | ",
                              twin::fixed(row.falsePer10000, 1), " | ", twin::fixed(row.precision, 2), "\n");
    }
    return table;
}

} // namespace

TEST(DetectorComparison, EveryDetectorBeatsAlwaysAndNeverAlarming)
{
    const Row always = judge("always", [] { return std::make_unique<Stubborn>(DriftState::Drift); });
    const Row never = judge("never", [] { return std::make_unique<Stubborn>(DriftState::Stable); });
    std::vector<Row> rows{always, never};
    for (const DetectorCase& detectorCase : detectorCases()) {
        rows.push_back(judge(detectorCase.name, detectorCase.make));
    }
    SCOPED_TRACE(tableOf(rows));

    // By changes found and by delay, nothing beats alarming always: these two columns alone must never decide.
    EXPECT_EQ(always.found, 1.0);
    EXPECT_EQ(always.medianDelay, 1.0);
    EXPECT_EQ(always.falsePer10000, 10000.0);
    EXPECT_LT(always.precision, 0.001);
    EXPECT_EQ(never.found, 0.0);
    EXPECT_EQ(never.falsePer10000, 0.0);

    for (const Row& row : std::span(rows).subspan(2)) {
        SCOPED_TRACE(row.name);
        EXPECT_EQ(row.found, 1.0);
        EXPECT_LT(row.falsePer10000, always.falsePer10000 / 1000.0);
        EXPECT_GT(row.precision, 0.5);
        EXPECT_LE(row.medianDelay, 80.0);
    }
}
