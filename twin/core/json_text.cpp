// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/json_text.h"

namespace twin {

void JsonText::appendQuoted(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    m_text.push_back('"');
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            m_text.push_back('\\');
            m_text.push_back(letter);
        } else if (letter == '\n') {
            m_text.append("\\n");
        } else if (code < 0x20) {
            m_text.append("\\u00");
            m_text.push_back(kDigits[code >> 4U]);
            m_text.push_back(kDigits[code & 15U]);
        } else {
            m_text.push_back(letter);
        }
    }
    m_text.push_back('"');
}

} // namespace twin
