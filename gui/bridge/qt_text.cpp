// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/qt_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace gui {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("words", text); }

QDateTime wallClock(const twin::TimeAxis& axis, twin::Tick tick)
{
    return QDateTime::fromMSecsSinceEpoch(wallClockMs(axis, tick), Qt::UTC);
}

} // namespace

QString numberText(double value, int digits)
{
    if (!std::isfinite(value)) {
        return QStringLiteral("–");
    }
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    const double size = std::fabs(value);
    const int whole = size < 1.0 ? 1 : static_cast<int>(std::floor(std::log10(size))) + 1;
    if (size != 0.0 && size < 1e-4) {
        return locale.toString(value, 'g', digits).replace(QLatin1Char('-'), QStringLiteral("−"));
    }
    int places = std::max(0, digits - whole);
    if (size != 0.0 && size < 0.5 * std::pow(10.0, -places)) {
        places = static_cast<int>(std::ceil(-std::log10(size))); // what is not nothing never reads as 0
    }
    QString text = locale.toString(value, 'f', places);
    const QString point = locale.decimalPoint();
    if (text.contains(point)) {
        while (text.endsWith(QLatin1Char('0'))) {
            text.chop(1);
        }
        if (text.endsWith(point)) {
            text.chop(point.size());
        }
    }
    return text.startsWith(QLatin1Char('-')) ? QStringLiteral("−") + text.mid(1) : text;
}

QString energyText(double joules)
{
    struct Unit {
        double joules;
        const char* name;
    };
    static constexpr std::array<Unit, 6> kUnits{
        {{3.6e6, "kWh"}, {3600.0, "Wh"}, {1.0, "J"}, {1e-3, "mJ"}, {1e-6, "µJ"}, {1e-9, "nJ"}}};
    if (joules == 0.0) {
        return QStringLiteral("0 J");
    }
    for (const Unit& unit : kUnits) {
        if (std::fabs(joules) >= unit.joules * 0.9995) {
            return numberText(joules / unit.joules, 3) + QLatin1Char(' ') + QString::fromUtf8(unit.name);
        }
    }
    return tr("below resolution");
}

QString familyText(mlops::Family family)
{
    constexpr std::array<const char*, mlops::kFamilyCount> kNames{
        QT_TRANSLATE_NOOP("words", "Persistence"), QT_TRANSLATE_NOOP("words", "Seasonal"),
        QT_TRANSLATE_NOOP("words", "Linear"),      QT_TRANSLATE_NOOP("words", "Online linear"),
        QT_TRANSLATE_NOOP("words", "SVM"),         QT_TRANSLATE_NOOP("words", "LSTM")};
    return tr(kNames[static_cast<std::size_t>(family)]);
}

QString modelText(const mlops::ServingModel& model)
{
    return familyText(model.family) + QStringLiteral(" v") + QString::number(model.version);
}

qint64 wallClockMs(const twin::TimeAxis& axis, twin::Tick tick)
{
    const twin::UtcTime time = axis.at(tick);
    const auto local =
        time.time_since_epoch() + (axis.hasDates() ? axis.clock().offsetAt(time) : std::chrono::seconds{0});
    return static_cast<qint64>(local.count()) * 1000;
}

QString timeText(const twin::TimeAxis& axis, twin::Tick tick)
{
    return axis.hasDates() ? QLocale().toString(wallClock(axis, tick), QStringLiteral("ddd d MMM yyyy HH:mm"))
                           : tr("interval %1").arg(tick);
}

QString shortTimeText(const twin::TimeAxis& axis, twin::Tick tick)
{
    return axis.hasDates() ? QLocale().toString(wallClock(axis, tick), QStringLiteral("d MMM HH:mm"))
                           : QString::number(tick);
}

QString tacticText(const mlops::Tactic& tactic)
{
    constexpr std::array<const char*, std::variant_size_v<mlops::Tactic>> kNames{
        QT_TRANSLATE_NOOP("words", "Keep"), QT_TRANSLATE_NOOP("words", "Switch"),
        QT_TRANSLATE_NOOP("words", "Reuse version"), QT_TRANSLATE_NOOP("words", "Retrain"),
        QT_TRANSLATE_NOOP("words", "Set forgetting")};
    return tr(kNames[tactic.index()]);
}

QString metricText(mlops::Metric metric)
{
    constexpr std::array<const char*, 5> kNames{
        QT_TRANSLATE_NOOP("words", "Running score"), QT_TRANSLATE_NOOP("words", "Normalised energy"),
        QT_TRANSLATE_NOOP("words", "Drift distance"), QT_TRANSLATE_NOOP("words", "Skill against persistence"),
        QT_TRANSLATE_NOOP("words", "Error growth")};
    return tr(kNames[static_cast<std::size_t>(metric)]);
}

} // namespace gui
