// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which model served how much of the run: one bar, parts in the models' colours, names beside.

#include <vector>

#include <QWidget>

#include "gui/models/decision_rows.h"

namespace gui {

class ShareBar : public QWidget {
    Q_OBJECT

public:
    explicit ShareBar(QWidget* parent);
    void setRows(std::vector<CandidateRow> rows);
    [[nodiscard]] QSize sizeHint() const override { return {300, 40}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 40}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<CandidateRow> m_rows;
};

} // namespace gui
