// SPDX-License-Identifier: GPL-3.0-or-later
#include "twin/io/xml_file.h"

#include <algorithm>

#include "twin/core/text.h"
#include "twin/io/bad_file.h"
#include "twin/io/text_file.h"

namespace twin {

namespace {

bool isWithin(double value, Bounds<double> bounds) { return value >= bounds.least && value <= bounds.most; }

} // namespace

XmlFile::XmlFile(std::string file, std::string text)
    : m_file(std::move(file)), m_text(std::move(text)), m_document(std::make_unique<pugi::xml_document>())
{
}

Result<XmlFile> XmlFile::open(const std::filesystem::path& path, std::string_view root)
try {
    auto text = readText(path);
    if (!text) {
        return tl::unexpected(std::move(text.error()));
    }
    XmlFile file(path.string(), std::move(*text));
    const std::string outermost = concat("<", root, ">");
    if (trim(file.m_text).empty()) {
        return file.badAt(0, "an empty file", concat("the element ", outermost));
    }
    const auto parsed =
        file.m_document->load_buffer(file.m_text.data(), file.m_text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (parsed.status == pugi::status_out_of_memory) {
        throw std::bad_alloc();
    }
    if (!parsed) {
        return file.badAt(parsed.offset, concat("no well-formed XML (", parsed.description(), ")"),
                          "every element closed in the order it was opened");
    }
    if (file.root().name() != root) {
        return file.bad(file.root(), concat("the element <", file.root().name(), ">"), outermost);
    }
    return file;
} catch (const std::exception& exception) {
    return foreignFailure(path, exception);
}

Result<std::string> XmlFile::needText(pugi::xml_node element, const char* attribute, std::string_view expected) const
{
    const std::string_view text = element.attribute(attribute).value();
    if (text.empty()) {
        return badAttribute(element, attribute, expected);
    }
    return std::string(text);
}

Result<double> XmlFile::needNumber(pugi::xml_node element, const char* attribute, Bounds<double> bounds,
                                   std::string_view expected) const
{
    const auto number = parseNumber(trim(element.attribute(attribute).value()));
    if (!number || !isWithin(*number, bounds)) {
        return badAttribute(element, attribute, expected);
    }
    return *number;
}

tl::unexpected<Error> XmlFile::bad(pugi::xml_node element, std::string found, std::string_view expected) const
{
    return badAt(std::max<std::ptrdiff_t>(element.offset_debug() - 1, 0), std::move(found), expected);
}

tl::unexpected<Error> XmlFile::badAttribute(pugi::xml_node element, const char* attribute,
                                            std::string_view expected) const
{
    const std::string_view text = element.attribute(attribute).value();
    const std::string place = concat("as ", attribute, " of <", element.name(), ">");
    return bad(element, concat(excerpt(text), " ", place), expected);
}

tl::unexpected<Error> XmlFile::badAt(std::ptrdiff_t offset, std::string found, std::string_view expected) const
{
    const std::string_view before = std::string_view(m_text).substr(0, static_cast<std::size_t>(offset));
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const auto lineBegin = before.rfind('\n');
    const std::size_t column = lineBegin == std::string_view::npos ? before.size() : before.size() - lineBegin - 1;
    return badFile({.file = m_file,
                    .line = static_cast<std::size_t>(lines) + 1,
                    .column = column + 1,
                    .found = std::move(found),
                    .expected = std::string(expected)},
                   "Write the file again with the program it comes from");
}

} // namespace twin
