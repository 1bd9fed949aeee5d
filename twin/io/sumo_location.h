// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where on the earth a SUMO network lies. Its metres are those of a projection, moved so that they begin near zero; the
// element <location> says which projection and how far.

#include <optional>
#include <string_view>

#include "twin/network/geo.h"
#include "twin/network/utm.h"

namespace twin {

class SumoLocation {
public:
    /// Of projParameter "!" (none), "-" (SUMO's own simple one) and "+proj=utm" on WGS 84 or GRS 80, and of
    /// netOffset "x,y"; nothing for others.
    [[nodiscard]] static std::optional<SumoLocation> parse(std::string_view projection, std::string_view offset);

    /// Whether the network says where on the earth it is.
    [[nodiscard]] bool isOnEarth() const { return m_kind != Kind::None; }
    /// Puts this place of the network at latitude 0, longitude 0. Requires: !isOnEarth().
    void centreOn(PlanePoint centre) { m_offset = centre; }
    [[nodiscard]] GeoPoint toEarth(PlanePoint point) const;

private:
    enum class Kind { None, Simple, Utm };

    Kind m_kind = Kind::None;
    UtmZone m_zone;
    PlanePoint m_offset; ///< what was added to the metres of the projection; of none, the centre
};

/// "x,y" or "x,y,z"; nothing for others.
[[nodiscard]] std::optional<PlanePoint> readSumoPoint(std::string_view text);

} // namespace twin
