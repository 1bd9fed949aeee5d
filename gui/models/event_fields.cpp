// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/event_fields.h"

#include <cmath>

#include <QCoreApplication>
#include <QRegularExpression>

#include "gui/bridge/qt_text.h"
#include "twin/core/quantity.h"

namespace gui {

namespace {

using twin::Action;
namespace ranges = twin::ranges;
using Kind = EventField::Kind;

constexpr double kVpsOfVph = 1.0 / 3600.0;

QString tr(const char* text) { return QCoreApplication::translate("Scenario", text); }

/// Binds a member of one kind of action; shown = stored / unit.
template <typename Of, typename Value>
void bind(EventField& field, Value Of::*member, double unit = 1.0)
{
    field.get = [member, unit](const Action& action) {
        return static_cast<double>(std::get<Of>(action).*member) / unit;
    };
    field.set = [member, unit](Action& action, double shown) {
        if constexpr (std::is_floating_point_v<Value>) {
            std::get<Of>(action).*member = shown * unit;
        } else {
            std::get<Of>(action).*member = static_cast<Value>(std::lround(shown));
        }
    };
}

template <typename Of, typename Value>
EventField number(const QString& name, const QString& unit, twin::ParameterRange range, double step, Value Of::*member,
                  double scale = 1.0)
{
    EventField field{.name = name, .unit = unit, .range = range, .step = step};
    bind(field, member, scale);
    return field;
}

template <typename Of>
EventField count(const QString& name, const QString& unit, twin::ParameterRange range, int Of::*member)
{
    EventField field{.name = name, .unit = unit, .kind = Kind::Count, .range = range, .step = 1.0};
    bind(field, member);
    return field;
}

template <typename Of, typename Value>
EventField choice(const QString& name, const QStringList& choices, Value Of::*member)
{
    EventField field{.name = name, .kind = Kind::Choice, .choices = choices};
    bind(field, member);
    return field;
}

QStringList onsets() { return {tr("suddenly"), tr("gradually, until the end")}; }
QStringList weathers() { return {tr("light rain"), tr("rain"), tr("heavy rain"), tr("fog"), tr("dense fog")}; }
QStringList faults()
{
    return {tr("stuck at its last reading"),
            tr("counts nothing"),
            tr("noise"),
            tr("drops readings"),
            tr("late readings"),
            tr("spikes")};
}
QStringList drifts()
{
    return {tr("scale: times"), tr("shift: plus"), tr("variance: deviations times"), tr("echo of earlier readings"),
            tr("season: swings by")};
}
QStringList signalNames() { return {tr("flow"), tr("occupancy"), tr("speed")}; }

struct FieldsOf {
    std::vector<EventField>& fields;

    void operator()(const twin::LaneClosure& /*action*/) const
    {
        fields.push_back(
            count(tr("Lanes closed"), tr("of each road"), ranges::kLanesClosed, &twin::LaneClosure::lanes));
    }
    void operator()(const twin::LinkClosure& /*action*/) const {}
    void operator()(const twin::CapacityFactor& /*action*/) const
    {
        fields.push_back(
            number(tr("Capacity"), tr("of the usual"), ranges::kFactor, 0.05, &twin::CapacityFactor::factor));
    }
    void operator()(const twin::FreeSpeedFactor& /*action*/) const
    {
        fields.push_back(number(tr("Free speed"), tr("of the usual"), ranges::kFreeSpeedFactor, 0.05,
                                &twin::FreeSpeedFactor::factor));
    }
    void operator()(const twin::SpeedLimit& /*action*/) const
    {
        fields.push_back(number(tr("Limit"), tr("mph"), ranges::kSpeedLimit_mph, 5.0, &twin::SpeedLimit::limit_mps,
                                twin::kMetresPerSecondPerMph));
    }
    void operator()(const twin::RampMetering& /*action*/) const
    {
        fields.push_back(
            number(tr("Let in"), tr("veh/h"), ranges::kRate_vph, 50.0, &twin::RampMetering::rate_vps, kVpsOfVph));
    }
    void operator()(const twin::DemandFactor& /*action*/) const
    {
        fields.push_back(number(tr("Demand"), tr("of the usual"), ranges::kFactor, 0.05, &twin::DemandFactor::factor));
        fields.push_back(choice(tr("Sets in"), onsets(), &twin::DemandFactor::onset));
    }
    void operator()(const twin::DemandSurge& /*action*/) const
    {
        fields.push_back(number(tr("More than usual"), tr("veh/h"), ranges::kRate_vph, 50.0,
                                &twin::DemandSurge::extra_vps, kVpsOfVph));
    }
    void operator()(const twin::Weather& /*action*/) const
    {
        fields.push_back(choice(tr("Weather"), weathers(), &twin::Weather::kind));
    }
    void operator()(const twin::Incident& /*action*/) const
    {
        fields.push_back(
            count(tr("Lanes blocked"), tr("(0: shoulder)"), ranges::kLanesBlocked, &twin::Incident::lanesBlocked));
    }
    void operator()(const twin::SensorFault& action) const;
    void operator()(const twin::InducedDrift& action) const;
};

void FieldsOf::operator()(const twin::SensorFault& action) const
{
    using twin::SensorFault;
    using FaultKind = twin::SensorFaultKind;
    fields.push_back(choice(tr("Fault"), faults(), &SensorFault::kind));
    const twin::ParameterRange range = ranges::amountOf(action.kind);
    if (action.kind == FaultKind::Noise) {
        fields.push_back(number(tr("Deviation"), tr("of the reading"), range, 0.05, &SensorFault::amount));
    } else if (action.kind == FaultKind::DropOut || action.kind == FaultKind::Spike) {
        fields.push_back(number(tr("Chance"), tr("each reading"), range, 0.05, &SensorFault::amount));
    } else if (action.kind == FaultKind::Delay) {
        EventField late = number(tr("Late by"), tr("intervals"), range, 1.0, &SensorFault::amount);
        late.kind = Kind::Count;
        fields.push_back(std::move(late));
    }
    fields.push_back(number(tr("Share hit"), tr("of the stations"), ranges::kShare, 0.1, &SensorFault::share));
}

void FieldsOf::operator()(const twin::InducedDrift& action) const
{
    using twin::InducedDrift;
    fields.push_back(choice(tr("Change"), drifts(), &InducedDrift::kind));
    const bool isShift = action.kind == twin::InducedDriftKind::Shift;
    const QStringList units{tr("veh"), tr("share"), tr("m/s")};
    fields.push_back(number(tr("By"), isShift ? units[static_cast<int>(action.signal)] : QString(),
                            ranges::amountOf(action.kind), isShift ? 5.0 : 0.05, &InducedDrift::amount));
    if (ranges::lagOf(action.kind).least > 0.0) {
        fields.push_back(count(tr("Period"), tr("intervals"), ranges::lagOf(action.kind), &InducedDrift::lag));
    }
    fields.push_back(choice(tr("Of the"), signalNames(), &InducedDrift::signal));
    fields.push_back(choice(tr("Sets in"), onsets(), &InducedDrift::onset));
    EventField negative{.name = tr("May fall below 0"), .kind = Kind::Truth};
    bind(negative, &InducedDrift::allowsNegative);
    negative.set = [](Action& changed, double on) { std::get<InducedDrift>(changed).allowsNegative = on > 0.5; };
    fields.push_back(std::move(negative));
}

QString shownNumber(double value) { return numberText(value, 4); }

} // namespace

std::vector<EventField> fieldsOf(const Action& action)
{
    std::vector<EventField> fields;
    std::visit(FieldsOf{fields}, action);
    return fields;
}

QString rangeText(const EventField& field)
{
    const QString bounds = tr("%1 to %2").arg(shownNumber(field.range.least), shownNumber(field.range.most));
    return field.unit.isEmpty() ? bounds : bounds + QLatin1Char(' ') + field.unit;
}

QString valuesText(const Action& action)
{
    if (const auto* closure = std::get_if<twin::LaneClosure>(&action)) {
        return closure->lanes == 1 ? tr("1 lane") : tr("%1 lanes").arg(closure->lanes);
    }
    if (const auto* incident = std::get_if<twin::Incident>(&action)) {
        return incident->lanesBlocked == 1 ? tr("1 lane") : tr("%1 lanes").arg(incident->lanesBlocked);
    }
    if (const auto* weather = std::get_if<twin::Weather>(&action)) {
        return weathers()[static_cast<int>(weather->kind)];
    }
    if (const auto* fault = std::get_if<twin::SensorFault>(&action)) {
        return faults()[static_cast<int>(fault->kind)];
    }
    if (const auto* drift = std::get_if<twin::InducedDrift>(&action)) {
        return drifts()[static_cast<int>(drift->kind)].section(QLatin1Char(':'), 0, 0) + QLatin1Char(' ') +
               shownNumber(drift->amount);
    }
    const std::vector<EventField> fields = fieldsOf(action);
    if (fields.empty()) {
        return {};
    }
    const QString value = shownNumber(fields.front().get(action));
    return fields.front().unit == tr("of the usual") ? QStringLiteral("\u00d7 ") + value
                                                     : value + QLatin1Char(' ') + fields.front().unit;
}

std::optional<twin::Vicinity> vicinityFromText(const QString& text)
{
    const QStringList parts = text.split(QRegularExpression(QStringLiteral("[,;\\s]+")), Qt::SkipEmptyParts);
    if (parts.size() != 3) {
        return std::nullopt;
    }
    bool areNumbers = true;
    double numbers[3] = {};
    for (int i = 0; i < 3; ++i) {
        bool isNumber = false;
        numbers[i] = parts[i].toDouble(&isNumber);
        areNumbers = areNumbers && isNumber;
    }
    if (!areNumbers) {
        return std::nullopt;
    }
    return twin::Vicinity{.at = {.lat_deg = numbers[0], .lon_deg = numbers[1]}, .radius_m = numbers[2]};
}

QString vicinityText(const twin::Vicinity& vicinity)
{
    return QStringLiteral("%1, %2, %3")
        .arg(vicinity.at.lat_deg, 0, 'g', 8)
        .arg(vicinity.at.lon_deg, 0, 'g', 9)
        .arg(vicinity.radius_m, 0, 'g', 7);
}

std::vector<std::string> idsFromText(const QString& text)
{
    std::vector<std::string> ids;
    for (const QString& id : text.split(QRegularExpression(QStringLiteral("[,;\\s]+")), Qt::SkipEmptyParts)) {
        ids.push_back(id.toStdString());
    }
    return ids;
}

QString idsText(const std::vector<std::string>& ids)
{
    QStringList texts;
    for (const std::string& id : ids) {
        texts << qtText(id);
    }
    return texts.join(QStringLiteral(", "));
}

} // namespace gui
