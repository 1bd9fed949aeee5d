// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An XML file whose faults can be pointed at: the parser knows offsets, a user's editor knows lines and columns.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "twin/core/result.h"
#include "twin/io/field_numbers.h"

namespace twin {

class XmlFile {
public:
    /// Errors: as readText(); InvalidInput if it is not well-formed or its outermost element is another than `root`.
    [[nodiscard]] static Result<XmlFile> open(const std::filesystem::path& path, std::string_view root);

    [[nodiscard]] pugi::xml_node root() const { return m_document->document_element(); }

    /// Errors: InvalidInput if the attribute is missing or empty.
    [[nodiscard]] Result<std::string> needText(pugi::xml_node element, const char* attribute,
                                               std::string_view expected) const;
    /// Errors: InvalidInput if the attribute is missing or no number within the bounds.
    [[nodiscard]] Result<double> needNumber(pugi::xml_node element, const char* attribute, Bounds<double> bounds,
                                            std::string_view expected) const;
    /// The refusal of an element: where it begins, what was found there, what was expected.
    [[nodiscard]] tl::unexpected<Error> bad(pugi::xml_node element, std::string found, std::string_view expected) const;
    /// As above of one attribute of an element.
    [[nodiscard]] tl::unexpected<Error> badAttribute(pugi::xml_node element, const char* attribute,
                                                     std::string_view expected) const;

private:
    XmlFile(std::string file, std::string text);
    [[nodiscard]] tl::unexpected<Error> badAt(std::ptrdiff_t offset, std::string found,
                                              std::string_view expected) const;

    std::string m_file;
    std::string m_text; ///< to count lines in
    std::unique_ptr<pugi::xml_document> m_document;
};

} // namespace twin
