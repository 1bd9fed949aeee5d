// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/energy/host_power_curve.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "twin/core/assert.h"
#include "twin/core/text.h"

namespace mlops {

twin::Watts HostPowerCurve::at(double load) const
{
    TWIN_ASSERT(load >= 0.0 && load <= 1.0, "a load is a share");
    const double place = load * 10.0;
    const auto below = std::min<std::size_t>(9, static_cast<std::size_t>(place));
    const double rest = place - static_cast<double>(below);
    return {watts[below] * (1.0 - rest) + watts[below + 1] * rest};
}

std::span<const HostPowerCurve> shippedHosts()
{
    static const std::vector<HostPowerCurve> kHosts{
        {"edge0",
         "Fujitsu TX140 S2, Xeon E3-1265Lv3, 4 cores",
         "SPECpower_ssj2008 result, October 2013",
         4,
         {19.0, 22.2, 24.6, 26.9, 30.0, 33.1, 37.3, 42.9, 48.9, 56.1, 58.5}},
        {"edge1",
         "Hitachi HA8000/SS10 DL2, Xeon E3-1220v2, 4 cores",
         "SPECpower_ssj2008 result, March 2013",
         4,
         {36.6, 38.8, 41.2, 43.7, 46.3, 49.4, 53.1, 58.8, 64.2, 67.0, 69.7}},
        {"edge2",
         "Gateway GT110 F2, Xeon E3-1270, 4 cores",
         "SPECpower_ssj2008 result, May 2011",
         4,
         {21.4, 33.6, 38.0, 42.6, 49.1, 56.0, 64.5, 76.1, 86.2, 96.5, 102.0}},
        {"cloud",
         "HP DL380p Gen8, 2 x Xeon E5-2620, 12 cores",
         "SPECpower_ssj2008 result, June 2023, for idle and full load; the points between are the mean normalised "
         "curve "
         "of 46 submissions with the same idle share",
         12,
         {162, 175, 189, 202, 215, 228, 240, 251, 262, 272, 280}}};
    return kHosts;
}

twin::Result<HostPowerCurve> hostNamed(std::string_view name)
{
    const auto hosts = shippedHosts();
    const auto found = std::ranges::find(hosts, name, &HostPowerCurve::name);
    if (found != hosts.end()) {
        return *found;
    }
    std::string known;
    for (const HostPowerCurve& host : hosts) {
        known += known.empty() ? host.name : ", " + host.name;
    }
    return twin::fail(twin::ErrorCode::NotFound, twin::concat("no host is called '", name, "'; there are ", known));
}

} // namespace mlops
