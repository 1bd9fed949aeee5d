// SPDX-License-Identifier: GPL-3.0-or-later
// A new live run is chosen, not begun at once; and what may be done where none could begin.
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/views/banner.h"
#include "gui/views/main_window.h"
#include "gui/views/new_run_dialog.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/patience.h"

using namespace gui;

namespace {

/// What a dialog asks the program's edge for, without files.
LiveSetup named(const QString& approach, const QString& scenario)
{
    LiveSetup setup;
    setup.spec.approach = approach.toStdString();
    setup.spec.energy.kind = scenario == QStringLiteral("none") ? "recorded" : "auto";
    setup.identity.name = scenario.toStdString();
    return setup;
}

void choose(const QWidget& dialog, const char* field, const char* value)
{
    auto* box = dialog.findChild<QComboBox*>(QLatin1String(field));
    ASSERT_NE(box, nullptr) << field;
    ASSERT_GE(box->findData(QLatin1String(value)), 0) << value;
    box->setCurrentIndex(box->findData(QLatin1String(value)));
}

struct NewRunWindow : ::testing::Test {
    QTemporaryDir folder;
    MainWindow window{
        {.liveSetup = [this](const QString& approach) { return bundledRun(folder, approach.toStdString()); },
         .appVersion = QStringLiteral("test"),
         .recentFile = {}}};

    [[nodiscard]] QStringList choices()
    {
        QStringList texts;
        for (const auto* button : window.banner().findChildren<QPushButton*>()) {
            texts << button->text();
        }
        return texts;
    }
};

} // namespace

TEST(NewRunDialog, GivesWhatWasChosenAndTheSameAsACommand)
{
    auto* dialog = new NewRunDialog({.scenarios = {QStringLiteral("incident"), QStringLiteral("induced-drift")},
                                     .scenario = QStringLiteral("induced-drift"),
                                     .setup = &named},
                                    nullptr);
    EXPECT_EQ(dialog->setup().spec.approach, "harmone");
    EXPECT_EQ(dialog->setup().identity.name, "induced-drift");
    choose(*dialog, "scenario", "none");
    EXPECT_EQ(dialog->setup().spec.energy.kind, "recorded") << "as usual for the station";
    choose(*dialog, "scenario", "incident");
    choose(*dialog, "approach", "frugal");
    choose(*dialog, "energy", "cpu");
    dialog->findChild<QSpinBox*>(QStringLiteral("seed"))->setValue(7);
    const LiveSetup chosen = dialog->setup();
    EXPECT_EQ(chosen.identity.name, "incident");
    EXPECT_EQ(chosen.spec.approach, "frugal");
    EXPECT_EQ(chosen.spec.energy.kind, "cpu");
    EXPECT_EQ(chosen.spec.seed, 7U);
    EXPECT_EQ(dialog->command().toStdString(),
              "greenloopctl run --scenario incident --approach frugal --energy cpu --seed 7");
    delete dialog;
}

TEST_F(NewRunWindow, AsksBeforeTheOpenRunIsGivenUp)
{
    window.show();
    window.startLive(bundledRun(folder, "lr"), RunSession::Start::Playing);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.session().history().ticks() > 0; }, kPatience_ms));
    window.action(ActionId::OpenLive).trigger();
    auto* dialog = window.findChild<NewRunDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(window.session().description().approach, "lr");
    choose(*dialog, "approach", "persistence");
    dialog->accept();
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return window.session().description().approach == "persistence"; }, kPatience_ms));
}

TEST_F(NewRunWindow, OffersALiveRunWhereAFileCouldNotBeOpened)
{
    window.show();
    QFile file(folder.filePath(QStringLiteral("broken.run")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("no run at all");
    file.close();
    window.openFile(file.fileName());
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.banner().isVisible(); }, kPatience_ms));
    EXPECT_EQ(choices().join(QLatin1Char('|')).toStdString(), "Start a live run|Close");
}

TEST_F(NewRunWindow, OffersARunWithoutLstmWhereItIsLstmThatIsMissing)
{
    window.show();
    window.startLive(bundledRun(folder, "lstm"), RunSession::Start::Playing);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.banner().isVisible(); }, kPatience_ms));
    EXPECT_EQ(choices().join(QLatin1Char('|')).toStdString(), "Start a run without LSTM|Close")
        << window.banner().text().toStdString();
}
