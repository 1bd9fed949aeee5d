// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include "mlops/experiment/run_header.h"
#include "mlops/store/run_export.h"
#include "mlops/store/sqlite_run_log.h"
#include "mlops/store/verify_run.h"
#include "tests/mlops/made_up_data.h"
#include "tests/source_dir.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

using namespace mlops;
namespace fs = std::filesystem;

namespace {

class RunFile : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_folder = fs::temp_directory_path() / ("run-log-test-" + std::to_string(::getpid()));
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
    }
    void TearDown() override { fs::remove_all(m_folder); }

    /// What is ordered at which tick.
    using Orders = std::map<twin::Tick, Command>;

    /// Records a run of the bundled synthetic station, so that verification finds its data again.
    fs::path record(const std::string& approach, const std::string& name = "run.run", const Orders& orders = {})
    {
        const fs::path file = m_folder / name;
        RunSpec spec = madeUpSpec(approach);
        const auto data = loadExperimentData(choice(), spec.protocol.trainingTicks);
        EXPECT_TRUE(data) << data.error().message;
        const auto header =
            runHeader({.id = "id", .name = name, .createdUtc = "2026-01-01T00:00:00Z"}, spec, choice(), *data);
        auto log = SqliteRunLog::create(file, header.dump());
        EXPECT_TRUE(log) << log.error().message;
        CoreTrainer trainer({});
        const RunTools tools{trainer, nullptr, **log, {}, {}};
        m_outcome = orders.empty() ? runExperiment(spec, *data, tools) : steer(spec, *data, tools, orders);
        EXPECT_TRUE(m_outcome) << m_outcome.error().message;
        EXPECT_TRUE((*log)->status());
        return file;
    }
    static twin::Result<RunOutcome> steer(const RunSpec& spec, const ExperimentData& data, const RunTools& tools,
                                          const Orders& orders)
    {
        const auto run = PreparedRun::prepare(spec, data, tools);
        if (!run) {
            return tl::unexpected(run.error());
        }
        TwinRuntime& runtime = (*run)->runtime();
        do {
            if (const auto due = orders.find(runtime.tick()); due != orders.end()) {
                runtime.order(due->second, Actor::User);
            }
        } while (runtime.step());
        runtime.close();
        RunOutcome outcome = (*run)->outcome(RunStatus::Complete);
        tools.log.finish(RunStatus::Complete, summaryJson(outcome));
        return outcome;
    }
    static DataChoice choice() { return {.paths = {sourceDirectory() / "data" / "synthetic-station"}}; }
    static Verification verify(const fs::path& file)
    {
        const auto reader = RunReader::open(file);
        EXPECT_TRUE(reader);
        CoreTrainer trainer({});
        NullRunLog unused;
        const auto result = verifyRun(*reader, {trainer, nullptr, unused, {}, {}});
        EXPECT_TRUE(result) << result.error().message;
        return *result;
    }
    static std::size_t ticksIn(const RunReader& reader)
    {
        std::size_t count = 0;
        EXPECT_TRUE(reader.ticks([&](const StoredTick& tick) {
            EXPECT_EQ(tick.tick, static_cast<twin::Tick>(count)) << "ticks are a prefix without holes";
            ++count;
            return true;
        }));
        return count;
    }

    fs::path m_folder;
    twin::Result<RunOutcome> m_outcome = twin::fail(twin::ErrorCode::Internal, "");
};

} // namespace

TEST_F(RunFile, HoldsTheWholeRunInOneFile)
{
    const fs::path file = record("frugal");
    EXPECT_EQ(std::distance(fs::directory_iterator(m_folder), fs::directory_iterator()), 1);
    const auto reader = RunReader::open(file);
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_EQ(reader->status(), "complete");
    EXPECT_EQ(reader->header().at("approach"), "frugal");
    EXPECT_NEAR(reader->summary().at("r2").get<double>(), *m_outcome->summary.errors.r2(), 1e-15);
    EXPECT_EQ(ticksIn(*reader), 6U * 2016U - 1900U);
    double joules = 0.0;
    EXPECT_TRUE(reader->energy([&](const EnergyRecord& record) {
        joules += record.spent.energy.value;
        return true;
    }));
    EXPECT_NEAR(joules, m_outcome->ledger.total().value, 1e-6);
}

TEST_F(RunFile, KeepsWhatWasPredictedOfTheNetwork)
{
    const fs::path file = m_folder / "ahead.run";
    auto log = SqliteRunLog::create(file, "{}");
    ASSERT_TRUE(log);
    const std::vector<float> flows{1.0F, 2.0F};
    const twin::LinkStates links{{0.1F}, {20.0F}, {2.0F}, {0.01F}};
    const std::vector<NetworkAhead> ahead{{1, links, {10.0F, 11.0F}, {20.0F, 21.0F}},
                                          {3, links, {12.0F, 13.0F}, {22.0F, 23.0F}}};
    (*log)->append(TickRecord{.tick = 0, .flows = flows, .links = &links, .ahead = ahead});
    (*log)->append(TickRecord{.tick = 1, .flows = flows, .links = &links});
    (*log)->finish(RunStatus::Complete, "{}");
    const auto reader = RunReader::open(file);
    ASSERT_TRUE(reader) << reader.error().message;
    const auto first = reader->tickAt(0);
    const auto second = reader->tickAt(1);
    ASSERT_TRUE(first && *first && second && *second);
    EXPECT_EQ((*first)->ahead, (std::vector<float>{10, 11, 20, 21, 20, 12, 13, 22, 23, 20}));
    EXPECT_EQ((*first)->links.speed_mps, links.speed_mps);
    EXPECT_TRUE((*second)->ahead.empty());
}

TEST_F(RunFile, IsNeverOverwritten)
{
    const fs::path file = record("lr");
    const auto second = SqliteRunLog::create(file, "{}");
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().message.find("exists already"), std::string::npos);
}

TEST_F(RunFile, VerifiesAgainstANewComputation)
{
    const Verification same = verify(record("frugal"));
    EXPECT_FALSE(same.difference) << *same.difference;
    EXPECT_EQ(same.ticks, 6U * 2016U - 1900U);
    EXPECT_EQ(same.decisions, m_outcome->summary.decisions);
}

TEST_F(RunFile, VerifiesARunWhoseLoopWasPausedAndStepped)
{
    const Orders orders{{-1, PauseLoopCommand{true}},    {1000, StepLoopCommand{}},
                        {2000, StepLoopCommand{}},       {2005, StepLoopCommand{}},  // waits for forecasts to judge
                        {3000, PauseLoopCommand{false}}, {3100, StepLoopCommand{}}}; // refused: the loop runs
    const fs::path file = record("frugal", "stepped.run", orders);
    const auto reader = RunReader::open(file);
    ASSERT_TRUE(reader) << reader.error().message;
    std::vector<twin::Tick> made;
    EXPECT_TRUE(reader->decisions([&](const StoredDecision& decision) {
        made.push_back(decision.tick);
        return decision.tick <= 3000;
    }));
    ASSERT_GE(made.size(), 4U);
    EXPECT_EQ((std::vector<twin::Tick>{made[0], made[1]}), (std::vector<twin::Tick>{1001, 2001}));
    EXPECT_GT(made[2], 2005 + 20);
    EXPECT_LT(made[2], 2005 + 60);
    EXPECT_GT(made[3], 3000);
    std::size_t refused = 0;
    EXPECT_TRUE(reader->events([&](const EventRecord& event) {
        refused += event.kind == "command-refused" ? 1U : 0U;
        return true;
    }));
    EXPECT_EQ(refused, 1U);
    const Verification same = verify(file);
    EXPECT_FALSE(same.difference) << *same.difference;
    EXPECT_EQ(same.decisions, m_outcome->summary.decisions);
}

TEST_F(RunFile, SaysWhereARecordWasTamperedWith)
{
    const fs::path file = record("svm+prt");
    const std::string command =
        "sqlite3 " + file.string() + " \"UPDATE tick SET forecast = zeroblob(4) WHERE tick = 5000\" 2>/dev/null";
    if (std::system("command -v sqlite3 >/dev/null") != 0) {
        GTEST_SKIP() << "needs the sqlite3 program";
    }
    ASSERT_EQ(std::system(command.c_str()), 0);
    const Verification result = verify(file);
    ASSERT_TRUE(result.difference);
    EXPECT_NE(result.difference->find("tick 5000: forecast 0 is"), std::string::npos) << *result.difference;
    EXPECT_EQ(result.ticks, 5000U);
}

TEST_F(RunFile, SurvivesBeingKilledAtAnyMoment)
{
    // A child records as fast as it can and tells of each commit; the parent kills it at many moments.
    const ExperimentData data = madeUpData();
    for (int attempt = 0; attempt < 50; ++attempt) {
        const fs::path file = m_folder / ("killed" + std::to_string(attempt) + ".run");
        int pipe[2];
        ASSERT_EQ(::pipe(pipe), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(pipe[0]);
            auto log = SqliteRunLog::create(file, R"({"approach":"x"})");
            const float flow = 1.0F;
            for (std::int64_t tick = 0;; ++tick) {
                (*log)->append(TickRecord{.tick = tick, .flows = {&flow, 1}});
                if (tick % 64 == 63) {
                    (*log)->commit();
                    static_cast<void>(!::write(pipe[1], &tick, sizeof tick));
                }
            }
        }
        ::close(pipe[1]);
        ::usleep(static_cast<useconds_t>(15000 + attempt * 1700));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        std::int64_t acknowledged = -1;
        for (std::int64_t tick = 0; ::read(pipe[0], &tick, sizeof tick) == sizeof tick;) {
            acknowledged = tick;
        }
        ::close(pipe[0]);
        if (!fs::exists(file) || acknowledged < 0) {
            continue; // killed before the first commit
        }
        const auto reader = RunReader::open(file);
        ASSERT_TRUE(reader) << "attempt " << attempt << ": " << reader.error().message;
        EXPECT_EQ(reader->status(), "running");
        EXPECT_GE(ticksIn(*reader), static_cast<std::size_t>(acknowledged + 1)) << "attempt " << attempt;
    }
}

TEST_F(RunFile, RefusesWhatIsNotARun)
{
    const auto complaint = [](const fs::path& file) {
        const auto reader = RunReader::open(file);
        return reader ? std::string("accepted") : reader.error().message;
    };
    EXPECT_NE(complaint(m_folder / "none.run").find("there is no run file"), std::string::npos);
    std::ofstream(m_folder / "text.run") << "hello, this is not a database at all, just some text";
    EXPECT_NE(complaint(m_folder / "text.run").find("text.run"), std::string::npos);
    const fs::path file = record("lr");
    auto bytes = *twin::readRaw(file);
    for (std::size_t place = 4096; place < bytes.size(); place += 4096) {
        bytes[place] = 'x'; // every page's type
    }
    std::ofstream(m_folder / "damaged.run", std::ios::binary) << bytes;
    EXPECT_NE(complaint(m_folder / "damaged.run"), "accepted");
}

TEST_F(RunFile, SaysWhatWasFoundInPlaceOfARunAndWhatToDo)
{
    const auto write = [&](const std::string& name, std::string_view bytes) {
        const fs::path file = m_folder / name;
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    };
    const auto expectFault = [](const fs::path& file, const std::string& found, const std::string& advice) {
        const auto reader = RunReader::open(file);
        ASSERT_FALSE(reader) << file;
        EXPECT_EQ(reader.error().code, twin::ErrorCode::Corrupt);
        EXPECT_EQ(reader.error().message,
                  twin::concat("run file ", file.string(), ": expected a run recorded by GreenLoop, found ", found,
                               "; ", advice));
    };
    const std::string another = "choose a file that 'greenloopctl run' or the desktop has written";
    const std::string again = "copy it again from where it is whole, or compute the run again";
    expectFault(write("empty.run", ""), "an empty file", another);
    expectFault(write("text.run", "{\"events\": []}"), "something that is no SQLite database", another);
    const std::string bytes = *twin::readRaw(record("lr", "whole.run"));
    const std::string all = std::to_string(bytes.size());
    expectFault(write("cut.run", std::string_view(bytes).substr(0, 50000)),
                "the first 50000 of at least " + all + " bytes, the rest is missing", again);
    expectFault(write("stub.run", std::string_view(bytes).substr(0, 300)),
                "the first 300 of at least " + all + " bytes, the rest is missing", again);
    expectFault(write("head.run", std::string_view(bytes).substr(0, 60)),
                "the first 60 of at least 100 bytes, the rest is missing", again);
    for (const std::string tables :
         {"CREATE TABLE bookmarks(url)", "CREATE TABLE meta(a, b); PRAGMA user_version=77"}) {
        const fs::path file = m_folder / ("other" + std::to_string(tables.size()) + ".run");
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(tables);
        expectFault(file, "a database of another program", another);
    }
}

TEST_F(RunFile, ExportsAFolderThatReadsBack)
{
    const fs::path file = record("frugal");
    const auto reader = RunReader::open(file);
    ASSERT_TRUE(reader);
    const fs::path folder = m_folder / "export";
    const auto done = exportRun(*reader, folder, {.withTimings = true, .appVersion = "test"});
    ASSERT_TRUE(done) << done.error().message;
    for (const char* name :
         {"run.json", "predictions.csv", "telemetry.csv", "decisions.jsonl", "decisions.csv", "drift.csv", "energy.csv",
          "training.csv", "events.csv", "README.txt", "codecarbon/emissions.csv", "harmone/predictions.csv"}) {
        EXPECT_TRUE(fs::exists(folder / name)) << name;
    }
    // The score can be computed again from predictions.csv alone.
    ErrorAccumulator errors;
    const auto predictions = *twin::readText(folder / "predictions.csv");
    for (const std::string_view line : twin::split(predictions, '\n')) {
        const auto fields = twin::split(line, ',');
        if (fields.size() == 15 && fields[11] == "1") {
            errors.add(*twin::parseNumber(fields[10]), *twin::parseNumber(fields[7]));
        }
    }
    EXPECT_NEAR(*errors.r2(), *m_outcome->summary.errors.r2(), 1e-6);
    EXPECT_EQ(static_cast<SampleCount>(errors.count()), m_outcome->summary.samples);
    const auto decisions = *twin::readText(folder / "decisions.jsonl");
    for (const std::string_view line : twin::split(decisions, '\n')) {
        if (!line.empty()) {
            const auto json = nlohmann::json::parse(line);
            EXPECT_TRUE(json.contains("sentence") && json.contains("counterfactual"));
        }
    }
    const auto emissions = *twin::readText(folder / "codecarbon/emissions.csv");
    EXPECT_EQ(twin::split(twin::split(emissions, '\n')[0], ',').size(), 38U);
    EXPECT_FALSE(exportRun(*reader, folder, {})) << "an existing folder is left alone";
}

TEST_F(RunFile, EqualRunsExportEqualBytesWithoutTimings)
{
    const auto a = RunReader::open(record("svm+prt", "a.run"));
    const auto b = RunReader::open(record("svm+prt", "b.run"));
    ASSERT_TRUE(a && b);
    ASSERT_TRUE(exportRun(*a, m_folder / "a", {.withTimings = false}));
    ASSERT_TRUE(exportRun(*b, m_folder / "b", {.withTimings = false}));
    for (const char* name :
         {"predictions.csv", "decisions.jsonl", "decisions.csv", "telemetry.csv", "energy.csv", "training.csv"}) {
        EXPECT_EQ(*twin::readText(m_folder / "a" / name), *twin::readText(m_folder / "b" / name)) << name;
    }
}
