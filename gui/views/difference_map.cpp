// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/difference_map.h"

#include <algorithm>

#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/map/map_panel.h"
#include "gui/models/time_text.h"

namespace gui {

namespace {

bool haveSameRoads(const ComparedRun& a, const ComparedRun& b)
{
    const auto& first = a.run.description.network;
    const auto& second = b.run.description.network;
    return first && second && std::ranges::equal(first->links(), second->links(), {}, &twin::Link::id, &twin::Link::id);
}

/// The tick of a run at an instant; nothing where the run is not there.
std::optional<twin::Tick> tickAt(const OpenedRun& run, double time_s)
{
    const twin::TimeAxis& axis = run.description.axis;
    const auto tick =
        static_cast<twin::Tick>((time_s - secondsOf(axis.at(0))) / static_cast<double>(axis.step().count()));
    return tick >= 0 && tick < run.history.ticks() ? std::optional(tick) : std::nullopt;
}

} // namespace

DifferenceMap::DifferenceMap(TimeCursor& cursor, QWidget* parent) : QWidget(parent), m_cursor(cursor)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_panel = new MapPanel(this);
    m_panel->setMinimumHeight(200);
    m_panel->setQuantity(MapQuantity::ForecastError); // runs of one city differ in what they forecast, not in traffic
    layout->addWidget(m_panel);
    connect(&cursor, &TimeCursor::nowChanged, this, &DifferenceMap::refresh);
    connect(m_panel, &MapPanel::requestChanged, this, &DifferenceMap::refresh);
}

void DifferenceMap::setRuns(ComparedRunPtr base, ComparedRunPtr other)
{
    m_base = std::move(base);
    m_other = std::move(other);
    m_isPossible = m_base && m_other && haveSameRoads(*m_base, *m_other);
    m_frame.reset();
    if (!m_isPossible) {
        m_panel->setNetwork(nullptr);
        return;
    }
    const auto& network = m_base->run.description.network;
    m_baseMatch = matchStations(*network, m_base->run.description.stations);
    m_otherMatch = matchStations(*network, m_other->run.description.stations);
    m_panel->setNetwork(network);
    std::vector<int> minutes;
    for (const int steps : m_base->run.description.horizons) {
        minutes.push_back(steps * static_cast<int>(m_base->run.description.axis.step().count() / 60));
    }
    m_panel->setHorizons(minutes);
    refresh();
}

void DifferenceMap::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

std::optional<MapFrame> DifferenceMap::frameAt(const ComparedRun& run, const StationMatch& match) const
{
    const auto tick = m_cursor.now() ? tickAt(run.run, *m_cursor.now()) : std::nullopt;
    if (!tick) {
        return std::nullopt;
    }
    const mlops::SnapshotPtr snapshot = run.run.history.snapshotAt(*tick);
    MapRequest request{.quantity = m_panel->quantity(), .horizon = m_panel->horizon()};
    request.interval_s = static_cast<double>(run.run.description.axis.step().count());
    const twin::Tick ahead = request.horizon < snapshot->horizons.size() ? snapshot->horizons[request.horizon] : 1;
    const mlops::SnapshotPtr before = *tick >= ahead ? run.run.history.snapshotAt(*tick - ahead) : nullptr;
    request.before = before.get();
    return frameOf(*run.run.description.network, match, *snapshot, request);
}

void DifferenceMap::refresh()
{
    if (!m_isPossible || !isVisible()) {
        return;
    }
    const QString pair = tr("%1 less %2").arg(m_other->letter, m_base->letter);
    if (m_panel->quantity() == MapQuantity::DetectorHealth) {
        m_frame.reset(); // that of the quantity before is none of this one
        m_panel->map().setFrame(nullptr);
        m_panel->setNotice(tr("Detector health is a verdict, not a number: it has no difference."));
        return;
    }
    const auto base = frameAt(*m_base, m_baseMatch);
    const auto other = frameAt(*m_other, m_otherMatch);
    if (!base || !other) {
        m_frame.reset();
        m_panel->map().setFrame(nullptr);
        m_panel->setNotice(tr("%1: one of them is not there at this moment").arg(pair));
        return;
    }
    m_frame = std::make_shared<const MapFrame>(differenceOf(*base, *other, UnitSystem::UsCustomary));
    m_panel->map().setFrame(m_frame);
    const twin::TimeAxis& axis = m_base->run.description.axis;
    m_panel->setNotice(
        QStringLiteral("%1  ·  %2").arg(pair, TimeText(axis.clock(), axis.hasDates()).full(*m_cursor.now())));
}

} // namespace gui
