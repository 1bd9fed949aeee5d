// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/wall_clock_edit.h"

#include "gui/models/scenario_edits.h"
#include "twin/io/pems_time.h"

namespace gui {

WallClockEdit::WallClockEdit(QWidget* parent) : QDateTimeEdit(parent)
{
    setTimeSpec(Qt::UTC); // the wall clock itself, so that no other zone shifts it
    setDisplayFormat(QStringLiteral("ddd d MMM yyyy  HH:mm"));
    setButtonSymbols(QAbstractSpinBox::NoButtons);
    setKeyboardTracking(false);
    setMinimumWidth(180);
    connect(this, &QDateTimeEdit::dateTimeChanged, this, [this] {
        if (!m_isShowing) {
            Q_EMIT edited(time());
        }
    });
}

void WallClockEdit::setTime(twin::UtcTime time, const twin::LocalClock& clock)
{
    m_clock = clock;
    m_isShowing = true;
    const auto wall = time + clock.offsetAt(time);
    setDateTime(QDateTime::fromSecsSinceEpoch(wall.time_since_epoch().count(), Qt::UTC));
    m_isShowing = false;
}

twin::UtcTime WallClockEdit::time() const
{
    const twin::LocalTime wall{std::chrono::seconds(dateTime().toSecsSinceEpoch())};
    return twin::instantsOf(wall, m_clock).earlier;
}

void WallClockEdit::stepBy(int steps)
{
    if (currentSection() == QDateTimeEdit::MinuteSection) {
        setDateTime(dateTime().addSecs(steps * kEditStep.count()));
    } else {
        QDateTimeEdit::stepBy(steps);
    }
}

} // namespace gui
