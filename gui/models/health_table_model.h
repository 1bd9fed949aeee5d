// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Detector health, day by day: good or bad, the first test that failed, and the count behind it.

#include <vector>

#include <QAbstractTableModel>

#include "gui/models/station_history.h"

namespace gui {

class HealthTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Day, Verdict, Observed, Test, Evidence, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setDays(std::vector<HealthDay> days);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<HealthDay> m_days;
};

} // namespace gui
