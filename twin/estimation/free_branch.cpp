// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/estimation/free_branch.h"

#include <algorithm>

namespace twin {

void FreeBranch::add(double load, double speedShare)
{
    const double square = load * load;
    m_count += 1.0;
    m_square += square;
    m_speed += speedShare;
    m_squareSquares += square * square;
    m_squareSpeed += square * speedShare;
}

void FreeBranch::forget()
{
    for (double* sum : {&m_count, &m_square, &m_speed, &m_squareSquares, &m_squareSpeed}) {
        *sum *= m_settings.memory;
    }
}

double FreeBranch::loss() const
{
    const double n = std::max(m_count, 1.0);
    const double variance = m_squareSquares - m_square * m_square / n;
    const double covariance = m_squareSpeed - m_square * m_speed / n;
    const double loss =
        (m_settings.priorWeight * m_settings.priorLoss - covariance) / (m_settings.priorWeight + variance);
    return std::clamp(loss, 0.0, m_settings.steepest);
}

double FreeBranch::speedShare(double load, double friction) const
{
    const double counted = std::min(load, m_settings.fullest);
    const double square = counted * counted;
    return 1.0 - loss() * square * (1.0 + friction * square);
}

} // namespace twin
