// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the widgets with made-up values, light and dark, at one and two pixels a point: for eyes, not for checks.
//   QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=2 widget_gallery DIR

#include <cmath>
#include <cstdio>

#include <QApplication>
#include <QDir>
#include <QMouseEvent>
#include <QTabWidget>
#include <QTest>

#include "gui/charts/energy_bars.h"
#include "gui/charts/scatter_chart.h"
#include "gui/charts/time_series_chart.h"
#include "gui/map/map_panel.h"
#include "gui/models/scenario_edits.h"
#include "gui/theme/theme.h"
#include "gui/views/inspector.h"
#include "gui/views/reading_preview_view.h"
#include "gui/views/scenario_workspace.h"
#include "gui/views/what_if_panel.h"
#include "tests/gui/made_up_city.h"
#include "tests/source_dir.h"

namespace {

class Gallery {
public:
    Gallery(QDir dir, gui::Scheme scheme)
        : m_dir(std::move(dir)),
          m_suffix(scheme == gui::Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
    {
    }

    void save(QWidget& widget, const QString& name) const
    {
        widget.ensurePolished();
        widget.show();
        QTest::qWait(80);
        const int ratio = static_cast<int>(std::lround(widget.devicePixelRatioF()));
        widget.grab().save(m_dir.filePath(QStringLiteral("%1_%2_%3x.png").arg(name, m_suffix).arg(ratio)));
    }

private:
    QDir m_dir;
    QString m_suffix;
};

void showMap(const Gallery& gallery)
{
    const auto city = gui_test::readBundledCity();
    const auto match = gui_test::makeMatch(*city);
    const auto snapshot = gui_test::makeSnapshot(*city, 0.0);
    gui::MapPanel panel;
    panel.resize(1200, 760);
    panel.setNetwork(city);
    panel.setHorizons({5, 15, 30, 60});
    const auto show = [&](gui::MapQuantity quantity, const QString& name) {
        panel.setQuantity(quantity);
        panel.map().setFrame(std::make_shared<gui::MapFrame>(
            gui::frameOf(*city, match, snapshot, {.quantity = quantity, .before = &snapshot})));
        gallery.save(panel, name);
    };
    show(gui::MapQuantity::SpeedRatio, QStringLiteral("map_speed_ratio"));
    show(gui::MapQuantity::DensityPerLane, QStringLiteral("map_density"));
    show(gui::MapQuantity::DetectorHealth, QStringLiteral("map_health"));
    const auto later = gui_test::makeSnapshot(*city, 12.0);
    const auto base = gui::frameOf(*city, match, snapshot, {.quantity = gui::MapQuantity::Speed});
    const auto branch = gui::frameOf(*city, match, later, {.quantity = gui::MapQuantity::Speed});
    panel.setQuantity(gui::MapQuantity::Speed);
    panel.setNotice(QStringLiteral("Branch \u201cclose a lane\u201d less base"));
    panel.map().setFrame(
        std::make_shared<gui::MapFrame>(gui::differenceOf(base, branch, gui::UnitSystem::UsCustomary)));
    gallery.save(panel, QStringLiteral("map_difference"));
    panel.setNotice({});
    show(gui::MapQuantity::SpeedRatio, QStringLiteral("map_speed_ratio"));
    panel.map().select(twin::StationIndex(33));
    panel.map().reveal(twin::StationIndex(33));
    const QPointF place(566, 300);
    QMouseEvent move(QEvent::MouseMove, place, place, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&panel.map(), &move);
    gallery.save(panel, QStringLiteral("map_near"));
    gui::MapPanel empty;
    empty.resize(700, 400);
    gallery.save(empty, QStringLiteral("map_empty"));
}

void showInspector(const Gallery& gallery)
{
    gui::TimeCursor cursor;
    gui::Inspector inspector;
    inspector.resize(980, 420);
    inspector.setHistory(gui_test::makeHistory());
    inspector.follow(cursor);
    cursor.setNow(gui_test::makeHistory()->timeOf(222));
    using Page = gui::Inspector::Page;
    gallery.save(inspector, QStringLiteral("inspector_series"));
    cursor.point(gui_test::makeHistory()->timeOf(134));
    gallery.save(inspector, QStringLiteral("inspector_cursor"));
    const std::pair<Page, const char*> pages[] = {{Page::Contour, "inspector_contour"},
                                                  {Page::Diagram, "inspector_diagram"},
                                                  {Page::Health, "inspector_health"},
                                                  {Page::Table, "inspector_table"}};
    for (const auto& [page, name] : pages) {
        inspector.showPage(page);
        gallery.save(inspector, QString::fromLatin1(name));
    }
    auto young = std::make_shared<gui::StationHistory>(*gui_test::makeHistory());
    young->samples.resize(12);
    young->forecast.clear();
    inspector.setHistory(young);
    inspector.showPage(Page::Series);
    gallery.save(inspector, QStringLiteral("inspector_young"));
}

void showCharts(const Gallery& gallery)
{
    using mlops::EnergySource;
    const auto bar = [](const char* name, double predict, double train, double loop, EnergySource source) {
        return gui::EnergyBar{QString::fromLatin1(name),
                              {{QStringLiteral("predict"), predict, source},
                               {QStringLiteral("train"), train, source},
                               {QStringLiteral("loop"), loop, EnergySource::Estimated}}};
    };
    gui::EnergyBars bars;
    bars.resize(760, 240);
    bars.setBars(
        {bar("LSTM always", 410, 90, 4, EnergySource::Measured), bar("HarmonE", 190, 150, 12, EnergySource::Measured),
         bar("Frugal", 120, 60, 10, EnergySource::Measured), bar("Ridge always", 30, 4, 3, EnergySource::Modelled)},
        0);
    bars.setAutoFillBackground(true);
    gallery.save(bars, QStringLiteral("energy_bars"));
    gui::ScatterChart trade;
    trade.resize(640, 380);
    trade.setAxes({QStringLiteral("Energy"), QStringLiteral("J")},
                  {QStringLiteral("Error (MAE)"), QStringLiteral("veh/h")});
    trade.setPareto(gui::Pareto::LessIsBetterInBoth);
    trade.setPoints({{.x = 504, .y = 182, .label = QStringLiteral("A LSTM always"), .category = 0},
                     {.x = 352, .y = 178, .label = QStringLiteral("B HarmonE"), .category = 1},
                     {.x = 190, .y = 186, .label = QStringLiteral("C Frugal"), .category = 2},
                     {.x = 37, .y = 214, .label = QStringLiteral("D Ridge always"), .category = 3},
                     {.x = 310, .y = 205, .label = QStringLiteral("E SVR always"), .category = 4}});
    gallery.save(trade, QStringLiteral("trade_off"));
}

/// The scenario editor with a storm to come, a drift to preview and a question answered.
void showScenario(const Gallery& gallery)
{
    constexpr int kPatience_ms = 60'000;
    gui::RunSession session;
    gui::JobRunner jobs;
    gui::ScenarioWorkspace workspace(session, jobs, {sourceDirectory() / "data", {}}, nullptr);
    workspace.setAutoFillBackground(true);
    workspace.resize(1440, 820);
    workspace.show();
    const auto open = [&](const char* name) {
        workspace.files().open(workspace.files().bundledFile(QString::fromLatin1(name)));
        (void)QTest::qWaitFor([&] { return workspace.document().network() != nullptr; }, kPatience_ms);
    };
    open("storm-and-game");
    workspace.document().choose(1);
    const auto road = workspace.document().network()->linkNamed("20008");
    twin::Action incident = gui::choicesAt(*workspace.document().network(), *road)[2].action;
    workspace.addEvent(incident, workspace.document().scenario().start + std::chrono::hours(3));
    gallery.save(workspace, QStringLiteral("scenario_event"));
    workspace.parts().tabs->setCurrentIndex(1);
    gallery.save(workspace, QStringLiteral("scenario_whole"));
    workspace.document().undoStack().setClean();
    open("incident");
    workspace.parts().tabs->setCurrentIndex(2);
    bool isAnswered = false;
    QObject::connect(workspace.parts().whatIf, &gui::WhatIfPanel::answered, &workspace, [&] { isAnswered = true; });
    workspace.parts().whatIf->ask();
    (void)QTest::qWaitFor([&] { return isAnswered; }, kPatience_ms);
    gallery.save(workspace, QStringLiteral("scenario_what_if"));
    workspace.parts().tabs->setCurrentIndex(0);
    open("induced-drift");
    (void)QTest::qWaitFor([&] { return workspace.parts().preview->shown().has_value(); }, kPatience_ms);
    gallery.save(workspace, QStringLiteral("scenario_drift"));
    workspace.resize(980, 560);
    gallery.save(workspace, QStringLiteral("scenario_small"));
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc < 2 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        std::fputs("usage: widget_gallery DIR [scenario]\n", stderr);
        return 2;
    }
    for (const gui::Scheme scheme : {gui::Scheme::Light, gui::Scheme::Dark}) {
        gui::applyTheme(application, scheme);
        const Gallery gallery(QDir(QString::fromLocal8Bit(argv[1])), scheme);
        if (argc == 3) { // one of them alone
            showScenario(gallery);
            continue;
        }
        showMap(gallery);
        showInspector(gallery);
        showCharts(gallery);
        showScenario(gallery);
    }
    return 0;
}
