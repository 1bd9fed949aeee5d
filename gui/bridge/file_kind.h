// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a file of the user's is, judged by what is in it and not by what it is called. Looks at the beginning only, so
// it may be asked before anything is read.

#include <filesystem>
#include <string>
#include <vector>

#include <QString>

namespace gui {

enum class FileKind { Run, Scenario, Policy, Measurements, Network, Unknown };

struct RecognisedFile {
    FileKind kind = FileKind::Unknown;
    QString what;                             ///< "a PeMS Clearinghouse file"; of Unknown: why, as the core says it
    std::vector<std::filesystem::path> files; ///< of measurements: one a part; else the file or folder itself
};

[[nodiscard]] RecognisedFile recognise(const std::filesystem::path& path);

/// The first rows of a text file as fields, at most `most`; empty where it is no text.
[[nodiscard]] std::vector<std::vector<std::string>> firstRowsOf(const std::filesystem::path& path, std::size_t most);

} // namespace gui
