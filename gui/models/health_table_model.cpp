// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/health_table_model.h"

#include <cmath>
#include <utility>

namespace gui {

void HealthTableModel::setDays(std::vector<HealthDay> days)
{
    beginResetModel();
    m_days = std::move(days);
    endResetModel();
}

int HealthTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_days.size());
}

int HealthTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QVariant HealthTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole) {
        return {};
    }
    const HealthDay& day = m_days[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Day:
        return day.day;
    case Verdict:
        return day.isGood ? QString(QChar(0x25CF)) + QLatin1Char(' ') + tr("good")
                          : QString(QChar(0x25B2)) + QLatin1Char(' ') + tr("bad");
    case Observed:
        return tr("%1 %").arg(std::lround(100.0 * day.observedShare));
    case Test:
        return day.test.isEmpty() ? QString(QChar(0x2013)) : day.test;
    case Evidence:
        return day.evidence;
    default:
        return {};
    }
}

QVariant HealthTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Day:
        return tr("Day");
    case Verdict:
        return tr("Detector");
    case Observed:
        return tr("Observed");
    case Test:
        return tr("First failing test");
    case Evidence:
        return tr("Evidence");
    default:
        return {};
    }
}

} // namespace gui
