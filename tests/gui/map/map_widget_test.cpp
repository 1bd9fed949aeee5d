// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_widget.h"

#include <QComboBox>
#include <QPainterPath>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <gtest/gtest.h>

#include "gui/map/map_legend.h"
#include "gui/map/map_panel.h"
#include "tests/gui/made_up_city.h"

namespace {

using gui::MapTarget;

class MapWidgetTest : public testing::Test {
protected:
    MapWidgetTest()
    {
        map.resize(900, 600);
        map.setNetwork(city);
        frame = std::make_shared<gui::MapFrame>(
            gui::frameOf(*city, gui_test::makeMatch(*city), gui_test::makeSnapshot(*city, 0.0), {}));
        map.setFrame(frame);
        map.show();
    }

    /// A point of a link on the screen, on its own side of the road, away from its ends and from stations in its
    /// middle.
    [[nodiscard]] QPointF pointOf(std::size_t link) const
    {
        const gui::MapGeometry geometry(*city);
        QPainterPath path;
        path.addPolygon(gui::MapPainter(geometry).onScreen(link, map.camera()));
        return path.pointAtPercent(0.3);
    }

    std::shared_ptr<const twin::RoadNetwork> city = gui_test::makeCity({.freeways = 2, .linksPerDirection = 12});
    std::shared_ptr<gui::MapFrame> frame;
    gui::MapWidget map;
};

TEST_F(MapWidgetTest, ShowsTheWholeCityAtFirst)
{
    const gui::MapGeometry geometry(*city);
    EXPECT_TRUE(map.camera().view().contains(geometry.bounds()));
}

TEST_F(MapWidgetTest, TellsTheTwoDirectionsOfOneFreewayApart)
{
    // Links 5 and 12 + 6 lie on the same line and run opposite ways.
    map.reveal(twin::LinkIndex(5));
    EXPECT_EQ(map.targetAt(pointOf(5)), MapTarget(twin::LinkIndex(5)));
    EXPECT_EQ(map.targetAt(pointOf(18)), MapTarget(twin::LinkIndex(18)));
}

TEST_F(MapWidgetTest, AStationIsHitBeforeTheRoadUnderIt)
{
    map.reveal(twin::StationIndex(2));
    const gui::MapGeometry geometry(*city);
    const QPointF at = gui::MapPainter(geometry).stationOnScreen(2, map.camera());
    EXPECT_EQ(map.targetAt(at), MapTarget(twin::StationIndex(2)));
    EXPECT_EQ(map.targetAt(QPointF(3, 3)), MapTarget());
}

TEST_F(MapWidgetTest, AClickChoosesAndADragDoesNot)
{
    QSignalSpy changed(&map, &gui::MapWidget::selectionChanged);
    map.reveal(twin::LinkIndex(5));
    QTest::mouseClick(&map, Qt::LeftButton, Qt::NoModifier, pointOf(5).toPoint());
    EXPECT_EQ(map.selection(), MapTarget(twin::LinkIndex(5)));
    const QPointF center = map.camera().center();
    QTest::mousePress(&map, Qt::LeftButton, Qt::NoModifier, QPoint(400, 300));
    QTest::mouseMove(&map, QPoint(440, 300));
    QTest::mouseRelease(&map, Qt::LeftButton, Qt::NoModifier, QPoint(440, 300));
    EXPECT_NE(map.camera().center(), center);
    EXPECT_EQ(changed.count(), 1);
}

TEST_F(MapWidgetTest, TheWheelKeepsWhatIsUnderTheMouse)
{
    const QPointF mouse(200, 450);
    const QPointF before = map.camera().toPlane(mouse);
    QWheelEvent event(mouse, map.mapToGlobal(mouse), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&map, &event);
    EXPECT_NEAR(map.camera().toPlane(mouse).x(), before.x(), 1e-6);
    EXPECT_NEAR(map.camera().toPlane(mouse).y(), before.y(), 1e-6);
}

TEST_F(MapWidgetTest, EverythingGoesByKeyboard)
{
    const double scale = map.camera().metresPerPixel();
    QTest::keyClick(&map, Qt::Key_Plus);
    EXPECT_LT(map.camera().metresPerPixel(), scale);
    QTest::keyClick(&map, Qt::Key_Home);
    EXPECT_DOUBLE_EQ(map.camera().metresPerPixel(), scale);
    QTest::keyClick(&map, Qt::Key_PageDown);
    QTest::keyClick(&map, Qt::Key_PageDown);
    EXPECT_EQ(map.selection(), MapTarget(twin::StationIndex(1)));
    EXPECT_TRUE(map.accessibleDescription().contains(QStringLiteral("Station")));
    QTest::keyClick(&map, Qt::Key_Escape);
    EXPECT_EQ(map.selection(), MapTarget());
}

TEST_F(MapWidgetTest, TheCardSaysNameValueUnitAndHowItIsKnown)
{
    const gui::HoverCard card = map.cardOf(twin::LinkIndex(1));
    EXPECT_FALSE(card.title.isEmpty());
    const QString all = card.lines.join(QLatin1Char('\n'));
    EXPECT_TRUE(all.contains(QStringLiteral("% of free speed"))) << all.toStdString();
    EXPECT_TRUE(all.contains(QStringLiteral("estimated")));
}

TEST_F(MapWidgetTest, ObservedImputedAndEstimatedRoadsLookDifferent)
{
    map.reveal(twin::LinkIndex(5));
    const auto picture = [&](gui::Known known) {
        auto changed = std::make_shared<gui::MapFrame>(*frame);
        std::fill(changed->known.begin(), changed->known.end(), known);
        map.setFrame(changed);
        return map.grab().toImage();
    };
    const QImage observed = picture(gui::Known::Observed);
    EXPECT_NE(observed, picture(gui::Known::Imputed));
    EXPECT_NE(observed, picture(gui::Known::Estimated));
    EXPECT_NE(picture(gui::Known::Estimated), picture(gui::Known::Nothing));
}

TEST_F(MapWidgetTest, EveryLookOfAStationIsAnotherPicture)
{
    map.reveal(twin::StationIndex(2));
    std::vector<QImage> seen;
    for (int look = 0; look < 5; ++look) {
        auto changed = std::make_shared<gui::MapFrame>(*frame);
        changed->stations[2] = static_cast<gui::StationLook>(look);
        map.setFrame(changed);
        seen.push_back(map.grab().toImage());
        for (std::size_t i = 0; i + 1 < seen.size(); ++i) {
            EXPECT_NE(seen[i], seen.back()) << i << " and " << look;
        }
    }
}

TEST_F(MapWidgetTest, LegendSharesSumToAHundredPercent)
{
    auto* legend = map.findChild<gui::MapLegend*>();
    ASSERT_NE(legend, nullptr);
    int sum = 0;
    for (const int percent : legend->percents()) {
        sum += percent;
    }
    EXPECT_EQ(sum, 100);
}

TEST_F(MapWidgetTest, ChoosingAClassDimsTheOthers)
{
    auto* legend = map.findChild<gui::MapLegend*>();
    legend->setFocus();
    const QImage all = map.grab().toImage();
    QTest::keyClick(legend, Qt::Key_Space);
    EXPECT_NE(map.grab().toImage(), all);
    QTest::keyClick(legend, Qt::Key_Space);
    EXPECT_EQ(map.grab().toImage(), all);
}

TEST(MapWidgetEmpty, SaysWhatToDoWithoutANetwork)
{
    gui::MapWidget map;
    map.resize(500, 300);
    const QImage picture = map.grab().toImage();
    const QColor ground = gui::colorsFor(map).mapGround;
    int written = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            written += picture.pixelColor(x, y) == ground ? 0 : 1;
        }
    }
    EXPECT_GT(written, 500);
    EXPECT_EQ(map.targetAt({10, 10}), MapTarget());
}

TEST(MapSearch, FindsByIdNameAndCorridorBestFirst)
{
    const auto city = gui_test::makeCity({.freeways = 2, .linksPerDirection = 12});
    const auto exact = gui::searchNetwork(*city, QStringLiteral("400003"), 5);
    ASSERT_FALSE(exact.empty());
    EXPECT_EQ(exact[0].target, MapTarget(twin::StationIndex(3)));
    const auto words = gui::searchNetwork(*city, QStringLiteral("made-up 4"), 50);
    EXPECT_FALSE(words.empty());
    EXPECT_TRUE(gui::searchNetwork(*city, QStringLiteral("no such place"), 5).empty());
    EXPECT_TRUE(gui::searchNetwork(*city, QStringLiteral("  "), 5).empty());
}

TEST(MapPanel, ShowsHorizonsOnlyWhereTheyMatter)
{
    gui::MapPanel panel;
    panel.resize(900, 500);
    panel.setHorizons({5, 15, 30});
    panel.show();
    const auto isShown = [&](const char* name) {
        const auto boxes = panel.findChildren<QComboBox*>();
        const auto found = std::ranges::find(boxes, QString::fromLatin1(name), &QWidget::accessibleName);
        return found != boxes.end() && (*found)->isVisible();
    };
    EXPECT_FALSE(isShown("How far ahead"));
    QSignalSpy changed(&panel, &gui::MapPanel::requestChanged);
    panel.setQuantity(gui::MapQuantity::Forecast);
    EXPECT_EQ(panel.quantity(), gui::MapQuantity::Forecast);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(panel.horizon(), 0U);
    EXPECT_TRUE(isShown("How far ahead"));
    panel.setSubject(QStringLiteral("difference in speed"));
    EXPECT_FALSE(isShown("How far ahead")) << "the frame decides what the colours stand for";
    EXPECT_FALSE(isShown("What the colours stand for"));
    panel.setSubject({});
    EXPECT_TRUE(isShown("How far ahead"));
    EXPECT_TRUE(isShown("What the colours stand for"));
}

} // namespace
