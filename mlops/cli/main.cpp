// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/cli/commands.h"
#include "mlops/torch/lstm_trainer_loader.h"

int main(int argc, char** argv) { return mlops::runGreenloopctl(argc, argv, &mlops::loadLstmTrainer); }
