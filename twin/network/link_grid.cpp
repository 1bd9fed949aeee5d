// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/network/link_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twin {

namespace {

constexpr double kLeastCell_m = 250.0;      ///< half of how far a station may stand from its link
constexpr double kMostCellsAcross = 2000.0; ///< so that a network that spans a continent costs no more than a city

double spanOf(std::span<const Link> links, const LocalPlane& plane)
{
    double most = 0.0;
    for (const Link& link : links) {
        for (const GeoPoint point : link.shape) {
            const PlanePoint at = plane.toPlane(point);
            most = std::max({most, std::abs(at.x_m), std::abs(at.y_m)});
        }
    }
    return 2.0 * most;
}

} // namespace

LinkGrid::LinkGrid(std::span<const Link> links, const LocalPlane& plane)
    : m_links(links), m_plane(plane), m_cell_m(std::max(kLeastCell_m, spanOf(links, plane) / kMostCellsAcross))
{
    for (std::size_t link = 0; link < links.size(); ++link) {
        for (std::size_t segment = 0; segment + 1 < links[link].shape.size(); ++segment) {
            addSegment(static_cast<std::uint32_t>(link), static_cast<std::uint32_t>(segment));
        }
    }
    std::sort(m_pieces.begin(), m_pieces.end());
    m_pieces.erase(std::unique(m_pieces.begin(), m_pieces.end()), m_pieces.end());
}

std::int32_t LinkGrid::cellOf(double metres) const { return static_cast<std::int32_t>(std::floor(metres / m_cell_m)); }

void LinkGrid::addSegment(std::uint32_t link, std::uint32_t segment)
{
    const PlanePoint from = m_plane.toPlane(m_links[link].shape[segment]);
    const PlanePoint to = m_plane.toPlane(m_links[link].shape[segment + 1]);
    const double length_m = std::hypot(to.x_m - from.x_m, to.y_m - from.y_m);
    const int pieces = 1 + static_cast<int>(length_m / m_cell_m);
    for (int piece = 0; piece < pieces; ++piece) {
        const auto at = [&](int step, double begin, double end) { return begin + (end - begin) * step / pieces; };
        const auto [left, right] =
            std::minmax({cellOf(at(piece, from.x_m, to.x_m)), cellOf(at(piece + 1, from.x_m, to.x_m))});
        const auto [low, high] =
            std::minmax({cellOf(at(piece, from.y_m, to.y_m)), cellOf(at(piece + 1, from.y_m, to.y_m))});
        for (std::int32_t row = low; row <= high; ++row) {
            for (std::int32_t column = left; column <= right; ++column) {
                m_pieces.push_back({.row = row, .column = column, .link = link, .segment = segment});
            }
        }
    }
}

LinkFoot LinkGrid::footOn(const Piece& piece, PlanePoint place) const
{
    const Link& link = m_links[piece.link];
    const PlanePoint from = m_plane.toPlane(link.shape[piece.segment]);
    const PlanePoint to = m_plane.toPlane(link.shape[piece.segment + 1]);
    const double dx = to.x_m - from.x_m;
    const double dy = to.y_m - from.y_m;
    const double squared = dx * dx + dy * dy;
    const double along = squared > 0.0 ? ((place.x_m - from.x_m) * dx + (place.y_m - from.y_m) * dy) / squared : 0.0;
    const double share = std::clamp(along, 0.0, 1.0);

    const std::span<const GeoPoint> shape = link.shape;
    const double before_m = shapeLength_m(shape.first(piece.segment + 1));
    const double whole_m = shapeLength_m(shape);
    const double walked_m = before_m + share * distance_m(shape[piece.segment], shape[piece.segment + 1]);
    const double offset_m = whole_m > 0.0 ? walked_m / whole_m * link.length_m : 0.0;
    return {.link = LinkIndex(piece.link),
            .offset_m = std::min(offset_m, link.length_m),
            .distance_m = std::hypot(place.x_m - (from.x_m + share * dx), place.y_m - (from.y_m + share * dy))};
}

std::optional<LinkFoot> LinkGrid::nearest(GeoPoint place, double reach_m,
                                          const std::function<bool(const Link&)>& fits) const
{
    const PlanePoint at = m_plane.toPlane(place);
    const double beyond = kMostCellsAcross * m_cell_m; // no link is that far from the middle
    if (std::abs(at.x_m) > beyond || std::abs(at.y_m) > beyond) {
        return std::nullopt;
    }
    std::optional<LinkFoot> best;
    for (std::int32_t row = cellOf(at.y_m - reach_m); row <= cellOf(at.y_m + reach_m); ++row) {
        const std::int32_t last = cellOf(at.x_m + reach_m);
        auto piece =
            std::lower_bound(m_pieces.begin(), m_pieces.end(), Piece{.row = row, .column = cellOf(at.x_m - reach_m)});
        for (; piece != m_pieces.end() && piece->row == row && piece->column <= last; ++piece) {
            if (!fits(m_links[piece->link])) {
                continue;
            }
            const LinkFoot foot = footOn(*piece, at);
            const bool isNearer = !best || foot.distance_m < best->distance_m ||
                                  (foot.distance_m == best->distance_m && foot.link < best->link);
            if (foot.distance_m <= reach_m && isNearer) {
                best = foot;
            }
        }
    }
    return best;
}

} // namespace twin
