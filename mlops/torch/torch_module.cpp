// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/torch/torch_module.h"

#include "mlops/torch/lstm_trainer.h"

namespace {

mlops::Trainer* makeLstmTrainer() { return std::make_unique<mlops::LstmTrainer>().release(); }

} // namespace

/// The one function that the module shows; torch_module.h says what it gives.
extern "C" [[gnu::visibility("default")]] const mlops::TorchModule* greenloopTorchModule()
{
    static const std::string abi = mlops::torchModuleAbi();
    static const mlops::TorchModule module{.abi = abi.c_str(), .makeLstmTrainer = &makeLstmTrainer};
    return &module;
}
