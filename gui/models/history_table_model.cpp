// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/history_table_model.h"

#include <cmath>
#include <utility>

#include "gui/charts/axis_scale.h"

namespace gui {

void HistoryTableModel::setHistory(StationHistoryPtr history)
{
    beginResetModel();
    m_history = std::move(history);
    m_forecast.assign(m_history ? m_history->samples.size() : 0, twin::kMissing);
    if (m_history) {
        for (const ForecastSample& said : m_history->forecast) {
            const double tick = std::round((said.time_s - m_history->start_s) / m_history->step_s);
            if (tick >= 0.0 && tick < static_cast<double>(m_forecast.size())) {
                m_forecast[static_cast<std::size_t>(tick)] = said.flow_vph;
            }
        }
    }
    endResetModel();
}

int HistoryTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_forecast.size());
}

int HistoryTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

float HistoryTableModel::value(std::size_t row, int column) const
{
    const StationSample& sample = m_history->samples[row];
    switch (column) {
    case Flow:
        return sample.flow_vph;
    case Speed:
        return sample.speed;
    case Occupancy:
        return sample.occupancy_pct;
    case Forecast:
        return m_forecast[row];
    case Residual:
        return sample.quality == twin::Quality::Observed ? m_forecast[row] - sample.flow_vph : twin::kMissing;
    default:
        return twin::kMissing;
    }
}

QVariant HistoryTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_history) {
        return {};
    }
    const bool isText = index.column() == Time || index.column() == HowKnown;
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    if (index.column() == Time) {
        const double time = m_history->timeOf(row);
        return QString(m_history->time.day(time) + QLatin1Char(' ') + m_history->time.clock(time));
    }
    if (index.column() == HowKnown) {
        if (m_history->isEstimated) {
            return tr("estimated");
        }
        const twin::Quality quality = m_history->samples[row].quality;
        return quality == twin::Quality::Observed  ? tr("observed")
               : quality == twin::Quality::Imputed ? tr("imputed")
                                                   : tr("missing");
    }
    return figureText(static_cast<double>(value(row, index.column())));
}

QVariant HistoryTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const bool isUs = !m_history || m_history->units == UnitSystem::UsCustomary;
    switch (section) {
    case Time:
        return tr("Time");
    case Flow:
        return tr("Flow, veh/h");
    case Speed:
        return isUs ? tr("Speed, mph") : tr("Speed, km/h");
    case Occupancy:
        return tr("Occupancy, %");
    case HowKnown:
        return tr("How known");
    case Forecast:
        return tr("Forecast, veh/h");
    case Residual:
        return tr("Residual, veh/h");
    default:
        return {};
    }
}

QString HistoryTableModel::asText() const
{
    QStringList lines;
    QStringList header;
    for (int column = 0; column < Columns; ++column) {
        header << headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    lines << header.join(QLatin1Char('\t'));
    for (int row = 0; row < rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < Columns; ++column) {
            const bool isText = column == Time || column == HowKnown;
            const float number = isText ? 0.0F : value(static_cast<std::size_t>(row), column);
            cells << (isText               ? data(index(row, column), Qt::DisplayRole).toString()
                      : std::isnan(number) ? QString()
                                           : QString::number(static_cast<double>(number), 'g', 7));
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace gui
