// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/energy/energy_ledger.h"

#include <gtest/gtest.h>

#include "mlops/energy/cpu_time_meter.h"
#include "mlops/energy/recorded_meter.h"

using namespace mlops;

namespace {

/// Keeps the processor busy for about the given time.
void burn(double seconds)
{
    const twin::Seconds start = threadCpuTime();
    volatile double sum = 0.0;
    while ((threadCpuTime() - start).value < seconds) {
        sum = sum + 1.0;
    }
}

} // namespace

TEST(EnergyLedger, KeepsWhatIsLeftOutBesideTheTotal)
{
    EnergyLedger ledger;
    ledger.book(Phase::Inference, Family::Lstm, {twin::Joules{3.0}, {}, 2, EnergySource::Recorded});
    ledger.book(Phase::Training, Family::Lstm, {twin::Joules{259.0}, {}, 1, EnergySource::Recorded}, Booking::LeftOut);
    EXPECT_DOUBLE_EQ(ledger.total().value, 3.0);
    EXPECT_DOUBLE_EQ(ledger.total(Booking::LeftOut).value, 259.0);
    EXPECT_EQ(ledger.phaseTotal(Phase::Inference).count, 2U);
}

TEST(EnergyLedger, TotalsAPhaseThatCountsNoBookings)
{
    EnergyLedger ledger;
    ledger.book(Phase::Estimate, Family::Ridge, {twin::Joules{5.0}, twin::Seconds{2.0}, 0, EnergySource::Estimated});
    ledger.book(Phase::Estimate, Family::Lstm, {twin::Joules{1.0}, twin::Seconds{0.5}, 0, EnergySource::Estimated});
    const EnergyEntry total = ledger.phaseTotal(Phase::Estimate);
    EXPECT_DOUBLE_EQ(total.energy.value, 6.0);
    EXPECT_DOUBLE_EQ(total.time.value, 2.5);
    EXPECT_EQ(total.source, EnergySource::Estimated);
}

TEST(RecordedMeter, BooksThePublishedFiguresPerForecast)
{
    RecordedMeter meter(harmone2025Profile());
    EnergyLedger ledger;
    meter.start();
    for (int i = 0; i < 10; ++i) {
        meter.lap({Phase::Inference, Family::Svr, 1, Booking::Counted});
    }
    meter.settle(ledger);
    const EnergyEntry& entry = ledger.entry(Phase::Inference, Family::Svr);
    EXPECT_NEAR(entry.energy.value, 0.1476, 1e-12);
    EXPECT_EQ(entry.count, 10U);
    EXPECT_EQ(entry.source, EnergySource::Recorded);
    EXPECT_EQ(meter.price(Family::Lstm, {}).energy.value, 259.0);
}

TEST(RecordedMeter, SaysWhichFiguresWereNeverPublished)
{
    const RecordedProfile& profile = harmone2025Profile();
    EXPECT_EQ(profile.figure(Phase::Inference, Family::Ridge).source, EnergySource::Recorded);
    EXPECT_EQ(profile.figure(Phase::Inference, Family::Rls).source, EnergySource::Modelled);
    EXPECT_EQ(profile.figure(Phase::OnlineLearning, Family::Rls).source, EnergySource::Modelled);
}

TEST(CpuTimeMeter, ClosesItsAccount)
{
    const HostPowerCurve host = *hostNamed("edge0");
    CpuTimeMeter meter(host);
    EnergyLedger ledger;
    const twin::Seconds before = threadCpuTime();
    meter.start();
    burn(0.02);
    meter.lap({Phase::Inference, Family::Lstm, 1, Booking::Counted});
    burn(0.01);
    meter.lap({Phase::Monitor, Family::Lstm, 1, Booking::Counted});
    meter.settle(ledger);
    const double used = (threadCpuTime() - before).value * host.marginalCore().value;
    EXPECT_NEAR(ledger.total().value / used, 1.0, 0.03);
    const double inference = ledger.entry(Phase::Inference, Family::Lstm).energy.value;
    EXPECT_NEAR(inference / ledger.total().value, 2.0 / 3.0, 0.15);
    EXPECT_EQ(ledger.entry(Phase::Inference, Family::Lstm).source, EnergySource::Estimated);
}

TEST(CpuTimeMeter, PricesATrainingByItsCpuTime)
{
    const HostPowerCurve host = *hostNamed("cloud");
    const CpuTimeMeter meter(host);
    const EnergyEntry entry = meter.price(Family::Lstm, {.cpu = {2.0}, .wall = {5.0}});
    EXPECT_DOUBLE_EQ(entry.energy.value, 2.0 * host.marginalCore().value);
}

TEST(HostPowerCurve, PassesThroughThePublishedPoints)
{
    const HostPowerCurve host = *hostNamed("edge1");
    EXPECT_DOUBLE_EQ(host.at(0.0).value, 36.6);
    EXPECT_DOUBLE_EQ(host.at(1.0).value, 69.7);
    EXPECT_NEAR(host.at(0.55).value, 0.5 * (49.4 + 53.1), 1e-12);
    EXPECT_FALSE(hostNamed("toaster"));
}
