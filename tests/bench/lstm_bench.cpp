// SPDX-License-Identifier: GPL-3.0-or-later

// The LSTM against LibTorch's own, both in one process, timed in turn: an absolute time says little on a machine that
// is shared, the ratio says what was gained. Latencies are medians of single calls, the lowest of five rounds.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

#include <benchmark/benchmark.h>
#include <torch/torch.h>

#include "mlops/forecasting/lstm_kernel.h"
#include "mlops/torch/lstm_trainer.h"

namespace {

constexpr int kHidden = 50;
constexpr int kLength = 5;
constexpr int kTrainingRows = 1495;
constexpr int kBatch = 16;
constexpr int kRounds = 5;
constexpr int kCalls = 2000;
constexpr int kTrainingRounds = 3;
constexpr double kLatencyFloor = 12.0; ///< times faster than LibTorch; below it the benchmark reports an error
constexpr double kTrainingFloor = 6.0;

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// The published network as one writes it with LibTorch.
struct TorchNetwork : torch::nn::Module {
    torch::nn::LSTM lstm{nullptr};
    torch::nn::Linear head{nullptr};

    TorchNetwork()
    {
        lstm = register_module("lstm", torch::nn::LSTM(torch::nn::LSTMOptions(1, kHidden).batch_first(true)));
        head = register_module("head", torch::nn::Linear(kHidden, 1));
    }
    torch::Tensor forward(const torch::Tensor& sequences)
    {
        return head->forward(std::get<0>(lstm->forward(sequences)).select(1, -1));
    }
};

std::vector<double> numbersOf(const torch::Tensor& tensor)
{
    const torch::Tensor flat = tensor.detach().to(torch::kDouble).contiguous();
    return {flat.data_ptr<double>(), flat.data_ptr<double>() + flat.numel()};
}

mlops::LstmKernel kernelOf(const TorchNetwork& network)
{
    const auto parameters = network.parameters();
    const std::vector<double> inputWeights = numbersOf(parameters[0]);
    const std::vector<double> recurrentWeights = numbersOf(parameters[1]);
    const std::vector<double> inputBias = numbersOf(parameters[2]);
    const std::vector<double> recurrentBias = numbersOf(parameters[3]);
    const std::vector<double> headWeights = numbersOf(parameters[4]);
    const std::vector<double> headBias = numbersOf(parameters[5]);
    return mlops::LstmKernel({.hidden = kHidden,
                              .outputs = 1,
                              .inputWeights = inputWeights,
                              .recurrentWeights = recurrentWeights,
                              .inputBias = inputBias,
                              .recurrentBias = recurrentBias,
                              .headWeights = headWeights,
                              .headBias = headBias});
}

std::vector<float> dailyFlows(int rows)
{
    std::vector<float> flows;
    for (int row = 0; row < rows; ++row) {
        flows.push_back(static_cast<float>(100.0 + 80.0 * std::sin(row * 0.0218) + 12.0 * std::sin(row * 1.7)));
    }
    return flows;
}

template <typename Call>
double medianMicroseconds(const Call& call)
{
    std::vector<double> times;
    for (int i = 0; i < kCalls; ++i) {
        const auto start = Clock::now();
        call();
        times.push_back(secondsSince(start) * 1e6);
    }
    std::ranges::nth_element(times, times.begin() + kCalls / 2);
    return times[kCalls / 2];
}

void lstmLatency(benchmark::State& state)
{
    at::set_num_threads(1);
    TorchNetwork network;
    const mlops::LstmKernel kernel = kernelOf(network);
    const std::vector<float> sequence{0.1F, 0.2F, 0.4F, 0.3F, 0.2F};
    const torch::Tensor input = torch::tensor(sequence).view({1, kLength, 1});
    std::vector<float> out(1);
    float torchOut = 0.0F;
    double ours = 1e9;
    double theirs = 1e9;
    const c10::InferenceMode noGradients;
    for ([[maybe_unused]] auto _ : state) {
        for (int round = 0; round < kRounds; ++round) {
            theirs = std::min(theirs, medianMicroseconds([&] { torchOut = network.forward(input).item<float>(); }));
            ours = std::min(ours, medianMicroseconds([&] {
                                kernel.predict(sequence, out);
                                benchmark::DoNotOptimize(out.data());
                                benchmark::ClobberMemory();
                            }));
        }
    }
    state.counters["libtorch_us"] = theirs;
    state.counters["kernel_us"] = ours;
    state.counters["ratio"] = theirs / ours;
    state.counters["difference"] = std::abs(torchOut - out[0]);
    if (theirs / ours < kLatencyFloor || std::abs(torchOut - out[0]) > 1e-5F) {
        state.SkipWithError("the kernel is less than 12 times as fast as LibTorch, or differs from it");
    }
}
BENCHMARK(lstmLatency)->Iterations(1)->Unit(benchmark::kMillisecond);

void lstmBatch(benchmark::State& state)
{
    const auto stations = static_cast<std::size_t>(state.range(0));
    const TorchNetwork network;
    const mlops::LstmKernel kernel = kernelOf(network);
    const std::vector<float> sequences(stations * kLength, 0.3F);
    std::vector<float> out(stations);
    for ([[maybe_unused]] auto _ : state) {
        kernel.predictBatch(sequences, stations, out);
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(lstmBatch)->Arg(1)->Arg(64)->Arg(325);

/// Seconds of the published training loop in plain LibTorch.
double trainWithTorch(int epochs, double& loss)
{
    torch::manual_seed(1);
    TorchNetwork network;
    torch::optim::Adam adam(network.parameters(), 1e-3);
    const torch::Tensor series = torch::tensor(dailyFlows(kTrainingRows + kLength)) / 200.0;
    const torch::Tensor windows = series.unfold(0, kLength + 1, 1).contiguous();
    const auto start = Clock::now();
    for (int epoch = 0; epoch < epochs; ++epoch) {
        loss = 0.0;
        const torch::Tensor shuffled = windows.index_select(0, torch::randperm(kTrainingRows));
        for (const torch::Tensor& batch : shuffled.split(kBatch)) {
            adam.zero_grad();
            const torch::Tensor out = network.forward(batch.narrow(1, 0, kLength).unsqueeze(-1));
            const torch::Tensor error = torch::mse_loss(out, batch.narrow(1, kLength, 1));
            error.backward();
            adam.step();
            loss += error.item<double>() * static_cast<double>(batch.size(0)) / kTrainingRows;
        }
    }
    return secondsSince(start);
}

double trainWithOurs(int epochs, double& loss)
{
    const std::vector<float> flows = dailyFlows(kTrainingRows + kLength);
    mlops::ModelSettings settings;
    settings.family = mlops::Family::Lstm;
    settings.features.lags = kLength;
    settings.parameters = mlops::LstmSettings{.hidden = kHidden, .epochs = epochs, .batch = kBatch};
    const mlops::TimeSplit split = mlops::TimeSplit::allForTraining({flows, 1, {}});
    const mlops::TrainingRequest request{.settings = settings,
                                         .data = split.train(),
                                         .scaler = mlops::Scaler::fromRange(1, 0.0, 200.0),
                                         .stop = {},
                                         .progress = {}};
    const auto start = Clock::now();
    const auto model = mlops::LstmTrainer().train(request);
    loss = model ? model->lossCurve.back() : std::nan("");
    return secondsSince(start);
}

/// Both for `epochs` epochs, in turn, the quicker of three rounds each.
void lstmTraining(benchmark::State& state)
{
    const auto epochs = static_cast<int>(state.range(0));
    at::set_num_threads(1);
    double ourLoss = 0.0;
    double theirLoss = 0.0;
    double ours = 1e9;
    double theirs = 1e9;
    for ([[maybe_unused]] auto _ : state) {
        for (int round = 0; round < kTrainingRounds; ++round) {
            ours = std::min(ours, trainWithOurs(epochs, ourLoss));
            theirs = std::min(theirs, trainWithTorch(epochs, theirLoss));
        }
    }
    state.counters["libtorch_s"] = theirs;
    state.counters["ours_s"] = ours;
    state.counters["ratio"] = theirs / ours;
    state.counters["libtorch_loss"] = theirLoss;
    state.counters["ours_loss"] = ourLoss;
    if (theirs / ours < kTrainingFloor) {
        state.SkipWithError("training is less than 6 times as fast as LibTorch's own");
    }
}
BENCHMARK(lstmTraining)->Arg(10)->Iterations(1)->Unit(benchmark::kSecond);

void lstmPublishedTraining(benchmark::State& state)
{
    double loss = 0.0;
    for ([[maybe_unused]] auto _ : state) {
        trainWithOurs(50, loss);
    }
    state.counters["loss"] = loss;
}
BENCHMARK(lstmPublishedTraining)->Iterations(1)->Unit(benchmark::kSecond);

} // namespace
