// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/core/markup.h"

namespace twin {

std::string markupText(std::string_view text)
{
    std::string safe;
    for (const char letter : text) {
        switch (letter) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        default:
            safe += letter;
        }
    }
    return safe;
}

} // namespace twin
