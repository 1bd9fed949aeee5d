// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_search.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

namespace gui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MapSearch", text);
}

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QString route(int freeway, char direction)
{
    if (freeway == 0) {
        return {};
    }
    return direction == ' ' ? QString::number(freeway) : QStringLiteral("%1 %2").arg(freeway).arg(QLatin1Char(direction));
}

QString joined(const QStringList& parts)
{
    QStringList filled;
    for (const QString& part : parts) {
        if (!part.isEmpty()) {
            filled << part;
        }
    }
    return filled.join(QStringLiteral(", "));
}

/// 3: the very id; 2: begins with the words; 1: holds them all; 0: no.
int rank(const QString& id, const QString& name, const QStringList& words, const QString& all)
{
    if (id.compare(all, Qt::CaseInsensitive) == 0) {
        return 3;
    }
    if (id.startsWith(all, Qt::CaseInsensitive) || name.startsWith(all, Qt::CaseInsensitive)) {
        return 2;
    }
    const QString both = id + QLatin1Char(' ') + name;
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return both.contains(word, Qt::CaseInsensitive); })
               ? 1
               : 0;
}

MapHit describeLink(const twin::Link& link, const MapTarget& target)
{
    const QString name = link.name.empty() ? tr("Road %1").arg(text(link.id)) : text(link.name);
    return {target, name,
            joined({kindName(link.kind), route(link.freeway, link.direction),
                    link.lanes == 1 ? tr("1 lane") : tr("%1 lanes").arg(link.lanes),
                    tr("%1 m").arg(qRound(link.length_m))})};
}

MapHit describeStation(const twin::PlacedStation& placed, const MapTarget& target)
{
    return {target, tr("Station %1").arg(text(placed.station.id)),
            joined({text(placed.name), route(placed.station.freeway, placed.station.direction),
                    kindName(placed.station.kind),
                    placed.station.lanes > 0 ? tr("%1 lanes").arg(placed.station.lanes) : QString()})};
}

} // namespace

QString kindName(twin::LinkKind kind)
{
    switch (kind) {
    case twin::LinkKind::Freeway:
        return tr("freeway");
    case twin::LinkKind::OnRamp:
        return tr("on-ramp");
    case twin::LinkKind::OffRamp:
        return tr("off-ramp");
    case twin::LinkKind::Connector:
        return tr("connector");
    case twin::LinkKind::Street:
        return tr("street");
    }
    return {};
}

QString kindName(twin::StationKind kind)
{
    switch (kind) {
    case twin::StationKind::Mainline:
        return tr("mainline");
    case twin::StationKind::OnRamp:
        return tr("on-ramp");
    case twin::StationKind::OffRamp:
        return tr("off-ramp");
    case twin::StationKind::Hov:
        return tr("high-occupancy lane");
    case twin::StationKind::FreewayToFreeway:
        return tr("freeway to freeway");
    case twin::StationKind::CollectorDistributor:
        return tr("collector-distributor");
    case twin::StationKind::ConventionalHighway:
        return tr("conventional highway");
    case twin::StationKind::Unknown:
        return {};
    }
    return {};
}

MapHit describe(const twin::RoadNetwork& network, const MapTarget& target)
{
    if (const auto* link = std::get_if<twin::LinkIndex>(&target)) {
        return describeLink(network.link(*link), target);
    }
    if (const auto* station = std::get_if<twin::StationIndex>(&target)) {
        return describeStation(network.station(*station), target);
    }
    if (const auto* corridor = std::get_if<CorridorIndex>(&target)) {
        const twin::Corridor& found = network.corridors()[corridor->value];
        return {target, text(found.name), tr("corridor, %1 stations").arg(found.stations.size())};
    }
    return {};
}

std::vector<MapHit> searchNetwork(const twin::RoadNetwork& network, const QString& words, std::size_t most)
{
    const QString all = words.simplified();
    if (all.isEmpty()) {
        return {};
    }
    const QStringList parts = all.split(QLatin1Char(' '));
    std::vector<std::pair<int, MapTarget>> found;
    const auto consider = [&](const MapTarget& target, const QString& id, const QString& name, int bonus) {
        if (const int score = rank(id, name, parts, all); score > 0) {
            found.emplace_back(3 * score + bonus, target);
        }
    };
    for (std::size_t i = 0; i < network.corridors().size(); ++i) {
        consider(CorridorIndex{i}, text(network.corridors()[i].name), {}, 2);
    }
    for (std::size_t i = 0; i < network.stations().size(); ++i) {
        const twin::PlacedStation& station = network.stations()[i];
        consider(twin::StationIndex(i), text(station.station.id), text(station.name), 1);
    }
    for (std::size_t i = 0; i < network.links().size(); ++i) {
        consider(twin::LinkIndex(i), text(network.links()[i].id), text(network.links()[i].name), 0);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<MapHit> hits;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
        hits.push_back(describe(network, found[i].second));
    }
    return hits;
}

} // namespace gui
