// SPDX-License-Identifier: GPL-3.0-or-later
// A run of a city as its file keeps it: the energy is there within the hour, and it can be computed again.
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "mlops/experiment/run_header.h"
#include "mlops/store/sqlite_run_log.h"
#include "mlops/store/verify_run.h"
#include "tests/mlops/made_up_data.h"
#include "tests/source_dir.h"

using namespace mlops;
namespace fs = std::filesystem;

namespace {

constexpr twin::Tick kHour = 12; ///< ticks

/// Two hours of the bundled city after one day of history.
class CityRunFile : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_folder = fs::temp_directory_path() / ("city-run-test-" + std::to_string(::getpid()));
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
        std::ofstream(m_folder / "hours.json") << R"({"name": "hours", "story": "Two hours of a morning.",
            "network": "city-san-jose", "feed": {"kind": "simulated_city"}, "seed": 1, "zone": "America/Los_Angeles",
            "start": "2024-05-07T07:00:00-07:00", "end": "2024-05-07T09:00:00-07:00", "events": []})";
        m_choice.scenario = ScenarioChoice{m_folder / "hours.json", sourceDirectory() / "data", 1, {}};
        m_spec.protocol = cityProtocol();
        m_spec.energy.kind = "cpu"; // as a city on a screen is metered
        auto data = loadExperimentData(m_choice, m_spec.protocol.trainingTicks);
        ASSERT_TRUE(data) << data.error().message;
        m_data = std::move(*data);
    }
    void TearDown() override { fs::remove_all(m_folder); }

    [[nodiscard]] nlohmann::ordered_json header() const
    {
        return runHeader({.id = "id", .name = "hours", .createdUtc = "2026-01-01T00:00:00Z"}, m_spec, m_choice, m_data);
    }
    [[nodiscard]] RunReader record()
    {
        const fs::path file = m_folder / "hours.run";
        auto log = SqliteRunLog::create(file, header().dump());
        EXPECT_TRUE(log) << log.error().message;
        const auto outcome = runExperiment(m_spec, m_data, {m_trainer, nullptr, **log, {}, {}});
        EXPECT_TRUE(outcome) << outcome.error().message;
        auto reader = RunReader::open(file);
        EXPECT_TRUE(reader) << reader.error().message;
        return std::move(*reader);
    }

    fs::path m_folder;
    DataChoice m_choice;
    RunSpec m_spec = madeUpSpec("persistence");
    ExperimentData m_data;
    CoreTrainer m_trainer{{}};
};

} // namespace

TEST_F(CityRunFile, HasItsEnergyAfterTheFirstHourAndVerifies)
{
    const RunReader reader = record();
    double firstHour_j = 0.0;
    twin::Tick first = -1;
    ASSERT_TRUE(reader.energy([&](const EnergyRecord& energy) {
        first = first < 0 ? energy.tick : first;
        firstHour_j += energy.tick < kHour ? energy.spent.energy.value : 0.0;
        return true;
    }));
    EXPECT_EQ(first, kHour - 1);
    EXPECT_GT(firstHour_j, 0.0);
    NullRunLog unused;
    const auto verified = verifyRun(reader, {m_trainer, nullptr, unused, {}, {}});
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_FALSE(verified->difference) << *verified->difference;
    EXPECT_EQ(verified->ticks, 2U * kHour);
}

TEST_F(CityRunFile, SaysInItsHeaderWhenEnergyIsSettled)
{
    nlohmann::json written = header();
    EXPECT_EQ(recipeOf(written)->spec.protocol.settleEvery, kHour);
    written["settle_every_ticks"] = 7; // whatever the protocol is today
    EXPECT_EQ(recipeOf(written)->spec.protocol.settleEvery, 7);
    written.erase("settle_every_ticks");
    EXPECT_EQ(recipeOf(written)->spec.protocol.settleEvery, 256) << "older runs say nothing";
    written["settle_every_ticks"] = 0;
    const auto refused = recipeOf(written);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("settle_every_ticks: expected 1 or more, found 0"), std::string::npos);
}
