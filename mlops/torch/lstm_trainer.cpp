// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/torch/lstm_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <numeric>
#include <utility>

#include "mlops/forecasting/lstm_packing.h"
#include "mlops/torch/lstm_network.h"
#include "twin/core/random.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::ErrorCode;

constexpr int kLargestBatch = 1024; ///< keeps one step in time of the largest network well below 250 ms
/// Larger training sets are thinned evenly: some epochs over this many examples take some seconds, and the stations of
/// a city say much the same.
constexpr std::size_t kMostExamples = 10000;
constexpr std::size_t kRowsAtOnce = 65536; ///< rows encoded between two looks at the stop token

twin::Result<void> invalid(std::string_view expected, std::string_view found)
{
    return twin::fail(ErrorCode::InvalidInput, twin::concat("training lstm: expected ", expected, ", found ", found));
}

twin::Result<void> checkSettings(const ModelSettings& settings)
{
    const auto* lstm = std::get_if<LstmSettings>(&settings.parameters);
    if (lstm == nullptr) {
        return invalid("the settings of an LSTM", twin::concat("those of ", nameOf(settings.family)));
    }
    if (lstm->hidden < 1 || lstm->hidden > static_cast<int>(kMostHidden)) {
        return invalid(twin::concat("1 to ", kMostHidden, " hidden units"), twin::concat(lstm->hidden));
    }
    if (lstm->batch < 1 || lstm->batch > kLargestBatch) {
        return invalid(twin::concat("a batch of 1 to ", kLargestBatch, " rows"), twin::concat(lstm->batch));
    }
    if (lstm->epochs < 1) {
        return invalid("at least one epoch", twin::concat(lstm->epochs));
    }
    if (!(lstm->learningRate > 0.0) || !std::isfinite(lstm->learningRate)) {
        return invalid("a learning rate above 0", twin::concat(lstm->learningRate));
    }
    if (settings.features.lags < 1) {
        return invalid("at least one lag", twin::concat(settings.features.lags));
    }
    if (settings.horizons.empty() || settings.horizons.front() < 1 || !std::ranges::is_sorted(settings.horizons)) {
        return invalid("ascending horizons of at least one step", "others");
    }
    return {};
}

/// Intervals that one training window spans.
std::size_t spanOf(const ModelSettings& settings)
{
    return static_cast<std::size_t>(settings.features.lags) + static_cast<std::size_t>(settings.horizons.back());
}

twin::Result<void> checkData(const TrainingRequest& request)
{
    const SeriesView& series = request.data.series();
    if (request.scaler.stations() != series.stations) {
        return invalid(twin::concat("a scaler for ", series.stations, " stations"),
                       twin::concat("one for ", request.scaler.stations()));
    }
    return requireSamples(request.settings, series);
}

/// The samples of all stations, thinned to kMostExamples. Incomplete where stop was requested: the caller looks.
LstmExamples examplesOf(const TrainingRequest& request)
{
    FeatureSpec lagsOnly;
    lagsOnly.lags = request.settings.features.lags;
    const FeatureEncoder encoder(lagsOnly, request.scaler);
    const SeriesView& series = request.data.series();
    const std::size_t span = spanOf(request.settings);
    const std::size_t windows = series.rows() - span + 1;
    const std::size_t atOnce = std::max<std::size_t>(1, kRowsAtOnce / series.stations);
    const auto lags = static_cast<std::size_t>(lagsOnly.lags);
    const std::size_t samples = sampleCount(series, lags, request.settings.horizons);
    const std::size_t stride = thinningStride(samples, kMostExamples, series.stations);
    LstmExamples examples;
    std::size_t passed = 0; // samples of the chunks before
    for (std::size_t first = 0; first < windows && !request.stop.stop_requested(); first += atOnce) {
        const std::size_t count = std::min(atOnce, windows - first);
        const DesignMatrix design =
            designMatrix(encoder, series.slice(first, count + span - 1), request.settings.horizons);
        const auto append = [](const std::vector<double>& from, std::size_t row, std::size_t width,
                               std::vector<float>& to) {
            std::transform(from.begin() + static_cast<std::ptrdiff_t>(row * width),
                           from.begin() + static_cast<std::ptrdiff_t>((row + 1) * width), std::back_inserter(to),
                           [](double value) { return static_cast<float>(value); });
        };
        for (std::size_t row = (stride - passed % stride) % stride; row < design.rows; row += stride) {
            append(design.features, row, design.columns, examples.inputs);
            append(design.targets, row, design.horizons, examples.targets);
            ++examples.rows;
        }
        passed += design.rows;
    }
    return examples;
}

/// An array of the model as a block of the network's parameters.
struct ArrayPlace {
    std::string_view name;
    std::vector<std::size_t> shape;
    bool isHead;
    std::size_t firstColumn;

    [[nodiscard]] std::size_t columns() const { return shape.size() == 1 ? 1 : shape[1]; }
    [[nodiscard]] float& at(LstmNetwork& network, std::size_t i) const
    {
        const std::size_t row = i / columns();
        const std::size_t column = firstColumn + i % columns();
        return isHead ? network.head(row, column) : network.recurrent(row, column);
    }
    [[nodiscard]] std::size_t size() const { return shape[0] * columns(); }
};

/// In the order in which they are drawn and stored.
std::array<ArrayPlace, 6> arrayPlaces(std::size_t hidden, std::size_t outputs)
{
    const std::size_t gates = 4 * hidden;
    return {{{"weight_ih", {gates, 1}, false, hidden},
             {"weight_hh", {gates, hidden}, false, 0},
             {"bias_ih", {gates}, false, hidden + 1},
             {"bias_hh", {gates}, false, hidden + 2},
             {"head_weight", {outputs, hidden}, true, 0},
             {"head_bias", {outputs}, true, hidden}}};
}

/// PyTorch's: uniform in +-1/sqrt(hidden), for the head's bias too because its fan-in is hidden.
void initialise(LstmNetwork& network, const LstmShape& shape, std::uint64_t seed)
{
    twin::RandomStream stream(seed, "lstm-initialisation");
    const double bound = 1.0 / std::sqrt(static_cast<double>(shape.hidden));
    for (const ArrayPlace& place : arrayPlaces(shape.hidden, shape.outputs)) {
        for (std::size_t i = 0; i < place.size(); ++i) {
            place.at(network, i) = static_cast<float>((2.0 * stream.uniform() - 1.0) * bound);
        }
    }
}

std::vector<WeightArray> weightsOf(LstmNetwork& network, const LstmShape& shape)
{
    std::vector<WeightArray> weights;
    for (const ArrayPlace& place : arrayPlaces(shape.hidden, shape.outputs)) {
        WeightArray array{.name = std::string(place.name), .shape = place.shape, .values = {}};
        for (std::size_t i = 0; i < place.size(); ++i) {
            array.values.push_back(place.at(network, i));
        }
        weights.push_back(std::move(array));
    }
    return weights;
}

/// Fisher and Yates, from the end.
void shuffle(std::vector<std::size_t>& order, twin::RandomStream& stream)
{
    for (std::size_t left = order.size(); left > 1; --left) {
        std::swap(order[left - 1], order[stream.below(left)]);
    }
}

/// One pass over all examples. The mean squared error, or nothing where stop was requested.
std::optional<double> runEpoch(LstmNetwork& network, const LstmExamples& examples, std::span<const std::size_t> order,
                               std::size_t batch)
{
    double squaredErrors = 0.0;
    for (std::size_t first = 0; first < order.size(); first += batch) {
        const auto learned = network.learn(examples, order.subspan(first, std::min(batch, order.size() - first)));
        if (!learned) {
            return std::nullopt;
        }
        squaredErrors += *learned;
    }
    return squaredErrors / static_cast<double>(examples.targets.size());
}

twin::Result<TrainedModel> fit(const TrainingRequest& request, const LstmSettings& settings)
{
    const auto cancelled = [] { return twin::fail(ErrorCode::Cancelled, "training lstm: stopped on request"); };
    const LstmExamples examples = examplesOf(request);
    if (request.stop.stop_requested()) {
        return cancelled();
    }
    const LstmShape shape{.hidden = static_cast<std::size_t>(settings.hidden),
                          .length = static_cast<std::size_t>(request.settings.features.lags),
                          .outputs = request.settings.horizons.size(),
                          .batch = std::min(static_cast<std::size_t>(settings.batch), examples.rows)};
    LstmNetwork network(shape, settings.learningRate, request.stop);
    initialise(network, shape, request.seed);
    TrainedModel model{.settings = request.settings, .scaler = request.scaler, .weights = {}, .lossCurve = {}};
    twin::RandomStream shuffles(request.seed, "lstm-shuffle");
    std::vector<std::size_t> order(examples.rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (int epoch = 1; epoch <= settings.epochs; ++epoch) {
        shuffle(order, shuffles);
        const auto loss = runEpoch(network, examples, order, shape.batch);
        if (!loss) {
            return cancelled();
        }
        if (!std::isfinite(*loss)) {
            return twin::fail(ErrorCode::InvalidInput,
                              twin::concat("training lstm: the loss is no longer finite in epoch ", epoch,
                                           "; expected a learning rate at which it falls, found ",
                                           settings.learningRate));
        }
        model.lossCurve.push_back(*loss);
        if (request.progress) {
            request.progress(static_cast<double>(epoch) / settings.epochs);
        }
    }
    model.weights = weightsOf(network, shape);
    return model;
}

} // namespace

twin::Result<TrainedModel> LstmTrainer::train(const TrainingRequest& request)
{
    if (const auto checked = checkSettings(request.settings); !checked) {
        return tl::unexpected(checked.error());
    }
    if (const auto checked = checkData(request); !checked) {
        return tl::unexpected(checked.error());
    }
    try {
        return fit(request, std::get<LstmSettings>(request.settings.parameters));
    } catch (const std::exception& failure) { // c10::Error is one
        const std::string_view what = failure.what();
        return twin::fail(ErrorCode::Internal,
                          twin::concat("training lstm: LibTorch failed: ", what.substr(0, what.find('\n'))));
    }
}

} // namespace mlops
