// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/time_text.h"

#include <cmath>
#include <utility>

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace gui {

namespace {

/// The wall clock at the place, held in a QDateTime that takes it for UTC so that nothing shifts it again.
QDateTime wallClock(double time_s, double offset_s)
{
    return QDateTime::fromSecsSinceEpoch(std::llround(time_s + offset_s), Qt::UTC);
}

} // namespace

TimeText::TimeText(twin::LocalClock clock, bool hasDates) : m_clock(std::move(clock)), m_hasDates(hasDates) {}

double TimeText::offsetAt(double time_s) const
{
    const twin::UtcTime time{std::chrono::seconds(std::llround(time_s))};
    return static_cast<double>(m_clock.offsetAt(time).count());
}

QString TimeText::clock(double time_s) const
{
    return wallClock(time_s, offsetAt(time_s)).toString(QStringLiteral("HH:mm"));
}

QString TimeText::day(double time_s) const
{
    const QDateTime local = wallClock(time_s, offsetAt(time_s));
    if (!m_hasDates) {
        return QStringLiteral("+%1 d").arg(local.date().toJulianDay() - QDate(1970, 1, 1).toJulianDay());
    }
    return QLocale().toString(local.date(), QStringLiteral("ddd d MMM"));
}

QString TimeText::full(double time_s) const
{
    if (!m_hasDates) {
        return day(time_s) + QLatin1Char(' ') + clock(time_s);
    }
    const double offset = offsetAt(time_s);
    const QDateTime local = wallClock(time_s, offset);
    const double hours = offset / 3600.0;
    const QString zone
        = offset == 0.0 ? QStringLiteral("UTC")
                        : QStringLiteral("UTC%1%2").arg(hours < 0 ? QChar(0x2212) : QChar(u'+')).arg(std::abs(hours));
    return QLocale().toString(local, QStringLiteral("ddd d MMM yyyy HH:mm")) + QStringLiteral(" (%1)").arg(zone);
}

double secondsOf(twin::UtcTime time)
{
    return static_cast<double>(time.time_since_epoch().count());
}

} // namespace gui
