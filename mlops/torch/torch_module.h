// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The border between a program and the module greenloop_torch.so, which holds everything that needs LibTorch. Both
// sides contain their own copy of twin and mlops; objects cross only as standard types, plain structs and virtual
// calls, so both must come from the same compiler and the same headers. The tag says whether they do.

#include <string>

#include "mlops/forecasting/trainer.h"
#include "twin/core/text.h"

namespace mlops {

/// What the module's one visible function returns. Its layout never changes: it is read before the tag is known to fit.
struct TorchModule {
    const char* abi = nullptr;               ///< torchModuleAbi() as the module was built
    Trainer* (*makeLstmTrainer)() = nullptr; ///< the caller owns the result
};

inline constexpr char kTorchModuleFile[] = "greenloop_torch.so";
inline constexpr char kTorchModuleEntry[] = "greenloopTorchModule";
using TorchModuleEntry = const TorchModule* (*)();

/// Everything that must be equal on both sides. Hidden, so that each side answers for itself.
[[nodiscard, gnu::visibility("hidden")]] inline std::string torchModuleAbi()
{
    return twin::concat("GreenLoop ", GREENLOOP_VERSION, ", compiler ", __VERSION__, ", encoder ", kEncoderVersion,
                        ", sizes ", sizeof(TrainingRequest), " ", sizeof(ModelSettings), " ", sizeof(FeatureSpec), " ",
                        sizeof(LstmSettings), " ", sizeof(Scaler), " ", sizeof(TrainPart), " ", sizeof(TrainedModel),
                        " ", sizeof(WeightArray), " ", sizeof(twin::Result<TrainedModel>), " ", sizeof(std::string));
}

} // namespace mlops
