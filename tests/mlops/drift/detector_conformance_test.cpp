// SPDX-License-Identifier: GPL-3.0-or-later

// What every DriftDetector must do, whatever it computes.

#include <limits>

#include "allocation_counter.h"
#include "detector_cases.h"
#include "drift_streams.h"

using namespace mlops;
using twin::RandomStream;

namespace {

std::vector<double> drawn(const Draw& draw, std::size_t count, RandomStream& random)
{
    std::vector<double> values(count);
    for (double& x : values) {
        x = draw(random);
    }
    return values;
}

/// Samples up to and including the first Drift; more than `limit` where there was none.
std::size_t samplesUntilDrift(DriftDetector& detector, const Draw& draw, std::size_t limit, RandomStream& random)
{
    for (std::size_t i = 1; i <= limit; ++i) {
        if (detector.update(draw(random)) == DriftState::Drift) {
            return i;
        }
    }
    return limit + 1;
}

class DetectorConformance : public testing::TestWithParam<DetectorCase> {
protected:
    /// Calm, then stepped, then calm again and stepped again.
    static std::vector<double> eventfulStream(std::uint64_t seed)
    {
        RandomStream random(seed, "eventful");
        std::vector<double> stream;
        for (const Draw& draw : {GetParam().calm, GetParam().stepped, GetParam().calm, GetParam().stepped}) {
            const auto part = drawn(draw, 600, random);
            stream.insert(stream.end(), part.begin(), part.end());
        }
        return stream;
    }
};

std::string nameOfCase(const testing::TestParamInfo<DetectorCase>& info) { return info.param.name; }

} // namespace

TEST_P(DetectorConformance, IsSilentOnStationaryDataAtItsStatedRate)
{
    constexpr std::uint64_t kStreams = 50;
    std::size_t alarms = 0;
    for (std::uint64_t seed = 0; seed < kStreams; ++seed) {
        RandomStream random(seed, "stationary");
        const auto detector = GetParam().make();
        for (int i = 0; i < 10000; ++i) {
            alarms += detector->update(GetParam().calm(random)) == DriftState::Drift ? 1 : 0;
        }
    }
    EXPECT_LE(static_cast<double>(alarms) / kStreams, GetParam().alarmsPer10000);
}

TEST_P(DetectorConformance, FindsAStepOfThreeDeviationsInTime)
{
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        RandomStream random(seed, "step");
        const auto detector = GetParam().make();
        static_cast<void>(answers(*detector, drawn(GetParam().calm, 500, random)));
        EXPECT_LE(samplesUntilDrift(*detector, GetParam().stepped, 500, random), GetParam().delay) << "seed " << seed;
    }
}

TEST_P(DetectorConformance, StillFindsAStepAfterAHundredThousandSamples)
{
    // A statistic that had overflowed or become a not-a-number would keep silent for ever.
    RandomStream random(3, "aged");
    const auto detector = GetParam().make();
    static_cast<void>(answers(*detector, drawn(GetParam().calm, 100000, random)));
    EXPECT_LE(samplesUntilDrift(*detector, GetParam().stepped, 5000, random), GetParam().agedDelay);
}

TEST_P(DetectorConformance, StartsOverAfterDrift)
{
    const auto stream = eventfulStream(1);
    const auto detector = GetParam().make();
    std::unique_ptr<DriftDetector> fresh;
    std::size_t drifts = 0;
    for (std::size_t i = 0; i < stream.size(); ++i) {
        const DriftState state = detector->update(stream[i]);
        if (fresh) {
            ASSERT_EQ(state, fresh->update(stream[i])) << "at " << i;
            ASSERT_EQ(detector->samplesSeen(), fresh->samplesSeen());
        }
        if (state == DriftState::Drift) {
            fresh = GetParam().make();
            ++drifts;
        }
    }
    EXPECT_GE(drifts, 2U);
}

TEST_P(DetectorConformance, IsAsNewAfterReset)
{
    const auto used = GetParam().make();
    static_cast<void>(answers(*used, eventfulStream(2)));
    used->reset();
    EXPECT_EQ(used->samplesSeen(), 0U);
    const auto fresh = GetParam().make();
    const auto stream = eventfulStream(5);
    EXPECT_EQ(answers(*used, stream), answers(*fresh, stream));
}

TEST_P(DetectorConformance, AnswersTheSameToTheSame)
{
    const auto first = GetParam().make();
    const auto second = GetParam().make();
    for (const double x : eventfulStream(4)) { // interleaved: shared state would show
        ASSERT_EQ(first->update(x), second->update(x));
    }
}

TEST_P(DetectorConformance, CollectsExactlyUntilItHasEnough)
{
    RandomStream random(6, "collecting");
    const auto detector = GetParam().make();
    const std::size_t needed = detector->samplesNeeded();
    ASSERT_GT(needed, 0U);
    ASSERT_EQ(detector->samplesSeen(), 0U);
    for (std::size_t i = 1; i <= needed; ++i) {
        const DriftState state = detector->update(GetParam().calm(random));
        ASSERT_EQ(detector->samplesSeen(), i);
        ASSERT_EQ(state == DriftState::Collecting, i < needed) << "at sample " << i << " of " << needed;
    }
    EXPECT_EQ(detector->samplesNeeded(), needed);
}

TEST_P(DetectorConformance, NeverAlarmsOnAConstantStream)
{
    for (const double constant : GetParam().constants) {
        const auto detector = GetParam().make();
        for (int i = 0; i < 20000; ++i) {
            const DriftState state = detector->update(constant);
            ASSERT_TRUE(state == DriftState::Stable || state == DriftState::Collecting)
                << nameOf(state) << " at sample " << i << " of the constant " << constant;
        }
    }
}

TEST_P(DetectorConformance, KeepsItsMemoryBounded)
{
    RandomStream random(7, "memory");
    const auto detector = GetParam().make();
    for (int i = 0; i < 10000; ++i) {
        static_cast<void>(detector->update(GetParam().calm(random)));
    }
    const std::size_t before = bytesSoFar();
    for (int i = 0; i < 90000; ++i) {
        static_cast<void>(detector->update(GetParam().calm(random)));
    }
    EXPECT_LE(bytesSoFar() - before, 8192U);
}

TEST_P(DetectorConformance, RefusesWhatIsNotANumber)
{
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const auto detector = GetParam().make();
    EXPECT_DEATH(static_cast<void>(detector->update(std::numeric_limits<double>::quiet_NaN())), "is fed");
}

INSTANTIATE_TEST_SUITE_P(Every, DetectorConformance, testing::ValuesIn(detectorCases()), nameOfCase);
