// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/torch/lstm_network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include "mlops/torch/small_product.h"

namespace mlops {

namespace {

constexpr std::size_t kGates = 4;
/// Where PyTorch's gate k (i, f, g, o) stands here: i, f, o, g, so that one operation takes the three logistic ones.
constexpr std::array<std::size_t, kGates> kPlaceOfGate{0, 1, 3, 2};
/// Columns beside W_hh in a row of R: W_ih and the two biases, met by x_t, 1 and 1.
constexpr std::size_t kExtraColumns = 3;

// Adam as PyTorch's defaults have it (Kingma, Ba 2015).
constexpr double kMeanDecay = 0.9;
constexpr double kSquareDecay = 0.999;
constexpr double kTiny = 1e-8;

/// The one place where LibTorch's threads are set.
class SingleThread {
public:
    SingleThread() : m_before(at::get_num_threads()) { at::set_num_threads(1); }
    ~SingleThread() { at::set_num_threads(m_before); }
    SingleThread(const SingleThread&) = delete;
    SingleThread& operator=(const SingleThread&) = delete;

private:
    int m_before;
};

std::size_t padded(std::size_t count) { return (count + kProductColumns - 1) / kProductColumns * kProductColumns; }

at::Tensor zeros(std::initializer_list<std::size_t> shape)
{
    const std::vector<std::int64_t> sizes(shape.begin(), shape.end());
    return at::zeros(sizes, at::kFloat);
}

at::Tensor rowsOf(const at::Tensor& tensor, std::size_t first, std::size_t count)
{
    return tensor.narrow(0, static_cast<std::int64_t>(first), static_cast<std::int64_t>(count));
}

struct Sizes {
    std::size_t hidden;  ///< h
    std::size_t length;  ///< L
    std::size_t outputs; ///< H
    std::size_t batch;   ///< B, padded: the columns beyond a batch weigh nothing
    std::size_t columns; ///< C = h + kExtraColumns, padded
};

/// What one step of the recurrence computes: views into the network's tensors, each [h, B] unless said otherwise.
struct StepViews {
    at::Tensor logistic; ///< i, f, o [3h, B]
    at::Tensor input, forget, output, candidate;
    at::Tensor cellBefore, cell, cellTanh, hidden;
    // The same gates' derivatives of the loss, by their values first, then by their sums.
    at::Tensor dLogistic, dInput, dForget, dOutput, dCandidate;
};

} // namespace

/// Parameters, gradients and Adam's moments are flat tensors, and every intermediate of a batch is allocated once.
/// Samples are columns, so that every gate and the right side of every product are contiguous.
///
///     gates_t = R z_t,  z_t = [h_(t-1); x_t; 1; 1],  R = [W_hh | W_ih | b_ih | b_hh]     (R [4h, C], z_t [C, B])
///     out = P [h_L; 1],  P = [W_head | b_head]                                           (P [H, C])
class LstmNetwork::Tensors {
public:
    Tensors(const LstmShape& shape, double learningRate, std::stop_token stop);

    float& recurrent(std::size_t row, std::size_t column);
    float& head(std::size_t row, std::size_t column);
    std::optional<double> learn(const LstmExamples& examples, std::span<const std::size_t> rows);

private:
    StepViews viewsOf(std::size_t step);
    float* stateAt(std::size_t step) { return m_states.data_ptr<float>() + step * m_sizes.columns * m_sizes.batch; }
    void load(const LstmExamples& examples, std::span<const std::size_t> rows);
    bool runForward();
    double applyLoss(const LstmExamples& examples, std::span<const std::size_t> rows);
    void startBackward();
    bool runBackward();
    void stepBackward(const StepViews& views);
    void addRecurrentGradient(std::size_t step);
    void update();

    SingleThread m_thread;
    c10::InferenceMode m_mode; // no graph is recorded: the gradients are written out below
    Sizes m_sizes;
    double m_learningRate;
    std::stop_token m_stop;
    Multiply m_multiply = multiplierFor(widestInstructionSet());
    std::int64_t m_updates = 0;

    at::Tensor m_parameters;                  ///< R, then P: [(4h + H) C]
    at::Tensor m_gradients;                   ///< the same
    at::Tensor m_means;                       ///< Adam's first moment
    at::Tensor m_squares;                     ///< Adam's second moment
    at::Tensor m_divisors;                    ///< scratch
    at::Tensor m_states;                      ///< z_0 .. z_L [L + 1, C, B]; z_L = [h_L; 1]
    at::Tensor m_samples;                     ///< the same with samples as rows [L + 1, B, C]
    at::Tensor m_gates;                       ///< [L, 4h, B]
    at::Tensor m_dGates;                      ///< [L, 4h, B]
    at::Tensor m_cells;                       ///< c_(-1) = 0, c_0 .. [L + 1, h, B]
    at::Tensor m_cellTanhs;                   ///< [L, h, B]
    at::Tensor m_out;                         ///< [H, B], then its derivative
    at::Tensor m_dHidden, m_dCell, m_scratch; ///< [h, B]
    std::vector<StepViews> m_steps;
};

LstmNetwork::Tensors::Tensors(const LstmShape& shape, double learningRate, std::stop_token stop)
    : m_sizes{.hidden = shape.hidden,
              .length = shape.length,
              .outputs = shape.outputs,
              .batch = padded(shape.batch),
              .columns = padded(shape.hidden + kExtraColumns)},
      m_learningRate(learningRate),
      m_stop(std::move(stop))
{
    const auto& [h, length, outputs, batch, columns] = m_sizes;
    m_parameters = zeros({(kGates * h + outputs) * columns});
    m_gradients = at::zeros_like(m_parameters);
    m_means = at::zeros_like(m_parameters);
    m_squares = at::zeros_like(m_parameters);
    m_divisors = at::zeros_like(m_parameters);
    m_states = zeros({length + 1, columns, batch});
    m_samples = zeros({length + 1, batch, columns});
    m_gates = zeros({length, kGates * h, batch});
    m_dGates = at::zeros_like(m_gates);
    m_cells = zeros({length + 1, h, batch});
    m_cellTanhs = zeros({length, h, batch});
    m_out = zeros({outputs, batch});
    m_dHidden = zeros({h, batch});
    m_dCell = at::zeros_like(m_dHidden);
    m_scratch = at::zeros_like(m_dHidden);
    for (std::size_t t = 0; t < length; ++t) {
        std::fill_n(stateAt(t) + (h + 1) * batch, 2 * batch, 1.0F);
        m_steps.push_back(viewsOf(t));
    }
    std::fill_n(stateAt(length) + h * batch, batch, 1.0F);
}

StepViews LstmNetwork::Tensors::viewsOf(std::size_t step)
{
    const auto t = static_cast<std::int64_t>(step);
    const std::size_t h = m_sizes.hidden;
    const at::Tensor gates = m_gates[t];
    const at::Tensor dGates = m_dGates[t];
    return {.logistic = rowsOf(gates, 0, 3 * h),
            .input = rowsOf(gates, 0, h),
            .forget = rowsOf(gates, h, h),
            .output = rowsOf(gates, 2 * h, h),
            .candidate = rowsOf(gates, 3 * h, h),
            .cellBefore = m_cells[t],
            .cell = m_cells[t + 1],
            .cellTanh = m_cellTanhs[t],
            .hidden = rowsOf(m_states[t + 1], 0, h),
            .dLogistic = rowsOf(dGates, 0, 3 * h),
            .dInput = rowsOf(dGates, 0, h),
            .dForget = rowsOf(dGates, h, h),
            .dOutput = rowsOf(dGates, 2 * h, h),
            .dCandidate = rowsOf(dGates, 3 * h, h)};
}

float& LstmNetwork::Tensors::recurrent(std::size_t row, std::size_t column)
{
    const std::size_t place = kPlaceOfGate[row / m_sizes.hidden] * m_sizes.hidden + row % m_sizes.hidden;
    return m_parameters.data_ptr<float>()[place * m_sizes.columns + column];
}

float& LstmNetwork::Tensors::head(std::size_t row, std::size_t column)
{
    return m_parameters.data_ptr<float>()[(kGates * m_sizes.hidden + row) * m_sizes.columns + column];
}

std::optional<double> LstmNetwork::Tensors::learn(const LstmExamples& examples, std::span<const std::size_t> rows)
{
    load(examples, rows);
    if (!runForward()) {
        return std::nullopt;
    }
    const double squaredErrors = applyLoss(examples, rows);
    startBackward();
    if (!runBackward()) {
        return std::nullopt;
    }
    update();
    return squaredErrors;
}

/// Puts the batch's inputs into row h of z_0 .. z_(L-1).
void LstmNetwork::Tensors::load(const LstmExamples& examples, std::span<const std::size_t> rows)
{
    for (std::size_t t = 0; t < m_sizes.length; ++t) {
        float* inputs = stateAt(t) + m_sizes.hidden * m_sizes.batch;
        for (std::size_t column = 0; column < rows.size(); ++column) {
            inputs[column] = examples.inputs[rows[column] * m_sizes.length + t];
        }
    }
}

bool LstmNetwork::Tensors::runForward()
{
    const auto& [h, length, outputs, batch, columns] = m_sizes;
    for (std::size_t t = 0; t < length; ++t) {
        if (m_stop.stop_requested()) {
            return false;
        }
        const std::size_t skipped = t == 0 ? h : 0; // h_(-1) is zero
        m_multiply({.left = m_parameters.data_ptr<float>() + skipped,
                    .leftRow = columns,
                    .right = stateAt(t) + skipped * batch,
                    .rightRow = batch,
                    .result = m_gates.data_ptr<float>() + t * kGates * h * batch,
                    .resultRow = batch,
                    .rows = kGates * h,
                    .inner = h + kExtraColumns - skipped,
                    .columns = batch});
        StepViews& step = m_steps[t];
        step.logistic.sigmoid_();
        step.candidate.tanh_();
        at::mul_out(step.cell, step.forget, step.cellBefore);
        step.cell.addcmul_(step.input, step.candidate);
        at::tanh_out(step.cellTanh, step.cell);
        at::mul_out(step.hidden, step.output, step.cellTanh);
    }
    m_multiply({.left = &head(0, 0),
                .leftRow = columns,
                .right = stateAt(length),
                .rightRow = batch,
                .result = m_out.data_ptr<float>(),
                .resultRow = batch,
                .rows = outputs,
                .inner = h + 1,
                .columns = batch});
    return true;
}

/// Turns m_out into the derivative of the loss by it. Returns the sum of the squared errors.
double LstmNetwork::Tensors::applyLoss(const LstmExamples& examples, std::span<const std::size_t> rows)
{
    const std::size_t outputs = m_sizes.outputs;
    const float weight = 2.0F / static_cast<float>(rows.size() * outputs);
    double squaredErrors = 0.0;
    for (std::size_t k = 0; k < outputs; ++k) {
        float* out = m_out.data_ptr<float>() + k * m_sizes.batch;
        for (std::size_t column = 0; column < rows.size(); ++column) {
            const float error = out[column] - examples.targets[rows[column] * outputs + k];
            squaredErrors += static_cast<double>(error) * static_cast<double>(error);
            out[column] = weight * error;
        }
        std::fill(out + rows.size(), out + m_sizes.batch, 0.0F);
    }
    return squaredErrors;
}

/// The derivatives by P and by h_L.
void LstmNetwork::Tensors::startBackward()
{
    const auto& [h, length, outputs, batch, columns] = m_sizes;
    m_samples.copy_(m_states.transpose(1, 2));
    m_multiply({.left = m_out.data_ptr<float>(),
                .leftRow = batch,
                .right = m_samples.data_ptr<float>() + length * batch * columns,
                .rightRow = columns,
                .result = m_gradients.data_ptr<float>() + kGates * h * columns,
                .resultRow = columns,
                .rows = outputs,
                .inner = batch,
                .columns = columns});
    m_multiply({.left = &head(0, 0),
                .leftRow = 1,
                .leftColumn = columns,
                .right = m_out.data_ptr<float>(),
                .rightRow = batch,
                .result = m_dHidden.data_ptr<float>(),
                .resultRow = batch,
                .rows = h,
                .inner = outputs,
                .columns = batch});
    m_dCell.zero_();
}

bool LstmNetwork::Tensors::runBackward()
{
    const auto& [h, length, outputs, batch, columns] = m_sizes;
    for (std::size_t t = length; t-- > 0;) {
        if (m_stop.stop_requested()) {
            return false;
        }
        stepBackward(m_steps[t]);
        addRecurrentGradient(t);
        if (t > 0) {
            m_multiply({.left = m_parameters.data_ptr<float>(),
                        .leftRow = 1,
                        .leftColumn = columns,
                        .right = m_dGates.data_ptr<float>() + t * kGates * h * batch,
                        .rightRow = batch,
                        .result = m_dHidden.data_ptr<float>(),
                        .resultRow = batch,
                        .rows = h,
                        .inner = kGates * h,
                        .columns = batch});
        }
    }
    return true;
}

/// From the derivatives by h_t and c_t to those by the gates' sums and by c_(t-1).
void LstmNetwork::Tensors::stepBackward(const StepViews& views)
{
    at::Tensor dOutput = views.dOutput;
    at::Tensor dInput = views.dInput;
    at::Tensor dForget = views.dForget;
    at::Tensor dCandidate = views.dCandidate;
    at::Tensor dLogistic = views.dLogistic;
    at::mul_out(dOutput, m_dHidden, views.cellTanh);
    m_dHidden.mul_(views.output);
    at::tanh_backward_out(m_scratch, m_dHidden, views.cellTanh);
    m_dCell.add_(m_scratch);
    at::mul_out(dInput, m_dCell, views.candidate);
    at::mul_out(dForget, m_dCell, views.cellBefore);
    at::mul_out(dCandidate, m_dCell, views.input);
    m_dCell.mul_(views.forget);
    at::sigmoid_backward_out(dLogistic, dLogistic, views.logistic);
    at::tanh_backward_out(dCandidate, dCandidate, views.candidate);
}

/// dR += dgates_t z_t', where the first step met, the last in time, replaces what an earlier batch left.
void LstmNetwork::Tensors::addRecurrentGradient(std::size_t step)
{
    const auto& [h, length, outputs, batch, columns] = m_sizes;
    m_multiply({.left = m_dGates.data_ptr<float>() + step * kGates * h * batch,
                .leftRow = batch,
                .right = m_samples.data_ptr<float>() + step * batch * columns,
                .rightRow = columns,
                .result = m_gradients.data_ptr<float>(),
                .resultRow = columns,
                .rows = kGates * h,
                .inner = batch,
                .columns = columns,
                .adds = step + 1 < length});
}

/// Adam, all parameters at once. The padding has no gradient and stays zero.
void LstmNetwork::Tensors::update()
{
    ++m_updates;
    const auto count = static_cast<double>(m_updates);
    const double meanCorrection = 1.0 - std::pow(kMeanDecay, count);
    const double squareCorrection = std::sqrt(1.0 - std::pow(kSquareDecay, count));
    m_means.lerp_(m_gradients, 1.0 - kMeanDecay);
    m_squares.mul_(kSquareDecay).addcmul_(m_gradients, m_gradients, 1.0 - kSquareDecay);
    at::sqrt_out(m_divisors, m_squares);
    m_divisors.add_(kTiny * squareCorrection);
    m_parameters.addcdiv_(m_means, m_divisors, -m_learningRate * squareCorrection / meanCorrection);
}

LstmNetwork::LstmNetwork(const LstmShape& shape, double learningRate, std::stop_token stop)
    : m_tensors(std::make_unique<Tensors>(shape, learningRate, std::move(stop)))
{
}

LstmNetwork::~LstmNetwork() = default;

float& LstmNetwork::recurrent(std::size_t row, std::size_t column) { return m_tensors->recurrent(row, column); }
float& LstmNetwork::head(std::size_t row, std::size_t column) { return m_tensors->head(row, column); }

std::optional<double> LstmNetwork::learn(const LstmExamples& examples, std::span<const std::size_t> rows)
{
    return m_tensors->learn(examples, rows);
}

} // namespace mlops
