// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/torch/lstm_trainer_loader.h"

#include <dlfcn.h>

#include <system_error>
#include <vector>

#include "mlops/torch/torch_module.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

namespace fs = std::filesystem;
using twin::ErrorCode;

constexpr bool kBuiltWithTorch = GREENLOOP_WITH_TORCH != 0;

/// Where the module may stand, in the order of preference.
std::vector<fs::path> candidatePaths()
{
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (failed) {
        return {};
    }
    const fs::path folder = program.parent_path();
    return {folder / kTorchModuleFile, folder.parent_path() / "lib" / "greenloop" / kTorchModuleFile};
}

std::string lastLoadError()
{
    const char* text = dlerror();
    return text != nullptr ? text : "no reason given";
}

} // namespace

twin::Result<std::unique_ptr<Trainer>> loadLstmTrainer()
{
    if (!kBuiltWithTorch) {
        return twin::fail(ErrorCode::Unavailable,
                          "this build of GreenLoop cannot train LSTM models: it was configured with "
                          "GREENLOOP_WITH_TORCH=OFF; models trained elsewhere can be served, other families trained");
    }
    std::string looked;
    for (const fs::path& path : candidatePaths()) {
        std::error_code failed;
        if (fs::exists(path, failed)) {
            return loadLstmTrainerFrom(path);
        }
        looked += (looked.empty() ? "" : " and ") + path.string();
    }
    return twin::fail(ErrorCode::Unavailable,
                      twin::concat("LSTM training needs the module ", kTorchModuleFile, ", which was looked for at ",
                                   looked.empty() ? "no place, because /proc/self/exe cannot be read" : looked,
                                   " and not found; install it or build GreenLoop with GREENLOOP_WITH_TORCH=ON"));
}

twin::Result<std::unique_ptr<Trainer>> loadLstmTrainerFrom(const fs::path& module)
{
    // Never unloaded: LibTorch leaves threads and thread-local objects behind.
    void* library = dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) {
        return twin::fail(ErrorCode::Unavailable, "LSTM training: the module cannot be loaded: " + lastLoadError());
    }
    const auto entry = reinterpret_cast<TorchModuleEntry>(dlsym(library, kTorchModuleEntry));
    if (entry == nullptr) {
        return twin::fail(ErrorCode::Unavailable, twin::concat("LSTM training: ", module.string(),
                                                               " is no module of GreenLoop's: expected the function ",
                                                               kTorchModuleEntry, ", found none"));
    }
    const TorchModule* found = entry();
    const std::string expected = torchModuleAbi();
    if (found->abi != expected) {
        return twin::fail(ErrorCode::Unavailable,
                          twin::concat("LSTM training: ", module.string(),
                                       " was not built with this program: expected (", expected, "), found (",
                                       found->abi, "); install both from the same build"));
    }
    return std::unique_ptr<Trainer>(found->makeLstmTrainer());
}

} // namespace mlops
