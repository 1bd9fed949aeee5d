// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Model versions on disk: one file each, named by the version's id, so that the same training is never paid for twice.
// A file is written beside its place and moved there when it is complete and flushed; it ends with a SHA-256 over all
// that stands before, and one changed byte is enough for it to be refused.
//
// Format (`<id>.glm`): the line "GREENLOOP MODEL 1", a decimal byte count and a line feed, that many bytes of JSON
// (version_json.h), the arrays in order as little-endian float64, the training flows as little-endian float32, the
// digest's 32 bytes.

#include <filesystem>
#include <string>
#include <vector>

#include "mlops/registry/model_version.h"

namespace mlops {

/// What stands in a store under one id.
struct StoredVersion {
    std::string id;
    twin::Result<ModelVersion> version; ///< the version, or why its file is refused
};

class ModelStore {
public:
    /// Opens `folder`, creating it where it is missing. Errors: Io.
    [[nodiscard]] static twin::Result<ModelStore> open(const std::filesystem::path& folder);

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

    /// Ensures: afterwards the version is there whole, or nothing has changed. Errors: Io.
    [[nodiscard]] twin::Result<void> put(const ModelVersion& version) const;
    /// Errors: NotFound; Corrupt where the file's digest, layout or shapes do not agree.
    [[nodiscard]] twin::Result<ModelVersion> get(const std::string& id) const;
    /// Every version file, by family, then by id.
    [[nodiscard]] std::vector<StoredVersion> list() const;

    /// Makes a version the one that serves its family. Errors: as get().
    [[nodiscard]] twin::Result<void> activate(const std::string& id) const;
    /// The newest activated version of a family that can be read: where the newest is damaged, the one before serves.
    /// Errors: NotFound where none was ever activated or none can be read.
    [[nodiscard]] twin::Result<ModelVersion> active(Family family) const;
    /// Ids in the order in which they were activated.
    [[nodiscard]] std::vector<std::string> activations(Family family) const;

private:
    explicit ModelStore(std::filesystem::path folder);
    [[nodiscard]] std::filesystem::path fileOf(const std::string& id) const;
    [[nodiscard]] std::filesystem::path activationsOf(Family family) const;

    std::filesystem::path m_folder;
};

/// The bytes of a version file, and back. Errors: Corrupt.
[[nodiscard]] std::string serialise(const ModelVersion& version);
[[nodiscard]] twin::Result<ModelVersion> deserialise(std::string_view bytes);

} // namespace mlops
