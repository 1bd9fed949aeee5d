// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The network as the map draws it: every link a line on the plane at several levels of detail, with the direction in
// which it must step aside so that the two directions of a road lie side by side.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <QPointF>
#include <QRectF>

#include "twin/network/road_network.h"

namespace gui {

/// A point of a link: metres east and south of the plane's origin, and the unit vector to the right of the road.
struct RoadVertex {
    float x = 0.0F;
    float y = 0.0F;
    float rightX = 0.0F;
    float rightY = 0.0F;
};

class MapGeometry {
public:
    static constexpr std::size_t kLevels = 4;
    /// How far a level's line may be from the true one, metres.
    static constexpr std::array<double, kLevels> kTolerance_m{0.0, 6.0, 20.0, 60.0};

    /// Copies what it needs; the network may go.
    explicit MapGeometry(const twin::RoadNetwork& network);

    [[nodiscard]] std::size_t links() const { return m_bounds.size(); }
    [[nodiscard]] std::span<const RoadVertex> line(std::size_t link, std::size_t level) const
    {
        const auto& detail = m_levels[level];
        return {detail.vertices.data() + detail.start[link], detail.start[link + 1] - detail.start[link]};
    }
    /// The coarsest level whose error is less than half a pixel.
    [[nodiscard]] static std::size_t levelFor(double metresPerPixel);
    [[nodiscard]] const QRectF& bounds() const { return m_all; }
    [[nodiscard]] const QRectF& boundsOf(std::size_t link) const { return m_bounds[link]; }
    /// The point `offset_m` along the link, and which way is right there.
    [[nodiscard]] RoadVertex along(std::size_t link, double offset_m) const;
    [[nodiscard]] twin::LinkKind kind(std::size_t link) const { return m_kinds[link]; }
    [[nodiscard]] int lanes(std::size_t link) const { return m_lanes[link]; }
    /// Stations: at their place on the road, or where their metadata says.
    [[nodiscard]] std::span<const RoadVertex> stations() const { return m_stations; }

private:
    struct Level {
        std::vector<RoadVertex> vertices;
        std::vector<std::size_t> start; ///< [L + 1]
    };

    void addLink(const twin::Link& link, const twin::LocalPlane& plane);

    std::array<Level, kLevels> m_levels;
    std::vector<QRectF> m_bounds;
    std::vector<twin::LinkKind> m_kinds;
    std::vector<int> m_lanes;
    std::vector<RoadVertex> m_stations;
    QRectF m_all;
};

} // namespace gui
