// SPDX-License-Identifier: GPL-3.0-or-later
// What a user brings: taken for what it is, read with counts, refused with line and column, and then good for
// something.
#include "gui/views/import_dialog.h"

#include <fstream>

#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/views/file_door.h"
#include "tests/gui/patience.h"
#include "tests/source_dir.h"
#include "twin/io/measurement_files.h"

namespace {

struct Import : ::testing::Test {
    QTemporaryDir folder;
    QWidget window;
    gui::JobRunner jobs;
    gui::FileDoor door{jobs, window};
    gui::ImportDialog* dialog = nullptr;
    QString refused;

    void SetUp() override
    {
        QObject::connect(&door, &gui::FileDoor::importing, &window, [this](gui::ImportDialog* made) { dialog = made; });
        QObject::connect(&door, &gui::FileDoor::refused, &window, [this](const QString& why) { refused = why; });
    }
    [[nodiscard]] QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
    QString write(const char* name, const std::string& text) const
    {
        std::ofstream(path(name).toStdString()) << text;
        return path(name);
    }
    [[nodiscard]] bool finish() const
    {
        return QTest::qWaitFor([this] { return dialog != nullptr && !dialog->isReading(); }, kPatience_ms);
    }
    [[nodiscard]] static QString week(int number)
    {
        return QString::fromStdString((sourceDirectory() / "data" / "synthetic-station" /
                                       ("synthetic_900001_week_" + std::to_string(number) + ".csv"))
                                          .string());
    }
};

std::string row(const char* time, const char* flow)
{
    return std::string(time) + ",400001,4,101,N,ML,.5,10,100," + flow + ",.08,64.1,10," + flow + ",.08,64.1,1\n";
}

} // namespace

TEST_F(Import, SaysWhatAFileIsAndWhatCameOfItsRows)
{
    door.open({week(1), week(2)});
    ASSERT_TRUE(finish());
    EXPECT_EQ(dialog->tally().rows(), 2U * 2016U);
    EXPECT_EQ(dialog->tally().stations(), 1U);
    EXPECT_EQ(dialog->tally().intervals(), 2 * 2016);
    EXPECT_TRUE(dialog->tally().counts().contains(QStringLiteral("rows read"))) << dialog->verdict().toStdString();
    ASSERT_TRUE(dialog->offersSomething());
    QSignalSpy wanted(&door, &gui::FileDoor::dataGiven);
    dialog->accept();
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("frugal"));
    const auto read = twin::readMeasurements({{week(1).toStdString(), week(2).toStdString()}}, {});
    ASSERT_TRUE(read);
    std::size_t observed = 0;
    for (const twin::Observation& reading : read->measurements.readings) {
        observed += reading.quality() == twin::Quality::Observed ? 1 : 0;
    }
    EXPECT_LT(observed, 4032U) << "some of it was not observed";
    EXPECT_EQ(dialog->tally().observed(), static_cast<twin::Tick>(observed));
    const auto training = wanted[0][2].value<std::size_t>();
    std::size_t learned = 0;
    for (std::size_t tick = 0; tick < training; ++tick) {
        learned += read->measurements.at(tick, 0).quality() == twin::Quality::Observed ? 1 : 0;
    }
    EXPECT_EQ(learned, observed / 2) << "half of what was observed trains";
    EXPECT_EQ(read->measurements.at(training - 1, 0).quality(), twin::Quality::Observed) << "and no interval more";
}

TEST_F(Import, TrainsOnObservedIntervalsWhereDaysAreMissing)
{
    QStringList files;
    for (const char* day : {"10/18/2022", "10/04/2022", "10/11/2022"}) { // in no order
        std::string text;
        for (int slot = 0; slot < 288; ++slot) {
            const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
            text += row((std::string(day) + " " + two(slot / 12) + ":" + two(slot % 12 * 5) + ":00").c_str(), "240");
        }
        const std::string name = std::string("d04_text_station_5min_2022_10_") + day[3] + day[4] + ".txt";
        files << write(name.c_str(), text);
    }
    door.open(files);
    ASSERT_TRUE(finish());
    EXPECT_EQ(dialog->tally().intervals(), 15 * 288);
    EXPECT_EQ(dialog->tally().observed(), 3 * 288);
    EXPECT_EQ(dialog->tally().endOf(289), 7 * 288 + 1);
    const auto count = [](int number) { return QLocale().toString(number); };
    EXPECT_TRUE(dialog->offer().startsWith(QStringLiteral("The first %1 intervals train the first models, the other %2 "
                                                          "are the run. Observed of them: %3 and %3;")
                                               .arg(count(7 * 288 + 144), count(8 * 288 - 144), count(432))))
        << dialog->offer().toStdString();
    ASSERT_TRUE(dialog->offersSomething());
    QSignalSpy wanted(&door, &gui::FileDoor::dataGiven);
    dialog->accept();
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_EQ(wanted[0][2].value<std::size_t>(), 7U * 288U + 144U);
}

TEST_F(Import, IsTooShortForARunWhereTooLittleWasObserved)
{
    std::string text;
    for (const char* time : {"10/04/2022 00:00:00", "10/04/2022 00:05:00", "10/11/2022 00:00:00"}) {
        text += row(time, "240");
    }
    door.open({write("d04_text_station_5min_2022_10_04.txt", text)});
    ASSERT_TRUE(finish());
    EXPECT_FALSE(dialog->offersSomething()) << "a week of intervals, three of them observed";
    EXPECT_TRUE(dialog->offer().startsWith(QStringLiteral("Too short to run: 3 of "))) << dialog->offer().toStdString();
}

TEST_F(Import, ShowsARejectedRowWithItsLineColumnAndWhatWasExpected)
{
    std::string text;
    for (int minute = 0; minute < 50; minute += 5) {
        const std::string two = (minute < 10 ? "0" : "") + std::to_string(minute);
        text += row(("10/04/2022 00:" + two + ":00").c_str(), minute == 20 ? "12x" : "240");
    }
    door.open({write("d04_text_station_5min_2022_10_04.txt", text)});
    ASSERT_TRUE(finish());
    EXPECT_EQ(dialog->tally().report().badRows.count, 1U) << dialog->verdict().toStdString();
    QStringList cells;
    for (const auto* view : dialog->findChildren<QTableView*>()) {
        for (int column = 0; view->model()->columnCount() == 4 && column < 4; ++column) {
            cells << view->model()->index(0, column).data().toString();
        }
    }
    ASSERT_EQ(cells.size(), 4);
    EXPECT_TRUE(cells[1].startsWith(QStringLiteral("5 :"))) << cells.join(QStringLiteral(" | ")).toStdString();
    EXPECT_TRUE(cells[2].contains(QStringLiteral("12x")));
    EXPECT_FALSE(cells[3].isEmpty());
    EXPECT_FALSE(dialog->offersSomething()) << "fifty minutes are no run, and it says so";
}

TEST_F(Import, SaysHowManyIntervalsHaveNoRow)
{
    std::string text;
    for (const char* time : {"10/04/2022 00:00:00", "10/04/2022 00:05:00", "10/05/2022 00:00:00"}) {
        text += row(time, "240");
    }
    door.open({write("d04_text_station_5min_2022_10_04.txt", text)});
    ASSERT_TRUE(finish());
    EXPECT_TRUE(dialog->tally().counts().contains(QStringLiteral("99 % of the intervals have no row")))
        << dialog->tally().counts().toStdString();
}

TEST_F(Import, CancelledItKeepsTheFilesThatWereRead)
{
    door.open({week(1), week(2), week(3), week(4)});
    ASSERT_TRUE(QTest::qWaitFor([this] { return dialog->tally().rows() > 0; }, kPatience_ms));
    dialog->cancel();
    EXPECT_FALSE(dialog->isReading());
    EXPECT_TRUE(dialog->verdict().contains(QStringLiteral("Cancelled after"))) << dialog->verdict().toStdString();
    EXPECT_TRUE(dialog->offersSomething());
}

TEST_F(Import, AFailureIsTheReadersOwnSentence)
{
    door.open({write("broken.txt", row("10/04/2022 00:00:00", "x") + row("10/04/2022 00:05:00", "y"))});
    ASSERT_TRUE(finish());
    EXPECT_TRUE(dialog->verdict().contains(QStringLiteral("line 1"))) << dialog->verdict().toStdString();
    EXPECT_TRUE(dialog->verdict().contains(QStringLiteral("expected")));
    EXPECT_FALSE(dialog->offersSomething());
}

TEST_F(Import, OpensANetworkOnTheMap)
{
    QSignalSpy given(&door, &gui::FileDoor::networkGiven);
    door.open({QString::fromStdString((sourceDirectory() / "data" / "city-san-jose").string())});
    ASSERT_TRUE(finish());
    ASSERT_TRUE(dialog->offersSomething()) << dialog->verdict().toStdString();
    dialog->accept();
    ASSERT_EQ(given.count(), 1);
}

TEST_F(Import, TellsScenariosPoliciesAndRunsApartAndRefusesTheRest)
{
    const auto bundled = [](const char* name) {
        return QString::fromStdString((sourceDirectory() / "data" / name).string());
    };
    QSignalSpy scenario(&door, &gui::FileDoor::scenarioGiven);
    QSignalSpy policy(&door, &gui::FileDoor::policyGiven);
    QSignalSpy run(&door, &gui::FileDoor::runGiven);
    door.open({bundled("scenarios/incident.json")});
    door.open({bundled("policies/frugal.json")});
    door.open({path("missing.run")});
    EXPECT_EQ(scenario.count(), 1);
    EXPECT_EQ(policy.count(), 1);
    EXPECT_EQ(run.count(), 1) << "what is wrong with it the reader says";
    EXPECT_TRUE(refused.isEmpty()) << refused.toStdString();
    door.open({write("poem.txt", "Roses are red\nviolets are blue\n")});
    EXPECT_TRUE(refused.contains(QStringLiteral("poem.txt"))) << refused.toStdString();
    EXPECT_TRUE(refused.contains(QStringLiteral("expected")));
    refused.clear();
    door.open({week(1), bundled("policies/frugal.json")});
    EXPECT_TRUE(refused.contains(QStringLiteral("different kinds")));
}
