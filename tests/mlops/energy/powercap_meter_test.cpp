// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/energy/powercap_meter.h"

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

using namespace mlops;
namespace fs = std::filesystem;

namespace {

/// A made-up /sys/class/powercap.
class PowercapTree : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_root = fs::temp_directory_path() / ("powercap-test-" + std::to_string(::getpid()));
        fs::remove_all(m_root);
        fs::create_directories(m_root);
    }
    void TearDown() override { fs::remove_all(m_root); }

    void zone(const std::string& folder, const std::string& name, const std::string& energy,
              const std::string& range = "1000000")
    {
        fs::create_directories(m_root / folder);
        put(folder + "/name", name);
        put(folder + "/energy_uj", energy);
        put(folder + "/max_energy_range_uj", range);
    }
    void put(const std::string& file, const std::string& text) { std::ofstream(m_root / file) << text << '\n'; }
    std::unique_ptr<EnergyMeter> open()
    {
        auto meter = PowercapMeter::open(m_root);
        EXPECT_TRUE(meter) << meter.error().message;
        return meter ? std::move(*meter) : nullptr;
    }
    static double settled(EnergyMeter& meter)
    {
        EnergyLedger ledger;
        meter.settle(ledger);
        return ledger.total().value;
    }

    fs::path m_root;
};

constexpr Lap kWork{Phase::Inference, Family::Ridge, 1, Booking::Counted};

} // namespace

TEST_F(PowercapTree, BooksWhatTheCounterAdvanced)
{
    zone("intel-rapl:0", "package-0", "100000");
    const auto meter = open();
    meter->start();
    meter->lap(kWork);
    put("intel-rapl:0/energy_uj", "350000");
    EXPECT_NEAR(settled(*meter), 0.25, 1e-12);
}

TEST_F(PowercapTree, CountsAcrossTheWrap)
{
    zone("intel-rapl:0", "package-0", "900000", "1000000");
    const auto meter = open();
    meter->start();
    meter->lap(kWork);
    put("intel-rapl:0/energy_uj", "50000");
    EXPECT_NEAR(settled(*meter), 0.15, 1e-12);
}

TEST_F(PowercapTree, TakesPackagesOnceAndNothingElse)
{
    zone("intel-rapl:0", "package-0", "0");
    zone("intel-rapl:0:0", "core", "0");
    zone("intel-rapl:1", "psys", "0");
    zone("intel-rapl-mmio:0", "package-0", "0");
    const PowercapSurvey survey = surveyPowercap(m_root);
    ASSERT_EQ(survey.packages.size(), 1U);
    EXPECT_EQ(survey.packages.front().name, "package-0");
}

TEST_F(PowercapTree, KeepsLapsUntilTheCounterTicks)
{
    zone("intel-rapl:0", "package-0", "100");
    const auto meter = open();
    EnergyLedger ledger;
    meter->start();
    meter->lap(kWork);
    meter->settle(ledger);
    EXPECT_EQ(ledger.entry(Phase::Inference, Family::Ridge).count, 0U);
    meter->lap(kWork);
    put("intel-rapl:0/energy_uj", "1100");
    meter->settle(ledger);
    EXPECT_EQ(ledger.entry(Phase::Inference, Family::Ridge).count, 2U);
    EXPECT_NEAR(ledger.total().value, 1e-3, 1e-12);
}

TEST_F(PowercapTree, LeavesACounterOutThatVanishes)
{
    zone("intel-rapl:0", "package-0", "100");
    zone("intel-rapl:1", "package-1", "100");
    const auto meter = open();
    meter->start();
    meter->lap(kWork);
    fs::remove(m_root / "intel-rapl:1/energy_uj");
    put("intel-rapl:0/energy_uj", "1100");
    EXPECT_NEAR(settled(*meter), 1e-3, 1e-12);
}

TEST_F(PowercapTree, SaysWhyNothingCanBeMeasured)
{
    const auto empty = PowercapMeter::open(m_root);
    ASSERT_FALSE(empty);
    EXPECT_NE(empty.error().message.find("holds no processor package counter"), std::string::npos);
    const auto missing = PowercapMeter::open(m_root / "nowhere");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("does not exist"), std::string::npos);
    zone("intel-rapl:0", "package-0", "not a number");
    const auto unreadable = PowercapMeter::open(m_root);
    ASSERT_FALSE(unreadable);
    EXPECT_NE(unreadable.error().message.find("cannot be read"), std::string::npos);
}
