// SPDX-License-Identifier: GPL-3.0-or-later
// A policy edited as a form, tried over the open run, and handed to the run that goes on.
#include "gui/views/policy_workspace.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/views/banner.h"
#include "gui/views/main_window.h"
#include "gui/views/map_diagram.h"
#include "gui/views/policy_form.h"
#include "tests/gui/bundled_run.h"
#include "tests/gui/patience.h"

using namespace gui;

namespace {

struct Policy : ::testing::Test {
    QTemporaryDir folder;
    MainWindow window{
        {.liveSetup = [this](const QString& approach) { return bundledRun(folder, approach.toStdString()); },
         .appVersion = QStringLiteral("test"),
         .recentFile = {}}};
    PolicyWorkspace& policy = window.policy();
    RunSession& session = window.session();

    void open(const std::string& approach, std::optional<double> speed)
    {
        window.show();
        session.setSpeed(speed);
        window.startLive(bundledRun(folder, approach, 1), RunSession::Start::Playing);
        ASSERT_TRUE(QTest::qWaitFor([&] { return session.hasRun() && session.history().ticks() > 0; }, kPatience_ms))
            << window.banner().text().toStdString();
        window.showWorkspace(ActionId::Policy);
    }
    template <typename Widget>
    [[nodiscard]] Widget* named(const QString& name) const
    {
        for (auto* widget : policy.findChildren<Widget*>()) {
            // A page that was replaced lives until the event loop turns.
            if (widget->accessibleName() == name && widget->isVisible()) {
                return widget;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton* button(const QString& text) const
    {
        for (auto* one : policy.findChildren<QPushButton*>()) {
            if (one->text() == text) {
                return one;
            }
        }
        return nullptr;
    }
    static void pick(QComboBox* box, const QString& text)
    {
        ASSERT_NE(box, nullptr);
        const int index = box->findText(text);
        ASSERT_GE(index, 0) << text.toStdString();
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }
};

} // namespace

TEST_F(Policy, LawsTestsAndTacticsAreChosenFromLists)
{
    open("lr", 1.0);
    const auto boundary = [&](mlops::Metric metric) { return policy.document().map().boundaryOn(metric); };
    pick(named<QComboBox>(QStringLiteral("Normalised energy: The limit")), QStringLiteral("decaying debt"));
    EXPECT_EQ(boundary(mlops::Metric::NormalisedEnergy)->law, mlops::Law::DecayingDebt);
    EXPECT_NE(named<QDoubleSpinBox>(QStringLiteral("Normalised energy: Debt allowed")), nullptr)
        << "the fields follow the law";
    pick(named<QComboBox>(QStringLiteral("Drift distance: Test")), QStringLiteral("Wasserstein"));
    EXPECT_EQ(boundary(mlops::Metric::DriftDistance)->distance, mlops::DistanceKind::Wasserstein);
    auto* reuse = named<QCheckBox>(QStringLiteral("Drift distance: Reuse a version"));
    ASSERT_NE(reuse, nullptr);
    reuse->click();
    EXPECT_FALSE(boundary(mlops::Metric::DriftDistance)->allows(mlops::kReuseVersion));
    EXPECT_TRUE(boundary(mlops::Metric::DriftDistance)->allows(mlops::kRetrain));
    for (int i = 0; i < 3; ++i) {
        window.action(ActionId::Undo).trigger();
    }
    EXPECT_TRUE(sameMap(policy.document().map(), mlops::harmoneMap()));
    EXPECT_FALSE(window.action(ActionId::Undo).isEnabled());
    EXPECT_NE(named<QDoubleSpinBox>(QStringLiteral("Normalised energy: Saved up a check")), nullptr)
        << "the form shows what undo brought back";
}

TEST_F(Policy, UndoIsThatOfTheEditorInSight)
{
    open("lr", 1.0);
    policy.document().edit(withBox(policy.document().map(), mlops::NodeKind::Quality));
    EXPECT_TRUE(window.action(ActionId::Undo).isEnabled());
    window.showWorkspace(ActionId::Loop);
    EXPECT_FALSE(window.action(ActionId::Undo).isEnabled()) << "nothing is edited here";
    window.showWorkspace(ActionId::Policy);
    EXPECT_TRUE(window.action(ActionId::Undo).isEnabled());
}

TEST_F(Policy, ColoursTheMapByWhatTheEditedPolicyWouldHaveJudged)
{
    open("frugal", std::nullopt);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !session.isGrowing(); }, kPatience_ms));
    const auto pixel = [&] {
        const QRectF box = policy.diagram().boxes().rectOf("accuracy");
        return policy.diagram().grab().toImage().pixelColor(
            QPoint(static_cast<int>(box.right()) - 16, static_cast<int>(box.center().y())));
    };
    bool isShown = false;
    QObject::connect(&policy, &PolicyWorkspace::dryRunShown, &window, [&] { isShown = true; });
    const auto& decisions = session.history().decisions();
    session.seek(decisions.back()->tick);
    QDoubleSpinBox* limit = policy.form().limitField(mlops::Metric::Skill);
    ASSERT_NE(limit, nullptr);
    limit->setValue(-20.0);
    policy.form().limitField(mlops::Metric::ErrorGrowth)->setValue(50.0);
    ASSERT_TRUE(QTest::qWaitFor([&] { return isShown; }, kPatience_ms));
    const QColor good = pixel();
    isShown = false;
    limit->setValue(10.0);
    ASSERT_TRUE(QTest::qWaitFor([&] { return isShown; }, kPatience_ms));
    EXPECT_NE(pixel(), good) << "no forecast reaches a skill of 10";
}

TEST_F(Policy, TheRunGoesOnUnderTheEditedPolicy)
{
    open("frugal", 300.0);
    policy.form().limitField(mlops::Metric::Skill)->setValue(-0.123);
    button(QStringLiteral("Use it from now on"))->click();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] {
            return std::ranges::any_of(session.history().decisions(), [](const DecisionPtr& decision) {
                return decision->situation.map->boundaryOn(mlops::Metric::Skill)->reference == -0.123;
            });
        },
        kPatience_ms));
    auto* presets = policy.findChild<QComboBox*>();
    pick(presets, QStringLiteral("Frugal energy"));
    ASSERT_EQ(policy.document().map().boundaryOn(mlops::Metric::Skill), nullptr);
    pick(presets, presets->itemText(0));
    EXPECT_EQ(policy.document().map().boundaryOn(mlops::Metric::Skill)->reference, -0.123)
        << "the run's own policy is the one it has now";
}

TEST_F(Policy, APresetCanBeTakenBack)
{
    open("lr", 1.0);
    policy.form().limitField(mlops::Metric::Score)->setValue(0.5);
    pick(policy.findChild<QComboBox*>(), QStringLiteral("Frugal energy"));
    EXPECT_EQ(policy.document().map().score.beta, 0.8);
    window.action(ActionId::Undo).trigger();
    EXPECT_EQ(policy.document().map().boundaryOn(mlops::Metric::Score)->reference, 0.5) << "no edit is lost";
}

TEST_F(Policy, AnEditInTheMapTakesNoFocusIntoTheForm)
{
    open("lr", 1.0);
    window.activateWindow();
    policy.form().limitField(mlops::Metric::Score)->setFocus();
    policy.diagram().setFocus();
    policy.document().edit(without(policy.document().map(), {"versioning", {}}));
    EXPECT_FALSE(policy.form().isAncestorOf(QApplication::focusWidget()));
}

TEST_F(Policy, TheWheelChangesNoLimit)
{
    open("lr", 1.0);
    QDoubleSpinBox* limit = policy.form().limitField(mlops::Metric::Score);
    const QPointF middle = QRectF(limit->rect()).center();
    QWheelEvent wheel(middle, limit->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(limit, &wheel);
    EXPECT_EQ(limit->value(), 0.78);
}

TEST_F(Policy, WhatAFileCouldNotHoldIsNotUsed)
{
    open("frugal", 300.0);
    PolicyEdit edit{.title = QStringLiteral("ceiling"), .after = policy.document().map(), .chosen = {}};
    edit.after.score.energyFloor = twin::Joules{0.05};
    policy.document().edit(edit);
    button(QStringLiteral("Use it from now on"))->click();
    EXPECT_TRUE(window.banner().text().contains(QStringLiteral("energy_ceiling_j")))
        << window.banner().text().toStdString();
}
