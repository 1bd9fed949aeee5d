// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/map_diagram.h"

#include <QSignalSpy>
#include <QTest>
#include <gtest/gtest.h>

#include "gui/views/map_element_editor.h"

using namespace gui;

namespace {

struct Diagram : ::testing::Test {
    PolicyDocument document;
    MapDiagram diagram{document, nullptr};
    Diagram()
    {
        document.reset(mlops::harmoneMap());
        diagram.resize(700, 340);
        diagram.show();
    }
    [[nodiscard]] QPoint middleOf(const char* box) const { return diagram.boxes().rectOf(box).center().toPoint(); }
    void pull(const char* from, const char* to)
    {
        QTest::mousePress(&diagram, Qt::LeftButton, {}, middleOf(from));
        QTest::mouseMove(&diagram, (middleOf(from) + middleOf(to)) / 2);
        QTest::mouseMove(&diagram, middleOf(to));
        QTest::mouseRelease(&diagram, Qt::LeftButton, {}, middleOf(to));
    }
};

} // namespace

TEST_F(Diagram, AClickChoosesABoxOrAnArrow)
{
    QTest::mouseClick(&diagram, Qt::LeftButton, {}, middleOf("switching"));
    EXPECT_EQ(document.chosen(), (MapElement{"switching", {}}));
    const mlops::MapEdge& edge = document.map().edges.front();
    const QPoint on = diagram.boxes().pathOf(edge)->pointAtPercent(0.5).toPoint();
    QTest::mouseClick(&diagram, Qt::LeftButton, {}, on);
    EXPECT_EQ(document.chosen(), (MapElement{edge.from, edge.to}));
    QTest::mouseClick(&diagram, Qt::LeftButton, {}, QPoint(2, 2));
    EXPECT_EQ(document.chosen(), MapElement{});
}

TEST_F(Diagram, EveryArrowCanBeHitAtItsSign)
{
    for (const mlops::MapEdge& edge : document.map().edges) {
        if (edge.effect != mlops::Effect::Undecided) {
            const MapElement found = diagram.boxes().elementAt(*diagram.boxes().signOf(edge));
            EXPECT_EQ(found, (MapElement{edge.from, edge.to})) << "another's sign lies there";
        }
    }
}

TEST_F(Diagram, ADragFromBoxToBoxJoinsThem)
{
    pull("versioning", "trust");
    EXPECT_NE(arrowOf(document.map(), {"versioning", "trust"}), nullptr);
    EXPECT_EQ(document.chosen(), (MapElement{"versioning", "trust"}));
}

TEST_F(Diagram, ADragThatMakesNoSenseSaysWhyAndChangesNothing)
{
    const QSignalSpy refused(&diagram, &MapDiagram::refused);
    pull("trust", "switching");
    EXPECT_EQ(refused.count(), 1);
    EXPECT_TRUE(sameMap(document.map(), mlops::harmoneMap()));
}

TEST_F(Diagram, KeysGoFromBoxToBoxAndAlongArrows)
{
    QTest::keyClick(&diagram, Qt::Key_Right);
    EXPECT_EQ(document.chosen().node, "pipeline") << "the first, where none is chosen";
    QTest::keyClick(&diagram, Qt::Key_Right);
    EXPECT_EQ(boxOf(document.map(), document.chosen().node)->kind, mlops::NodeKind::Feature);
    QTest::keyClick(&diagram, Qt::Key_Up);
    EXPECT_EQ(document.chosen().node, "retraining");
    QTest::keyClick(&diagram, Qt::Key_Down, Qt::ControlModifier);
    EXPECT_TRUE(document.chosen().isArrow());
    const MapElement first = document.chosen();
    QTest::keyClick(&diagram, Qt::Key_Down, Qt::ControlModifier);
    EXPECT_NE(document.chosen(), first);
    QTest::keyClick(&diagram, Qt::Key_Escape);
    EXPECT_EQ(document.chosen(), MapElement{});
}

TEST_F(Diagram, DeleteRemovesWhatMayGo)
{
    document.choose({"trust", {}});
    QTest::keyClick(&diagram, Qt::Key_Delete);
    EXPECT_EQ(boxOf(document.map(), "trust"), nullptr);
    const QSignalSpy refused(&diagram, &MapDiagram::refused);
    document.choose({"accuracy", {}});
    QTest::keyClick(&diagram, Qt::Key_Delete);
    EXPECT_EQ(refused.count(), 1);
    EXPECT_NE(boxOf(document.map(), "accuracy"), nullptr);
}

TEST_F(Diagram, ACrossedQualityIsColouredAsCrossed)
{
    const auto colourIn = [&](const char* box) {
        const QRectF rect = diagram.boxes().rectOf(box);
        return diagram.grab().toImage().pixelColor(
            QPoint(static_cast<int>(rect.right()) - 16, static_cast<int>(rect.center().y())));
    };
    const QColor plain = colourIn("accuracy");
    BoundaryReading reading{
        .metric = mlops::Metric::Score, .crossing = mlops::Crossing::Below, .value = 0.9, .limit = 0.78};
    diagram.setReadings({reading});
    const QColor good = colourIn("accuracy");
    reading.value = 0.5;
    reading.isCrossed = true;
    diagram.setReadings({reading});
    const QColor bad = colourIn("accuracy");
    EXPECT_NE(plain, good);
    EXPECT_NE(good, bad);
    EXPECT_EQ(colourIn("trust"), plain) << "without a limit no colour";
}

TEST_F(Diagram, TheFieldsBelowEditWhatIsChosen)
{
    MapElementEditor editor(document, nullptr);
    editor.show();
    document.choose({"trust", {}});
    editor.startNaming();
    auto* name = editor.findChild<QLineEdit*>();
    ASSERT_NE(name, nullptr);
    EXPECT_EQ(name->text().toStdString(), boxOf(document.map(), "trust")->title);
    name->setText(QStringLiteral("Trust of those who plan"));
    QTest::keyClick(name, Qt::Key_Return);
    EXPECT_EQ(boxOf(document.map(), "trust")->title, "Trust of those who plan");
    QCoreApplication::processEvents();
    name = editor.findChild<QLineEdit*>();
    ASSERT_NE(name, nullptr);
    name->setText(QStringLiteral("Trust"));
    document.choose({"switching", {}});
    Q_EMIT name->editingFinished(); // as when the cursor leaves it because another box was clicked
    EXPECT_EQ(boxOf(document.map(), "trust")->title, "Trust") << "it was typed for this box";
    EXPECT_EQ(boxOf(document.map(), "switching")->title, "Model switching");
    document.choose({"switching", "energy"});
    QCoreApplication::processEvents();
    QComboBox* effect = nullptr;
    for (auto* box : editor.findChildren<QComboBox*>()) {
        effect = box->accessibleName() == QStringLiteral("Effect") ? box : effect;
    }
    ASSERT_NE(effect, nullptr);
    effect->setCurrentIndex(1);
    Q_EMIT effect->activated(1);
    EXPECT_EQ(arrowOf(document.map(), {"switching", "energy"})->effect, mlops::Effect::Negative);
}
