// SPDX-License-Identifier: GPL-3.0-or-later
// Whole flows through the window, as a person goes: open, play, look back, ask why, order, edit, compare, take home.
#include <algorithm>
#include <fstream>
#include <sstream>

#include <QDoubleSpinBox>
#include <QFile>
#include <QImage>
#include <QPushButton>
#include <QTest>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "gui/models/decision_rows.h"
#include "gui/views/banner.h"
#include "gui/views/compare_workspace.h"
#include "gui/views/export_dialog.h"
#include "gui/views/loop_workspace.h"
#include "gui/views/main_window.h"
#include "gui/views/mapek_panel.h"
#include "gui/views/policy_form.h"
#include "gui/views/policy_workspace.h"
#include "gui/views/table_view.h"
#include "gui/views/why_panel.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/patience.h"

using namespace gui;

namespace {

std::string contentOf(const std::string& file)
{
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

struct Window : ::testing::Test {
    QTemporaryDir folder;
    MainWindow window{
        {.liveSetup = [this](const QString& approach) { return bundledRun(folder, approach.toStdString()); },
         .appVersion = QStringLiteral("test"),
         .recentFile = {}}};
    RunSession& session = window.session();

    void play(const std::string& approach = "frugal", std::uint64_t seed = 1,
              std::optional<double> speed = std::nullopt)
    {
        window.show();
        session.setSpeed(speed);
        window.startLive(bundledRun(folder, approach, seed), RunSession::Start::Playing);
        ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun() && session.history().ticks() > 0; }, kPatience_ms))
            << window.banner().text().toStdString();
    }
    void playToTheEnd(const std::string& approach = "frugal", std::uint64_t seed = 1)
    {
        play(approach, seed);
        ASSERT_TRUE(QTest::qWaitFor(
            [&] { return session.hasRun() && session.description().approach == approach && !session.isGrowing(); },
            kPatience_ms));
    }
    [[nodiscard]] DecisionPtr firstThatActed()
    {
        for (const DecisionPtr& decision : session.history().decisions()) {
            if (hasActed(*decision)) {
                return decision;
            }
        }
        return nullptr;
    }
    std::string exported(ExportKind kind, const std::string& name)
    {
        const std::string target = folder.path().toStdString() + "/" + name;
        auto* dialog = new ExportDialog({session, window.jobs(), window, QStringLiteral("test")}, &window);
        QString problem;
        bool isDone = false;
        QObject::connect(dialog, &ExportDialog::exported, &window, [&](const QString&) { isDone = true; });
        QObject::connect(dialog, &ExportDialog::failed, &window, [&](const QString& text) { problem = text; });
        dialog->choose(kind);
        dialog->setTarget(QString::fromStdString(target));
        EXPECT_TRUE(dialog->command().contains(QLatin1Char('\'') + folder.path() + QLatin1Char('/')))
            << "to be pasted anywhere: " << dialog->command().toStdString();
        dialog->run();
        EXPECT_TRUE(QTest::qWaitFor([&] { return isDone || !problem.isEmpty(); }, kPatience_ms));
        EXPECT_EQ(problem.toStdString(), "");
        return target;
    }
};

} // namespace

TEST_F(Window, PlaysSeeksBackAndSaysWhy)
{
    playToTheEnd();
    const twin::Tick end = session.playback().playhead();
    EXPECT_EQ(end, session.history().ticks() - 1);
    const DecisionPtr decision = firstThatActed();
    ASSERT_NE(decision, nullptr);
    session.seek(decision->tick);
    EXPECT_EQ(session.playback().playhead(), decision->tick);
    window.action(ActionId::Why).trigger();
    ASSERT_TRUE(window.why().explanation());
    const Explanation& why = *window.why().explanation();
    EXPECT_EQ(why.decision->id, decision->id);
    EXPECT_EQ(why.sentence.toStdString(), mlops::sentenceOf(*decision));
    EXPECT_FALSE(why.rules.empty());
    EXPECT_FALSE(why.changes.empty()) << "planning again finds what would have changed it";
}

TEST_F(Window, SaysWhyNothingWasDone)
{
    playToTheEnd();
    for (const DecisionPtr& decision : session.history().decisions()) {
        if (!hasActed(*decision) && !decision->plan.trigger) {
            session.seek(decision->tick);
            window.action(ActionId::Why).trigger();
            ASSERT_TRUE(window.why().explanation());
            EXPECT_EQ(window.why().explanation()->decision->id, decision->id);
            EXPECT_EQ(window.why().explanation()->headline.toStdString(), "Nothing to do");
            return;
        }
    }
    FAIL() << "the run has no quiet check";
}

TEST_F(Window, ExplainsTheChosenRowAndElseFollowsThePlayhead)
{
    playToTheEnd();
    const auto& decisions = session.history().decisions();
    const DecisionPtr chosen = firstThatActed();
    ASSERT_NE(chosen, nullptr);
    session.seek(session.history().ticks() - 1);
    window.action(ActionId::Why).trigger();
    EXPECT_FALSE(window.why().isPinned());
    session.seek(chosen->tick);
    EXPECT_EQ(window.why().explanation()->decision->id, chosen->id) << "it goes along with the playhead";
    window.showWorkspace(ActionId::Loop);
    auto* loop = window.findChild<LoopWorkspace*>();
    loop->decisions().selectKey(chosen->id);
    session.seek(session.history().ticks() - 1);
    EXPECT_NE(window.why().explanation()->decision->id, chosen->id);
    window.action(ActionId::Why).trigger();
    EXPECT_TRUE(window.why().isPinned());
    EXPECT_EQ(window.why().explanation()->decision->id, chosen->id);
    session.seek(decisions.back()->tick);
    EXPECT_EQ(window.why().explanation()->decision->id, chosen->id) << "what was chosen stays";
}

TEST_F(Window, SaysBeforehandThatAnExportReplacesAFile)
{
    playToTheEnd();
    auto* dialog = new ExportDialog({session, window.jobs(), window, QStringLiteral("test")}, &window);
    dialog->choose(ExportKind::HtmlReport);
    const auto says = [&](const QString& text) {
        return std::ranges::any_of(dialog->findChildren<QPushButton*>(),
                                   [&](const QPushButton* button) { return button->text() == text; });
    };
    dialog->setTarget(folder.filePath(QStringLiteral("new.html")));
    EXPECT_TRUE(says(QStringLiteral("Export")));
    QFile old(folder.filePath(QStringLiteral("old.html")));
    ASSERT_TRUE(old.open(QIODevice::WriteOnly));
    dialog->setTarget(old.fileName());
    EXPECT_TRUE(says(QStringLiteral("Replace the file")));
    dialog->close();
}

TEST_F(Window, ExplainsTheNextRunWhereTheLastWasExplained)
{
    playToTheEnd();
    window.action(ActionId::Why).trigger();
    ASSERT_TRUE(window.why().explanation());
    playToTheEnd("svm+prt");
    ASSERT_TRUE(window.why().explanation()) << "there are checks, so 'No decision yet' would not be true";
    const auto& decisions = session.history().decisions();
    EXPECT_TRUE(std::ranges::find(decisions, window.why().explanation()->decision) != decisions.end());
}

TEST_F(Window, RetrainsWhenItIsOrderedTo)
{
    play("svm+prt", 1, 300.0);
    window.action(ActionId::Retrain).trigger();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().versions().size() > 1; }, kPatience_ms));
    EXPECT_EQ(session.history().versions().back().reason, mlops::TrainingReason::User);
    EXPECT_EQ(session.history().decisions().front()->actor, mlops::Actor::User);
}

TEST_F(Window, PausesTheLoopStepsItAndSaysWhyItDidWhatItDid)
{
    play("frugal", 1, 300.0);
    QAction& pause = window.action(ActionId::PauseLoop);
    QAction& step = window.action(ActionId::StepLoop);
    EXPECT_FALSE(step.isEnabled());
    pause.trigger();
    EXPECT_TRUE(step.isEnabled());
    const auto now = [&] { return session.history().ticks() - 1; };
    const auto isPaused = [&] { return now() > 60 && loopPauseAt(session.history(), now()).isPaused; };
    ASSERT_TRUE(QTest::qWaitFor(isPaused, kPatience_ms));
    const std::size_t before = session.history().decisions().size();
    step.trigger();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().decisions().size() > before; }, kPatience_ms));
    QTest::qWait(300); // the run goes on
    ASSERT_EQ(session.history().decisions().size(), before + 1);
    const DecisionPtr decision = session.history().decisions().back();
    EXPECT_EQ(decision->actor, mlops::Actor::Loop);
    const LoopState state = loopStateAt(session.description(), session.history(), decision->tick);
    EXPECT_TRUE(state.pause.isPaused && !state.pause.isStepWaiting);
    EXPECT_TRUE(state.stages[0].isLit) << "the check is seen in the panel";
    const auto rows = decisionRows(session.description(), session.history(), session.history().ticks(), Quiet::Shown);
    ASSERT_FALSE(rows.empty());
    EXPECT_EQ(rows.front().id, decision->id);
    session.seek(decision->tick);
    window.action(ActionId::Why).trigger();
    ASSERT_TRUE(window.why().explanation());
    EXPECT_EQ(window.why().explanation()->sentence.toStdString(), mlops::sentenceOf(*decision));
    EXPECT_FALSE(window.why().explanation()->rules.empty());
    pause.trigger();
    EXPECT_FALSE(step.isEnabled());
}

TEST_F(Window, RunsAnEditedPolicyDryOverTheOpenRun)
{
    playToTheEnd();
    window.showWorkspace(ActionId::Policy);
    bool isShown = false;
    QObject::connect(&window.policy(), &PolicyWorkspace::dryRunShown, &window, [&] { isShown = true; });
    ASSERT_TRUE(QTest::qWaitFor([&] { return isShown; }, kPatience_ms));
    EXPECT_EQ(window.policy().changes().rowCount(), 0)
        << "the run's own policy decides as it did: " << window.policy().verdict().toStdString();
    isShown = false;
    QDoubleSpinBox* limit = window.policy().form().limitField(mlops::Metric::ErrorGrowth);
    ASSERT_NE(limit, nullptr);
    limit->setValue(0.5);
    ASSERT_TRUE(QTest::qWaitFor([&] { return isShown; }, kPatience_ms));
    EXPECT_GT(window.policy().changes().rowCount(), 0);
}

TEST_F(Window, ComparesTwoRunsAndSaysWhatDiffers)
{
    playToTheEnd("frugal", 1);
    const QString first = QString::fromStdString(session.description().file.string());
    playToTheEnd("lr", 2);
    const QString second = QString::fromStdString(session.description().file.string());
    window.compare().addFiles({first, second});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.compare().runs().size() == 2; }, kPatience_ms));
    bool saysApproach = false;
    bool saysBetter = false;
    for (const DifferenceRow& row : differences(window.compare().groups())) {
        saysApproach = saysApproach || row.name == QStringLiteral("approach");
        EXPECT_NE(row.name, QStringLiteral("data › name")) << "what is the same is not shown";
        if (row.name.startsWith(QStringLiteral("Mean absolute error"))) {
            const bool isLess = row.values[1].toDouble() < row.values[0].toDouble();
            EXPECT_TRUE(row.verdict.startsWith(isLess ? QStringLiteral("▲ better") : QStringLiteral("▼ worse")))
                << row.verdict.toStdString();
            saysBetter = true;
        }
    }
    EXPECT_TRUE(saysApproach);
    EXPECT_TRUE(saysBetter);
    EXPECT_TRUE(window.compare().asText(mlops::ReportFormat::Markdown).contains(QLatin1Char('|')));
    EXPECT_TRUE(window.compare().asText(mlops::ReportFormat::Latex).contains(QStringLiteral("tabular")));
}

TEST_F(Window, ExportsEveryFormatSoThatItCanBeReadBack)
{
    playToTheEnd();
    const QImage picture(QString::fromStdString(exported(ExportKind::ViewPng, "view.png")));
    EXPECT_EQ(picture.size(), window.size() * 2);
    EXPECT_NE(contentOf(exported(ExportKind::ViewSvg, "view.svg")).find("<svg"), std::string::npos);
    EXPECT_TRUE(contentOf(exported(ExportKind::ViewPdf, "view.pdf")).starts_with("%PDF"));
    EXPECT_TRUE(contentOf(exported(ExportKind::PredictionsCsv, "p.csv")).starts_with("t_iso,t_unix_s,sensor_id"));
    std::istringstream lines(contentOf(exported(ExportKind::DecisionsJsonl, "d.jsonl")));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        EXPECT_TRUE(nlohmann::json::parse(line).contains("sentence"));
    }
    EXPECT_EQ(count, session.history().decisions().size());
    const std::string report = contentOf(exported(ExportKind::HtmlReport, "report.html"));
    EXPECT_NE(report.find("<svg"), std::string::npos);
    EXPECT_NE(report.find("</html>"), std::string::npos);
    EXPECT_EQ(report.find("http"), std::string::npos) << "a page that needs nothing but itself";
    EXPECT_TRUE(std::filesystem::exists(exported(ExportKind::RunFolder, "folder") + "/README.txt"));
}

TEST_F(Window, TellsOfAnErrorInItsBannerAndStaysUsable)
{
    window.show();
    window.openFile(folder.path() + QStringLiteral("/missing.run"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.banner().isVisible(); }, kPatience_ms));
    EXPECT_TRUE(window.banner().isError());
    EXPECT_TRUE(window.banner().text().contains(QStringLiteral("missing.run")));
    play();
    EXPECT_TRUE(session.hasRun());
}
