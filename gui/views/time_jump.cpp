// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/time_jump.h"

#include <QDateTime>
#include <QRegularExpression>

#include "gui/bridge/qt_text.h"

namespace gui {

std::optional<twin::Tick> tickFromText(const QString& text, const twin::TimeAxis& axis, twin::Tick now)
{
    static const QRegularExpression kStep(QStringLiteral("^([+\\-−])\\s*(\\d{1,5})\\s*([mhd])$"));
    QString asked = text.trimmed();
    const qint64 step_ms = static_cast<qint64>(axis.step().count()) * 1000;
    if (const auto match = kStep.match(asked); match.hasMatch()) {
        const qint64 minutes = match.captured(2).toLongLong() * (match.captured(3) == QStringLiteral("m")   ? 1
                                                                 : match.captured(3) == QStringLiteral("h") ? 60
                                                                                                            : 1440);
        const qint64 ticks = minutes * 60'000 / step_ms;
        return now + (match.captured(1) == QStringLiteral("+") ? ticks : -ticks);
    }
    const QDateTime here = QDateTime::fromMSecsSinceEpoch(wallClockMs(axis, now), Qt::UTC);
    QDateTime then(QDate(), QTime(), Qt::UTC);
    if (const QTime clock = QTime::fromString(asked, QStringLiteral("H:mm")); clock.isValid()) {
        // Of the day that is shown, or of the next where that lies before the run.
        then = QDateTime(here.date(), clock, Qt::UTC);
        then = then < QDateTime::fromMSecsSinceEpoch(wallClockMs(axis, 0), Qt::UTC) ? then.addDays(1) : then;
    } else if (QDateTime both = QDateTime::fromString(asked, QStringLiteral("yyyy-MM-dd H:mm")); both.isValid()) {
        both.setTimeSpec(Qt::UTC);
        then = both;
    } else if (const QDate day = QDate::fromString(asked, Qt::ISODate); day.isValid()) {
        then = QDateTime(day, QTime(0, 0), Qt::UTC);
    }
    if (!then.isValid()) {
        return std::nullopt;
    }
    return now + (then.toMSecsSinceEpoch() - here.toMSecsSinceEpoch()) / step_ms;
}

} // namespace gui
