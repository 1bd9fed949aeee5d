// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/torch/torch_module.h"

extern "C" [[gnu::visibility("default")]] const mlops::TorchModule* greenloopTorchModule()
{
    static const mlops::TorchModule module{.abi = "GreenLoop of another build", .makeLstmTrainer = nullptr};
    return &module;
}
