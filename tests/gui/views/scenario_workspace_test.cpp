// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario made from nothing as a person makes one: from the map, on the axis, in the form; back and forth; to a file
// and out of it again; into a run and into a what-if.
#include "gui/views/scenario_workspace.h"

#include <optional>

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMenu>
#include <QTabWidget>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/map/map_panel.h"
#include "gui/views/banner.h"
#include "gui/views/event_form.h"
#include "gui/views/main_window.h"
#include "gui/views/reading_preview_view.h"
#include "gui/views/scenario_axis.h"
#include "gui/views/scenario_form.h"
#include "gui/views/wall_clock_edit.h"
#include "gui/views/what_if_panel.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/patience.h"
#include "twin/io/scenario_json.h"
#include "twin/io/text_file.h"

using namespace gui;
using std::chrono::minutes;

namespace {

struct ScenarioWorkspaceTest : ::testing::Test {
    QTemporaryDir folder;
    MainWindow window{
        {.liveSetup = [this](const QString& approach) { return bundledRun(folder, approach.toStdString()); },
         .appVersion = QStringLiteral("test"),
         .scenarioCopies = folder.path() + QStringLiteral("/copies"),
         .recentFile = {}}};
    ScenarioWorkspace& workspace = window.scenario();
    ScenarioDocument& document = workspace.document();

    ScenarioWorkspaceTest()
    {
        workspace.files().setQuestion([] { return ScenarioFiles::Answer::Discard; });
        window.resize(1600, 1000);
        window.show();
        window.showWorkspace(ActionId::Scenario);
        EXPECT_TRUE(QTest::qWaitFor([this] { return document.network() != nullptr; }, kPatience_ms));
    }

    [[nodiscard]] MapTarget link(const char* id) const { return *workspace.document().network()->linkNamed(id); }
    /// Clicks an entry of the map's context menu.
    bool chooseOnMap(const MapTarget& target, const QString& title)
    {
        QMenu* menu = workspace.menuFor(target);
        for (QAction* action : menu->actions()) {
            if (action->text() == title) {
                action->trigger();
                menu->deleteLater();
                return true;
            }
        }
        return false;
    }
    void dragOnAxis(QPointF from, QPointF to)
    {
        ScenarioAxis* axis = workspace.parts().axis;
        QTest::mousePress(axis, Qt::LeftButton, Qt::NoModifier, from.toPoint());
        QTest::mouseMove(axis, ((from + to) / 2).toPoint());
        QTest::mouseMove(axis, to.toPoint());
        QTest::mouseRelease(axis, Qt::LeftButton, Qt::NoModifier, to.toPoint());
    }
    [[nodiscard]] const twin::Event& event(std::size_t index) const
    {
        return workspace.document().scenario().events[index];
    }
};

} // namespace

TEST_F(ScenarioWorkspaceTest, OpensABundledScenarioAtFirst)
{
    EXPECT_EQ(document.scenario().name, "incident");
    EXPECT_TRUE(document.problems().empty());
    EXPECT_TRUE(document.undoStack().isClean());
}

TEST_F(ScenarioWorkspaceTest, MakesAScenarioFromNothingAndReadsItBack)
{
    window.action(ActionId::NewScenario).trigger();
    ASSERT_TRUE(document.scenario().events.empty());
    workspace.parts().scenario->name().setText(QStringLiteral("works"));
    QTest::keyClick(&workspace.parts().scenario->name(), Qt::Key_Return);
    EXPECT_EQ(document.scenario().name, "works");
    ASSERT_TRUE(chooseOnMap(link("20005"), QStringLiteral("Close a lane here")));
    ASSERT_TRUE(chooseOnMap(link("20008"), QStringLiteral("Incident here")));
    ASSERT_EQ(document.scenario().events.size(), 2U);
    EXPECT_EQ(std::get<twin::LaneClosure>(event(0).action).where.links, std::vector<std::string>{"20005"});
    const twin::Event before = event(1);
    const QRectF bar = workspace.parts().axis->barOf(1);
    dragOnAxis(bar.center(), bar.center() + QPointF(200.0, 0.0));
    EXPECT_GT(event(1).from, before.from);
    EXPECT_EQ(event(1).to - event(1).from, before.to - before.from);
    EXPECT_EQ(event(1).from.time_since_epoch().count() % 300, 0);
    const QRectF moved = workspace.parts().axis->barOf(1);
    dragOnAxis({moved.right() - 1.0, moved.center().y()}, {moved.right() + 120.0, moved.center().y()});
    EXPECT_GT(event(1).to - event(1).from, before.to - before.from);
    const twin::Scenario whole = document.scenario();
    window.action(ActionId::Undo).trigger();
    EXPECT_EQ(event(1).to - event(1).from, before.to - before.from);
    window.action(ActionId::Undo).trigger();
    EXPECT_EQ(event(1), before);
    window.action(ActionId::Redo).trigger();
    window.action(ActionId::Redo).trigger();
    EXPECT_EQ(document.scenario(), whole);
    const std::filesystem::path file = folder.path().toStdString() + "/works.json";
    ASSERT_TRUE(workspace.files().saveTo(file)) << window.banner().text().toStdString();
    const std::string bytes = *twin::readText(file);
    window.openFile(QString::fromStdString(file.string()));
    EXPECT_EQ(document.scenario(), whole);
    ASSERT_TRUE(workspace.files().saveTo(file));
    EXPECT_EQ(*twin::readText(file), bytes);
}

TEST_F(ScenarioWorkspaceTest, TellsInTheFormWhatIsWrongAndWillNotRunIt)
{
    EventForm& form = *workspace.parts().event;
    EXPECT_TRUE(form.problem().isEmpty());
    auto* lanes = qobject_cast<QDoubleSpinBox*>(form.field(QStringLiteral("Lanes blocked")));
    ASSERT_NE(lanes, nullptr);
    lanes->setValue(25.0);
    EXPECT_TRUE(form.problem().contains(QStringLiteral("lanes_blocked: found 25, expected")))
        << form.problem().toStdString();
    window.action(ActionId::RunScenario).trigger();
    EXPECT_TRUE(window.banner().isError());
    window.action(ActionId::Undo).trigger();
    EXPECT_TRUE(form.problem().isEmpty());
    EXPECT_EQ(lanes->value(), 2.0) << "the form follows a step back";
    workspace.parts().scenario->end().setInstant(document.scenario().start - minutes(60), document.clock());
    Q_EMIT workspace.parts().scenario->end().edited(document.scenario().start - minutes(60));
    EXPECT_TRUE(workspace.parts().scenario->problem().contains(QStringLiteral("ends after it starts")))
        << workspace.parts().scenario->problem().toStdString();
}

TEST_F(ScenarioWorkspaceTest, MovesAndDeletesByKeyboardAlone)
{
    ScenarioAxis* axis = workspace.parts().axis;
    const twin::Event before = event(0);
    axis->setFocus();
    QTest::keyClick(axis, Qt::Key_Down);
    QTest::keyClick(axis, Qt::Key_Right);
    EXPECT_EQ(event(0).from, before.from + minutes(5));
    QTest::keyClick(axis, Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(event(0).to, before.to + minutes(65));
    QTest::keyClick(axis, Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(event(0).from, before.from);
    QTest::keyClick(axis, Qt::Key_Delete);
    EXPECT_TRUE(document.scenario().events.empty());
}

TEST_F(ScenarioWorkspaceTest, PreviewsAnInducedDrift)
{
    ASSERT_TRUE(workspace.files().open(workspace.files().bundledFile(QStringLiteral("induced-drift"))));
    ReadingPreviewView& preview = *workspace.parts().preview;
    ASSERT_TRUE(QTest::qWaitFor([&] { return preview.shown().has_value(); }, kPatience_ms));
    EXPECT_EQ(preview.shown()->together, 2U);
    EXPECT_NEAR(preview.shown()->changed[200], 1.7F * preview.shown()->usual[200] - 70.0F, 1.0F);
    document.choose(std::nullopt);
    EXPECT_FALSE(preview.isVisible());
}

TEST_F(ScenarioWorkspaceTest, AsksBeforeEditsAreLost)
{
    int asked = 0;
    ScenarioFiles::Answer answer = ScenarioFiles::Answer::Cancel;
    workspace.files().setQuestion([&] {
        ++asked;
        return answer;
    });
    EXPECT_TRUE(window.close()) << "nothing to lose";
    EXPECT_EQ(asked, 0);
    window.show();
    document.edit(removed(document.scenario(), 0));
    EXPECT_FALSE(window.close());
    EXPECT_EQ(asked, 1);
    EXPECT_TRUE(window.isVisible());
    answer = ScenarioFiles::Answer::Discard;
    EXPECT_TRUE(window.close());
}

TEST_F(ScenarioWorkspaceTest, RunsTheEditedScenarioFromACopy)
{
    ASSERT_TRUE(chooseOnMap(link("20005"), QStringLiteral("Close a lane here")));
    const auto file = workspace.files().fileToRun();
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(twin::readScenario(*file).value(), document.scenario());
    QString wanted;
    QObject::connect(&workspace, &ScenarioWorkspace::runWanted, &window, [&](const QString& path) { wanted = path; });
    window.action(ActionId::RunScenario).trigger();
    EXPECT_EQ(wanted.toStdString(), file->string());
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return window.session().hasRun() || window.banner().isVisible(); }, kPatience_ms));
    ASSERT_TRUE(window.session().hasRun()) << window.banner().text().toStdString();
    EXPECT_NE(window.session().description().network, nullptr);
    EXPECT_EQ(window.session().description().episodes.size(), 2U);
}

TEST_F(ScenarioWorkspaceTest, AsksWhatTheIncidentCosts)
{
    WhatIfPanel& panel = *workspace.parts().whatIf;
    workspace.parts().tabs->setCurrentIndex(2);
    bool isAnswered = false;
    QObject::connect(&panel, &WhatIfPanel::answered, &window, [&] { isAnswered = true; });
    panel.ask();
    ASSERT_TRUE(QTest::qWaitFor([&] { return isAnswered; }, kPatience_ms));
    EXPECT_EQ(panel.problem().toStdString(), "");
    ASSERT_EQ(panel.rows().rowCount(), 8);
    EXPECT_TRUE(panel.sentence().contains(QStringLiteral("costs"))) << panel.sentence().toStdString();
    EXPECT_TRUE(panel.rows().rows()[1].difference.startsWith(QStringLiteral("▼ worse")));
    document.edit(removed(document.scenario(), 0));
    EXPECT_EQ(panel.problem().toStdString(), "");
}

TEST_F(ScenarioWorkspaceTest, BranchesTheLiveRunThatGoesOnInTheCity)
{
    WhatIfPanel& panel = *workspace.parts().whatIf;
    EXPECT_TRUE(panel.way().startsWith(QStringLiteral("Simulates the scenario anew"))) << panel.way().toStdString();
    window.action(ActionId::RunScenario).trigger();
    RunSession& session = window.session();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.history().ticks() > 8; }, kPatience_ms));
    session.setPlaying(false);
    // A branch is taken after the pause: no tick is on its way once it has come.
    std::optional<twin::UtcTime> stands;
    QObject::connect(&session, &RunSession::branched, &window,
                     [&](const BranchPtr& branch, const QString&) { stands = branch ? branch->at : twin::UtcTime{}; });
    session.takeBranch();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return stands && session.description().axis.at(session.history().ticks()) == *stands; }, kPatience_ms));
    const twin::Tick ticks = session.history().ticks();
    window.showWorkspace(ActionId::Scenario);
    twin::Event tonight = event(0);
    tonight.from += std::chrono::hours(12);
    tonight.to += std::chrono::hours(12);
    document.edit(replaced(document.scenario(), 0, tonight, QStringLiteral("move the incident")));
    document.choose(0);
    EXPECT_TRUE(panel.way().startsWith(QStringLiteral("Branches the live run"))) << panel.way().toStdString();
    panel.setBeginsNow(false);
    panel.ask();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !panel.problem().isEmpty(); }, kPatience_ms));
    EXPECT_TRUE(panel.problem().contains(QStringLiteral("does not happen"))) << panel.problem().toStdString();
    panel.setBeginsNow(true);
    bool isAnswered = false;
    WhatIfFrame difference;
    QObject::connect(&panel, &WhatIfPanel::answered, &window, [&] { isAnswered = true; });
    QObject::connect(&panel, &WhatIfPanel::differenceChanged, &window,
                     [&](const WhatIfFrame& made) { difference = made; });
    panel.ask();
    ASSERT_TRUE(QTest::qWaitFor([&] { return isAnswered; }, kPatience_ms));
    EXPECT_EQ(panel.problem().toStdString(), "");
    const TimeText text(document.clock());
    const QString now = text.full(secondsOf(session.description().axis.at(ticks)));
    EXPECT_TRUE(panel.source().contains(QStringLiteral("live run's own estimated state of ") + now))
        << panel.source().toStdString();
    EXPECT_TRUE(panel.source().contains(QStringLiteral("driven by the forecasts of")));
    EXPECT_EQ(panel.rows().rowCount(), 8);
    ASSERT_NE(difference, nullptr);
    EXPECT_EQ(difference->values.size(), document.network()->links().size());
    EXPECT_EQ(session.history().ticks(), ticks) << "the run stands where it stood";
}

TEST_F(ScenarioWorkspaceTest, SaysWhyAFaultOfADetectorHasNoWhatIf)
{
    ASSERT_TRUE(workspace.files().open(workspace.files().bundledFile(QStringLiteral("detector-failure"))));
    ASSERT_TRUE(QTest::qWaitFor([this] { return document.network() != nullptr; }, kPatience_ms));
    WhatIfPanel& panel = *workspace.parts().whatIf;
    panel.ask();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !panel.problem().isEmpty(); }, kPatience_ms));
    EXPECT_TRUE(panel.problem().contains(QStringLiteral("not the traffic")));
}
