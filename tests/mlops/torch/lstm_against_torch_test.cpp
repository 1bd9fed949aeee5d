// SPDX-License-Identifier: GPL-3.0-or-later

// LibTorch as the oracle: our kernel against its modules, our trainer against its autograd and its Adam. The only test
// that includes LibTorch's headers.

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "mlops/forecasting/lstm_kernel.h"
#include "mlops/torch/lstm_trainer.h"
#include "tests/mlops/forecasting/lstm_reference.h"
#include "tests/mlops/torch/training_requests.h"
#include "twin/core/random.h"

namespace {

/// The published network as one writes it with LibTorch. parameters() come in the order of our arrays.
struct TorchNetwork : torch::nn::Module {
    torch::nn::LSTM lstm{nullptr};
    torch::nn::Linear head{nullptr};

    TorchNetwork(std::size_t hidden, std::size_t outputs)
    {
        const auto h = static_cast<std::int64_t>(hidden);
        lstm = register_module("lstm", torch::nn::LSTM(torch::nn::LSTMOptions(1, h).batch_first(true)));
        head = register_module("head", torch::nn::Linear(h, static_cast<std::int64_t>(outputs)));
    }
    torch::Tensor forward(const torch::Tensor& sequences)
    {
        return head->forward(std::get<0>(lstm->forward(sequences)).select(1, -1));
    }
};

void fill(torch::Tensor parameter, const std::vector<double>& values)
{
    const torch::NoGradGuard noGradients;
    const torch::Tensor source = torch::tensor(values, torch::kDouble);
    parameter.copy_(source.view_as(parameter));
}

TorchNetwork torchTwin(const RandomLstm& lstm)
{
    TorchNetwork network(lstm.hidden, lstm.outputs);
    const auto parameters = network.parameters();
    fill(parameters[0], lstm.inputWeights);
    fill(parameters[1], lstm.recurrentWeights);
    fill(parameters[2], lstm.inputBias);
    fill(parameters[3], lstm.recurrentBias);
    fill(parameters[4], lstm.headWeights);
    fill(parameters[5], lstm.headBias);
    return network;
}

/// The rows of a request as the trainer pools them, by the definition: time after time, station after station.
struct Rows {
    torch::Tensor inputs;
    torch::Tensor targets;
};

Rows rowsOf(const mlops::TrainingRequest& request)
{
    const mlops::SeriesView& series = request.data.series();
    std::vector<torch::Tensor> inputs;
    std::vector<torch::Tensor> targets;
    for (std::size_t first = 0; first + 7 <= series.rows(); ++first) {
        for (std::size_t station = 0; station < series.stations; ++station) {
            const auto scaled = [&](std::size_t row) {
                return static_cast<float>(request.scaler.scale(series.flows[row * series.stations + station], station));
            };
            inputs.push_back(
                torch::tensor({scaled(first), scaled(first + 1), scaled(first + 2), scaled(first + 3)}).view({4, 1}));
            targets.push_back(torch::tensor({scaled(first + 4), scaled(first + 6)}));
        }
    }
    return {torch::stack(inputs), torch::stack(targets)};
}

/// What LstmTrainer's contract says, by nn::LSTM, autograd and optim::Adam.
TorchNetwork trainedByTorch(const mlops::TrainingRequest& request, const mlops::LstmSettings& settings)
{
    TorchNetwork network(static_cast<std::size_t>(settings.hidden), 2);
    twin::RandomStream initial(request.seed, "lstm-initialisation");
    const double bound = 1.0 / std::sqrt(settings.hidden);
    for (const torch::Tensor& parameter : network.parameters()) {
        std::vector<double> values(static_cast<std::size_t>(parameter.numel()));
        std::ranges::generate(values, [&] { return (2.0 * initial.uniform() - 1.0) * bound; });
        fill(parameter, values);
    }
    const Rows rows = rowsOf(request);
    std::vector<std::int64_t> order(static_cast<std::size_t>(rows.inputs.size(0)));
    std::iota(order.begin(), order.end(), 0);
    twin::RandomStream shuffles(request.seed, "lstm-shuffle");
    torch::optim::Adam adam(network.parameters(), torch::optim::AdamOptions(settings.learningRate));
    for (int epoch = 0; epoch < settings.epochs; ++epoch) {
        for (std::size_t left = order.size(); left > 1; --left) {
            std::swap(order[left - 1], order[shuffles.below(left)]);
        }
        for (const torch::Tensor& batch : torch::tensor(order).split(settings.batch)) {
            adam.zero_grad();
            const torch::Tensor out = network.forward(rows.inputs.index_select(0, batch));
            torch::mse_loss(out, rows.targets.index_select(0, batch)).backward();
            adam.step();
        }
    }
    return network;
}

} // namespace

TEST(LstmKernelAgainstTorch, EqualsItsModulesOnRandomWeights)
{
    const torch::NoGradGuard noGradients;
    for (const std::size_t hidden : {1U, 6U, 16U, 50U, 64U, 101U}) {
        for (const std::size_t length : {1U, 5U, 12U}) {
            const std::size_t outputs = hidden % 3 + 1;
            const RandomLstm lstm(hidden, outputs, 100 * hidden + length);
            const std::vector<float> sequence = randomSequence(length, hidden);
            const torch::Tensor expected =
                torchTwin(lstm).forward(torch::tensor(sequence).view({1, static_cast<std::int64_t>(length), 1}));
            std::vector<float> out(outputs);
            mlops::LstmKernel(lstm.weights()).predict(sequence, out);
            for (std::size_t k = 0; k < outputs; ++k) {
                EXPECT_NEAR(out[k], expected[0][static_cast<std::int64_t>(k)].item<float>(), 1e-6)
                    << "h=" << hidden << " L=" << length;
            }
        }
    }
}

TEST(LstmTrainerAgainstTorch, EndsAtTheWeightsThatAutogradAndAdamEndAt)
{
    const std::vector<float> flows = twoWaves(64);
    const auto request = requestFor(flows, kSmallLstm, 5);
    const auto model = mlops::LstmTrainer().train(request);
    ASSERT_TRUE(model) << model.error().message;
    const TorchNetwork network = trainedByTorch(request, kSmallLstm);
    const auto parameters = network.parameters();
    ASSERT_EQ(model->weights.size(), parameters.size());
    for (std::size_t array = 0; array < parameters.size(); ++array) {
        const torch::Tensor expected = parameters[array].detach().flatten();
        const std::vector<double>& found = model->weights[array].values;
        ASSERT_EQ(static_cast<std::int64_t>(found.size()), expected.numel());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_NEAR(found[i], expected[static_cast<std::int64_t>(i)].item<float>(), 1e-5)
                << model->weights[array].name << " at " << i;
        }
    }
}

TEST(LstmTrainerAgainstTorch, GivesTheSameBytesWhateverLibTorchsThreadCount)
{
    const std::vector<float> flows = twoWaves(64);
    const mlops::LstmSettings wide{.hidden = 128, .epochs = 2};
    at::set_num_threads(1);
    const auto alone = mlops::LstmTrainer().train(requestFor(flows, wide));
    at::set_num_threads(2);
    const auto together = mlops::LstmTrainer().train(requestFor(flows, wide));
    ASSERT_TRUE(alone && together);
    EXPECT_EQ(alone->weights, together->weights);
    EXPECT_EQ(at::get_num_threads(), 2) << "the setting is given back";
}

TEST(LstmTrainerAgainstTorch, LeavesLibTorchsGeneratorAlone)
{
    const std::vector<float> flows = twoWaves(64);
    torch::manual_seed(3);
    const float untouched = torch::rand({1}).item<float>();
    torch::manual_seed(3);
    ASSERT_TRUE(mlops::LstmTrainer().train(requestFor(flows, kSmallLstm)));
    EXPECT_EQ(torch::rand({1}).item<float>(), untouched);
    torch::manual_seed(4);
    const auto first = mlops::LstmTrainer().train(requestFor(flows, kSmallLstm));
    torch::manual_seed(5);
    const auto second = mlops::LstmTrainer().train(requestFor(flows, kSmallLstm));
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->weights, second->weights);
}
