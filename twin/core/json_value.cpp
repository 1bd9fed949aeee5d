// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/json_value.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "twin/core/text.h"

namespace twin {

namespace {

constexpr int kDeepest = 64; ///< nested values; no file of ours needs ten, and the reader calls itself

void appendUtf8(std::string& text, std::uint32_t code)
{
    const auto put = [&text](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | (code >> 6));
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | (code >> 12));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3F));
        put(0x80 | ((code >> 6) & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

/// The length of the UTF-8 sequence at the start of `text`; 0 if there is none.
std::size_t utf8Length(std::string_view text)
{
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length == 0 || first > 0xF4 || length > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) {
            return 0;
        }
    }
    const bool isOverlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    const bool isBeyond = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
    return isOverlong || isBeyond ? 0 : length;
}

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }

/// Reads one text from front to end. After the first fault nothing more is read.
class JsonReader {
public:
    explicit JsonReader(std::string_view text) : m_text(text) {}

    Result<JsonValue> read()
    {
        JsonValue value;
        readValue(value, 0);
        skipBlanks();
        if (!m_fault && m_at < m_text.size()) {
            fault("the end, since one value is complete");
        }
        if (m_fault) {
            return fail(ErrorCode::InvalidInput, *m_fault);
        }
        return value;
    }

private:
    void readValue(JsonValue& value, int depth);
    void readObject(JsonValue& value, int depth);
    void readArray(JsonValue& value, int depth);
    void readNumber(JsonValue& value);
    void readWord(JsonValue& value, std::string_view word, JsonKind kind);
    void readText(std::string& text);
    void readEscape(std::string& text);
    std::optional<std::uint32_t> readHex();
    bool take(char letter, std::string_view expected);

    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipBlanks()
    {
        for (; m_at < m_text.size(); ++m_at) {
            const char letter = m_text[m_at];
            if (letter == '\n') {
                ++m_line;
                m_lineStart = m_at + 1;
            } else if (letter != ' ' && letter != '\t' && letter != '\r') {
                return;
            }
        }
    }
    void fault(std::string_view expected)
    {
        if (m_fault) {
            return;
        }
        std::string found = "the end of the file";
        if (m_at < m_text.size()) {
            const char letter = m_text[m_at];
            found = letter == '\n' ? std::string("the end of the line")
                                   : concat('"', letter >= ' ' && letter <= '~' ? letter : '?', '"');
        }
        m_fault =
            concat("line ", m_line, ", column ", m_at - m_lineStart + 1, ": found ", found, ", expected ", expected);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    std::size_t m_lineStart = 0;
    std::optional<std::string> m_fault;
};

bool JsonReader::take(char letter, std::string_view expected)
{
    skipBlanks();
    if (m_fault || peek() != letter || m_at >= m_text.size()) {
        fault(expected);
        return false;
    }
    ++m_at;
    return true;
}

void JsonReader::readValue(JsonValue& value, int depth)
{
    skipBlanks();
    value.line = m_line;
    value.column = m_at - m_lineStart + 1;
    if (depth > kDeepest) {
        return fault("values nested no deeper than 64");
    }
    switch (peek()) {
    case '{':
        return readObject(value, depth);
    case '[':
        return readArray(value, depth);
    case '"':
        value.kind = JsonKind::Text;
        return readText(value.text);
    case 't':
        value.truth = true;
        return readWord(value, "true", JsonKind::Truth);
    case 'f':
        return readWord(value, "false", JsonKind::Truth);
    case 'n':
        return readWord(value, "null", JsonKind::Null);
    default:
        return readNumber(value);
    }
}

void JsonReader::readObject(JsonValue& value, int depth)
{
    value.kind = JsonKind::Object;
    ++m_at;
    skipBlanks();
    if (peek() == '}') {
        ++m_at;
        return;
    }
    do {
        skipBlanks();
        const std::size_t start = m_at;
        JsonMember member;
        if (peek() != '"') {
            return fault("a name in quotes");
        }
        readText(member.name);
        if (!m_fault && value.find(member.name) != nullptr) {
            m_at = start;
            return fault("a name that does not stand there already");
        }
        if (!take(':', "a colon after the name")) {
            return;
        }
        readValue(member.value, depth + 1);
        value.members.push_back(std::move(member));
        skipBlanks();
    } while (!m_fault && peek() == ',' && ++m_at != 0);
    take('}', "a comma or the closing brace");
}

void JsonReader::readArray(JsonValue& value, int depth)
{
    value.kind = JsonKind::Array;
    ++m_at;
    skipBlanks();
    if (peek() == ']') {
        ++m_at;
        return;
    }
    do {
        readValue(value.elements.emplace_back(), depth + 1);
        skipBlanks();
    } while (!m_fault && peek() == ',' && ++m_at != 0);
    take(']', "a comma or the closing bracket");
}

void JsonReader::readWord(JsonValue& value, std::string_view word, JsonKind kind)
{
    value.kind = kind;
    if (!m_text.substr(m_at).starts_with(word)) {
        return fault("a value");
    }
    m_at += word.size();
}

void JsonReader::readNumber(JsonValue& value)
{
    value.kind = JsonKind::Number;
    const std::size_t start = m_at;
    const auto digits = [this] {
        const std::size_t before = m_at;
        while (isDigit(peek())) {
            ++m_at;
        }
        return m_at > before;
    };
    m_at += peek() == '-' ? 1 : 0;
    const bool leadingZero = peek() == '0';
    const std::size_t whole = m_at;
    if (!digits() || (leadingZero && m_at > whole + 1)) {
        m_at = start;
        return fault("a value");
    }
    if (peek() == '.') {
        ++m_at;
        if (!digits()) {
            return fault("a digit after the point");
        }
    }
    if (peek() == 'e' || peek() == 'E') {
        ++m_at;
        m_at += peek() == '-' || peek() == '+' ? 1 : 0;
        if (!digits()) {
            return fault("a digit of the exponent");
        }
    }
    value.text = m_text.substr(start, m_at - start);
    const std::optional<double> number = parseNumber(value.text);
    if (!number || !std::isfinite(*number)) {
        m_at = start;
        return fault("a number that is not beyond all bounds");
    }
    value.number = *number;
}

void JsonReader::readText(std::string& text)
{
    ++m_at;
    while (m_at < m_text.size() && !m_fault) {
        const char letter = m_text[m_at];
        if (letter == '"') {
            ++m_at;
            return;
        }
        if (letter == '\\') {
            ++m_at;
            readEscape(text);
            continue;
        }
        const std::size_t length = utf8Length(m_text.substr(m_at));
        if (static_cast<unsigned char>(letter) < ' ' || length == 0) {
            return fault(length == 0 ? "text in UTF-8" : "a closing quote on the same line");
        }
        text.append(m_text.substr(m_at, length));
        m_at += length;
    }
    fault("a closing quote");
}

void JsonReader::readEscape(std::string& text)
{
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const std::size_t known = kLetters.find(peek());
    if (m_at < m_text.size() && known != std::string_view::npos) {
        text.push_back(kMeanings[known]);
        ++m_at;
        return;
    }
    if (peek() != 'u') {
        return fault("one of \" \\ / b f n r t u after a backslash");
    }
    ++m_at;
    std::optional<std::uint32_t> code = readHex();
    if (code && *code >= 0xD800 && *code < 0xDC00 && m_text.substr(m_at).starts_with("\\u")) {
        m_at += 2;
        const std::optional<std::uint32_t> low = readHex();
        code = low && *low >= 0xDC00 && *low < 0xE000
                   ? std::optional(0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00))
                   : std::nullopt;
    }
    if (!code || (*code >= 0xD800 && *code < 0xE000)) {
        return fault("four hexadecimal digits of a character");
    }
    appendUtf8(text, *code);
}

std::optional<std::uint32_t> JsonReader::readHex()
{
    const std::string_view digits = m_text.substr(m_at, 4);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (error != std::errc{} || end != digits.data() + 4) {
        return std::nullopt;
    }
    m_at += 4;
    return code;
}

} // namespace

std::string_view nameOf(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Null:
        return "null";
    case JsonKind::Truth:
        return "true or false";
    case JsonKind::Number:
        return "a number";
    case JsonKind::Text:
        return "a text";
    case JsonKind::Array:
        return "a list";
    case JsonKind::Object:
        return "an object";
    }
    return "";
}

const JsonValue* JsonValue::find(std::string_view name) const
{
    const auto at = std::ranges::find_if(members, [name](const JsonMember& member) { return member.name == name; });
    return at == members.end() ? nullptr : &at->value;
}

Result<JsonValue> parseJson(std::string_view text) { return JsonReader(text).read(); }

} // namespace twin
