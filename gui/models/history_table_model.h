// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rows behind the inspector's charts: everything that a curve shows can be read, copied and heard as a table.

#include <vector>

#include <QAbstractTableModel>

#include "gui/models/station_history.h"

namespace gui {

class HistoryTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Flow, Speed, Occupancy, HowKnown, Forecast, Residual, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setHistory(StationHistoryPtr history);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Tab-separated with a header line, numbers in the C locale: what a spreadsheet takes.
    [[nodiscard]] QString asText() const;

private:
    [[nodiscard]] float value(std::size_t row, int column) const;

    StationHistoryPtr m_history;
    std::vector<float> m_forecast; ///< [T]
};

} // namespace gui
