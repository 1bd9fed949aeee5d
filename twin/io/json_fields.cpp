// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/json_fields.h"

#include <algorithm>
#include <cmath>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/pems_time.h"

namespace twin {

void JsonReading::refuse(std::string_view path, const JsonValue& at, std::string_view found, std::string_view expected)
{
    if (fault) {
        return;
    }
    fault = Error{ErrorCode::InvalidInput, concat(file, ": ", path, path.empty() ? "" : " ", "(line ", at.line,
                                                  ", column ", at.column, "): found ", found, ", expected ", expected)};
}

std::string describe(const JsonValue& value)
{
    switch (value.kind) {
    case JsonKind::Text:
        return value.text.empty() ? "an empty text" : excerpt(value.text);
    case JsonKind::Number:
        return value.text.substr(0, 40);
    case JsonKind::Truth:
        return value.truth ? "true" : "false";
    default:
        return std::string(nameOf(value.kind));
    }
}

JsonFields::JsonFields(const JsonValue& value, std::string path, JsonReading& reading)
    : m_value(value), m_path(std::move(path)), m_reading(reading)
{
    if (value.kind != JsonKind::Object) {
        reading.refuse(m_path, value, describe(value), "an object");
    }
}

std::string JsonFields::pathOf(std::string_view name) const
{
    return m_path.empty() ? std::string(name) : name.empty() ? m_path : concat(m_path, '.', name);
}

void JsonFields::refuse(std::string_view name, std::string_view found, std::string_view expected)
{
    const JsonValue* const at = name.empty() ? nullptr : m_value.find(name);
    m_reading.refuse(pathOf(name), at == nullptr ? m_value : *at, found, expected);
}

const JsonValue* JsonFields::member(std::string_view name)
{
    m_names.push_back(name);
    if (m_reading.asked != nullptr) {
        m_reading.asked->emplace_back(name);
    }
    return m_value.find(name);
}

const JsonValue* JsonFields::take(std::string_view name, JsonKind kind, bool isRequired)
{
    const JsonValue* const value = member(name);
    if (value == nullptr) {
        if (isRequired) {
            m_reading.refuse(pathOf(name), m_value, "nothing", nameOf(kind));
        }
        return nullptr;
    }
    if (value->kind != kind) {
        m_reading.refuse(pathOf(name), *value, describe(*value), nameOf(kind));
        return nullptr;
    }
    return value;
}

void JsonFields::requireText(std::string_view name, std::string& field)
{
    if (const JsonValue* const value = take(name, JsonKind::Text, true)) {
        field = value->text;
        if (trim(field).empty()) {
            refuse(name, "an empty text", "some words");
        }
    }
}

void JsonFields::text(std::string_view name, std::string& field)
{
    if (const JsonValue* const value = take(name, JsonKind::Text, false)) {
        field = value->text;
    }
}

void JsonFields::requireTime(std::string_view name, UtcTime& field)
{
    const JsonValue* const value = take(name, JsonKind::Text, true);
    if (value == nullptr) {
        return;
    }
    if (const auto time = parseIsoTime(value->text)) {
        field = *time;
    } else {
        refuse(name, describe(*value), "a time with its offset from UTC, such as 2024-05-06T08:35:00-07:00");
    }
}

void JsonFields::requireNumber(std::string_view name, NumberBounds bounds, double& field)
{
    if (m_value.find(name) == nullptr) {
        m_reading.refuse(pathOf(name), m_value, "nothing", nameOf(JsonKind::Number));
    }
    number(name, bounds, field);
}

void JsonFields::number(std::string_view name, NumberBounds bounds, double& field)
{
    const JsonValue* const value = take(name, JsonKind::Number, false);
    if (value == nullptr) {
        return;
    }
    if (value->number < bounds.least || value->number > bounds.most) {
        return refuse(name, describe(*value), concat("a number from ", bounds.least, " to ", bounds.most));
    }
    field = value->number;
}

void JsonFields::integer(std::string_view name, NumberBounds bounds, std::int64_t& field)
{
    const JsonValue* const value = take(name, JsonKind::Number, false);
    if (value == nullptr) {
        return;
    }
    const bool isWhole = value->number == std::floor(value->number);
    if (!isWhole || value->number < bounds.least || value->number > bounds.most) {
        return refuse(name, describe(*value),
                      concat("a whole number from ", static_cast<std::int64_t>(bounds.least), " to ",
                             static_cast<std::int64_t>(bounds.most)));
    }
    field = static_cast<std::int64_t>(value->number);
}

void JsonFields::truth(std::string_view name, bool& field)
{
    if (const JsonValue* const value = take(name, JsonKind::Truth, false)) {
        field = value->truth;
    }
}

void JsonFields::texts(std::string_view name, std::vector<std::string>& field)
{
    const JsonValue* const value = take(name, JsonKind::Array, false);
    if (value == nullptr) {
        return;
    }
    if (value->elements.empty()) {
        return refuse(name, "an empty list", "at least one text, or no such list at all");
    }
    field.clear();
    for (std::size_t i = 0; i < value->elements.size(); ++i) {
        const JsonValue& element = value->elements[i];
        if (element.kind != JsonKind::Text || element.text.empty()) {
            return m_reading.refuse(concat(pathOf(name), '[', i, ']'), element, describe(element), "a text");
        }
        if (std::ranges::find(field, element.text) != field.end()) {
            return m_reading.refuse(concat(pathOf(name), '[', i, ']'), element, describe(element) + " again",
                                    "each only once");
        }
        field.push_back(element.text);
    }
}

void JsonFields::word(std::string_view name, std::span<const std::string_view> words, std::size_t& field,
                      bool isRequired)
{
    const JsonValue* const value = take(name, JsonKind::Text, isRequired);
    if (value == nullptr) {
        return;
    }
    const auto at = std::ranges::find(words, std::string_view(value->text));
    if (at != words.end()) {
        field = static_cast<std::size_t>(at - words.begin());
        return;
    }
    std::string expected = "one of";
    for (const std::string_view each : words) {
        expected.append(concat(' ', each, each == words.back() ? "" : ","));
    }
    refuse(name, describe(*value), expected);
}

void JsonFields::finish()
{
    for (const JsonMember& each : m_value.members) {
        if (std::ranges::find(m_names, std::string_view(each.name)) == m_names.end()) {
            std::string known;
            for (const std::string_view name : m_names) {
                known.append(concat(known.empty() ? "" : ", ", name));
            }
            m_reading.refuse(m_path, each.value, concat("the unknown name ", excerpt(each.name)), "only " + known);
        }
    }
}

std::optional<UtcTime> parseIsoTime(std::string_view text)
{
    std::chrono::minutes offset{0};
    if (text.ends_with('Z')) {
        text.remove_suffix(1);
    } else {
        constexpr std::size_t kOffset = 6; ///< +hh:mm
        if (text.size() <= kOffset) {
            return std::nullopt;
        }
        const std::string_view zone = text.substr(text.size() - kOffset);
        const auto hours = parseInteger(zone.substr(1, 2));
        const auto minutes = parseInteger(zone.substr(4, 2));
        const bool isZone = (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' && hours && minutes && *hours >= 0 &&
                            *hours <= 14 && *minutes >= 0 && *minutes < 60;
        if (!isZone) {
            return std::nullopt;
        }
        offset = std::chrono::minutes((*hours * 60 + *minutes) * (zone[0] == '-' ? -1 : 1));
        text.remove_suffix(kOffset);
    }
    // RFC 3339 allows parts of a second; the twin counts whole ones.
    if (const auto point = text.find('.'); point != std::string_view::npos) {
        const std::string_view parts = text.substr(point + 1);
        if (parts.empty() || parts.find_first_not_of("0123456789") != std::string_view::npos) {
            return std::nullopt;
        }
        text = text.substr(0, point);
    }
    const auto written = parseWrittenTime(text);
    const auto day = written && written->date.isIso ? dayOf(written->date, DateOrder::MonthFirst) : std::nullopt;
    if (!day) {
        return std::nullopt;
    }
    return UtcTime(day->time_since_epoch() + std::chrono::seconds(written->secondOfDay) - offset);
}

} // namespace twin
