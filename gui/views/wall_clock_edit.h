// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An instant as a field: shown and typed on the wall clock of the scenario's zone, kept in UTC.

#include <QDateTimeEdit>

#include "twin/core/time.h"

namespace gui {

class WallClockEdit : public QDateTimeEdit {
    Q_OBJECT

public:
    explicit WallClockEdit(QWidget* parent);
    /// Shows an instant. Says nothing: it is no edit.
    void setTime(twin::UtcTime time, const twin::LocalClock& clock);
    [[nodiscard]] twin::UtcTime time() const;
    /// The arrows move by five minutes, not by one.
    void stepBy(int steps) override;

Q_SIGNALS:
    void edited(twin::UtcTime time);

private:
    twin::LocalClock m_clock;
    bool m_isShowing = false;
};

} // namespace gui
