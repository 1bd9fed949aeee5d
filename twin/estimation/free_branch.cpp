// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/free_branch.h"

#include <algorithm>

namespace twin {

void FreeBranch::add(double load, double speedShare)
{
    m_count += 1.0;
    m_load += load;
    m_speed += speedShare;
    m_loadSquares += load * load;
    m_loadSpeed += load * speedShare;
}

void FreeBranch::forget()
{
    for (double* sum : {&m_count, &m_load, &m_speed, &m_loadSquares, &m_loadSpeed}) {
        *sum *= m_settings.memory;
    }
}

double FreeBranch::slope() const
{
    const double n = std::max(m_count, 1.0);
    const double variance = m_loadSquares - m_load * m_load / n;
    const double covariance = m_loadSpeed - m_load * m_speed / n;
    const double slope =
        (m_settings.priorWeight * m_settings.priorSlope - covariance) / (m_settings.priorWeight + variance);
    return std::clamp(slope, 0.0, m_settings.steepest);
}

} // namespace twin
