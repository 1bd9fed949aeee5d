// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/registry/model_store.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <numeric>
#include <utility>

#include "mlops/registry/digest.h"
#include "mlops/registry/version_json.h"
#include "twin/core/text.h"
#include "twin/io/text_file.h"

namespace mlops {

namespace {

namespace fs = std::filesystem;
using twin::ErrorCode;
using twin::Result;

constexpr std::string_view kMagic = "GREENLOOP MODEL 1\n";
static_assert(std::endian::native == std::endian::little, "model files hold the machine's own little-endian numbers");

template <typename Number>
void appendBytes(std::string& bytes, const std::vector<Number>& values)
{
    const auto* begin = reinterpret_cast<const char*>(values.data());
    bytes.append(begin, values.size() * sizeof(Number));
}

/// Takes `count` numbers off the front of `bytes`; false where there are not enough.
template <typename Number>
bool takeNumbers(std::string_view& bytes, std::size_t count, std::vector<Number>& values)
{
    if (bytes.size() / sizeof(Number) < count) {
        return false;
    }
    values.resize(count);
    std::memcpy(values.data(), bytes.data(), count * sizeof(Number));
    bytes.remove_prefix(count * sizeof(Number));
    return true;
}

tl::unexpected<twin::Error> damaged(std::string_view what)
{
    return twin::fail(ErrorCode::Corrupt, twin::concat("the model file is damaged: ", what, "; train it again"));
}

/// The JSON between the magic line and the numbers; `bytes` is left at the numbers.
Result<nlohmann::ordered_json> takeHeader(std::string_view& bytes)
{
    bytes.remove_prefix(kMagic.size());
    const std::size_t lineEnd = bytes.find('\n');
    const auto length = lineEnd < 20 ? twin::parseInteger(bytes.substr(0, lineEnd)) : std::nullopt;
    if (!length || *length < 0 || bytes.size() - lineEnd - 1 < static_cast<std::size_t>(*length)) {
        return damaged("its header has no sound length");
    }
    bytes.remove_prefix(lineEnd + 1);
    const auto json = nlohmann::ordered_json::parse(bytes.substr(0, static_cast<std::size_t>(*length)), nullptr, false);
    if (json.is_discarded()) {
        return damaged("its header is not JSON");
    }
    bytes.remove_prefix(static_cast<std::size_t>(*length));
    return json;
}

} // namespace

std::string serialise(const ModelVersion& version)
{
    const std::string header = toJson(version).dump();
    std::string bytes = twin::concat(kMagic, header.size(), '\n', header);
    for (const WeightArray& array : version.model.weights) {
        appendBytes(bytes, array.values);
    }
    appendBytes(bytes, version.trainingFlows);
    Digest digest;
    const auto sum = digest.addBytes(bytes.data(), bytes.size()).finish();
    bytes.append(reinterpret_cast<const char*>(sum.data()), sum.size());
    return bytes;
}

Result<ModelVersion> deserialise(std::string_view bytes)
{
    if (bytes.size() < kMagic.size() + Digest::kBytes || !bytes.starts_with(kMagic)) {
        return damaged("it does not begin as a GreenLoop model does");
    }
    std::string_view body = bytes.substr(0, bytes.size() - Digest::kBytes);
    Digest digest;
    const auto sum = digest.addBytes(body.data(), body.size()).finish();
    if (std::memcmp(sum.data(), bytes.data() + body.size(), sum.size()) != 0) {
        return damaged("its contents do not match its SHA-256");
    }
    const auto header = takeHeader(body);
    if (!header) {
        return tl::unexpected(header.error());
    }
    auto version = versionFromJson(*header);
    if (!version) {
        return version;
    }
    for (WeightArray& array : version->model.weights) {
        const auto count = std::accumulate(array.shape.begin(), array.shape.end(), std::size_t{1}, std::multiplies<>());
        if (!takeNumbers(body, count, array.values)) {
            return damaged(twin::concat("array '", array.name, "' is cut short"));
        }
    }
    if (!takeNumbers(body, version->window.rows * version->window.stations, version->trainingFlows) || !body.empty()) {
        return damaged("its training data do not have the stated size");
    }
    return version;
}

ModelStore::ModelStore(fs::path folder) : m_folder(std::move(folder)) {}

Result<ModelStore> ModelStore::open(const fs::path& folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) {
        return twin::fail(ErrorCode::Io, twin::concat("model store ", folder.string(), ": ", problem.message()));
    }
    return ModelStore(folder);
}

fs::path ModelStore::fileOf(const std::string& id) const { return m_folder / (id + ".glm"); }

fs::path ModelStore::activationsOf(Family family) const
{
    return m_folder / twin::concat("active-", nameOf(family), ".txt");
}

Result<void> ModelStore::put(const ModelVersion& version) const
{
    return twin::writeTextAtomically(fileOf(version.id), serialise(version));
}

Result<ModelVersion> ModelStore::get(const std::string& id) const
{
    const fs::path file = fileOf(id);
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        return twin::fail(ErrorCode::NotFound, twin::concat("no model version ", id, " in ", m_folder.string()));
    }
    const auto bytes = twin::readRaw(file);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    auto version = deserialise(*bytes);
    if (!version) {
        return twin::failIn(file.string(), version.error());
    }
    if (version->id != id) {
        return twin::failIn(file.string(), {ErrorCode::Corrupt, "it holds version " + version->id});
    }
    return version;
}

std::vector<StoredVersion> ModelStore::list() const
{
    std::vector<StoredVersion> versions;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(m_folder, ignored)) {
        if (entry.path().extension() == ".glm") {
            const std::string id = entry.path().stem().string();
            versions.push_back({id, get(id)});
        }
    }
    std::ranges::sort(versions, [](const StoredVersion& a, const StoredVersion& b) {
        const auto family = [](const StoredVersion& v) {
            return v.version ? static_cast<int>(v.version->family()) : -1;
        };
        return std::pair(family(a), a.id) < std::pair(family(b), b.id);
    });
    return versions;
}

std::vector<std::string> ModelStore::activations(Family family) const
{
    std::vector<std::string> ids;
    const auto text = twin::readText(activationsOf(family));
    if (text) {
        for (const std::string_view line : twin::split(*text, '\n')) {
            if (!line.empty()) {
                ids.emplace_back(line);
            }
        }
    }
    return ids;
}

Result<void> ModelStore::activate(const std::string& id) const
{
    const auto version = get(id);
    if (!version) {
        return tl::unexpected(version.error());
    }
    std::string text;
    for (const std::string& earlier : activations(version->family())) {
        text += earlier + '\n';
    }
    return twin::writeTextAtomically(activationsOf(version->family()), text + id + '\n');
}

Result<ModelVersion> ModelStore::active(Family family) const
{
    std::vector<std::string> ids = activations(family);
    std::string reasons;
    for (; !ids.empty(); ids.pop_back()) {
        auto version = get(ids.back());
        if (version) {
            return version;
        }
        reasons += "; " + version.error().message;
    }
    return twin::fail(ErrorCode::NotFound, twin::concat("no version of ", nameOf(family), " can serve", reasons));
}

} // namespace mlops
