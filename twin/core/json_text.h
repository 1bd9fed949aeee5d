// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Writes JSON as text, field by field, for the places where many small records are written while a run goes on. Numbers
// are the shortest that read back to the same value, so equal records are equal bytes. Reading: json_value.h.

#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

#include "twin/core/text.h"

namespace twin {

class JsonText {
public:
    JsonText& beginObject() { return open('{'); }
    JsonText& endObject() { return close('}'); }
    JsonText& beginArray() { return open('['); }
    JsonText& endArray() { return close(']'); }
    /// Requires: inside an object; a value follows.
    JsonText& key(std::string_view name)
    {
        separate();
        appendQuoted(name);
        m_text.push_back(':');
        m_isFirst = true;
        return *this;
    }
    JsonText& value(std::string_view text)
    {
        separate();
        appendQuoted(text);
        return *this;
    }
    JsonText& value(const char* text) { return value(std::string_view(text)); }
    JsonText& value(bool truth) { return raw(truth ? "true" : "false"); }
    JsonText& null() { return raw("null"); }
    /// A number that is not finite has no JSON: it is written as null.
    JsonText& value(double number)
    {
        if (!std::isfinite(number)) {
            return null();
        }
        separate();
        appendNumber(m_text, number);
        return *this;
    }
    template <std::integral Integer>
    requires(!std::same_as<Integer, bool>) JsonText& value(Integer number)
    {
        separate();
        detail::appendPiece(m_text, number);
        return *this;
    }
    template <typename Value>
    JsonText& field(std::string_view name, const Value& content)
    {
        key(name);
        return value(content);
    }

    [[nodiscard]] const std::string& text() const { return m_text; }
    /// Forgets the text, keeps the memory.
    void clear()
    {
        m_text.clear();
        m_isFirst = true;
    }

private:
    JsonText& open(char bracket)
    {
        separate();
        m_text.push_back(bracket);
        m_isFirst = true;
        return *this;
    }
    JsonText& close(char bracket)
    {
        m_text.push_back(bracket);
        m_isFirst = false;
        return *this;
    }
    JsonText& raw(std::string_view text)
    {
        separate();
        m_text.append(text);
        return *this;
    }
    void separate()
    {
        if (!m_isFirst) {
            m_text.push_back(',');
        }
        m_isFirst = false;
    }
    void appendQuoted(std::string_view text);

    std::string m_text;
    bool m_isFirst = true;
};

/// Compact JSON as people read it: one member or element a line, two blanks a level, short lists of plain values in
/// one. Requires: `compact` is what JsonText wrote, complete.
[[nodiscard]] std::string indented(std::string_view compact);

} // namespace twin
