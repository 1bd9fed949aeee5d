// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Instants as people at the place read them: in the data's own zone, whatever the zone of the machine. Instants are
// seconds since 1970 UTC as doubles, because that is what a chart's axis reckons in.

#include <QString>

#include "twin/core/time.h"

namespace gui {

class TimeText {
public:
    TimeText() = default;
    explicit TimeText(twin::LocalClock clock, bool hasDates = true);

    [[nodiscard]] double offsetAt(double time_s) const; ///< local = UTC + offset, seconds
    [[nodiscard]] QString clock(double time_s) const;    ///< 08:35
    [[nodiscard]] QString day(double time_s) const;      ///< Tue 4 Oct
    [[nodiscard]] QString full(double time_s) const;     ///< Tue 4 Oct 2022 08:35 (UTC-7)

private:
    twin::LocalClock m_clock;
    bool m_hasDates = true;
};

[[nodiscard]] double secondsOf(twin::UtcTime time);

} // namespace gui
