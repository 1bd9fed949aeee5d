// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The affine scaling of flows that a model was trained in. It is part of the model version: a model applied in another
// unit system than its own is a different model (reference systems do exactly that; see mapek/fidelity.h).

#include <vector>

#include "mlops/features/time_split.h"

namespace mlops {

/// Per station: scaled = (flow - offset) / span.
class Scaler {
public:
    /// Leaves values as they are.
    [[nodiscard]] static Scaler identity(std::size_t stations);
    /// Min-max per station over what was observed in the training part. A constant station gets span 1. A station that
    /// nothing was observed of takes the range of what was filled in: nothing learns from it, yet it is served.
    [[nodiscard]] static Scaler minMax(const TrainPart& part);
    /// The same given range for every station. The caller says where the range comes from.
    [[nodiscard]] static Scaler fromRange(std::size_t stations, double minimum, double maximum);
    /// Requires: equal sizes, spans > 0.
    Scaler(std::vector<double> offsets, std::vector<double> spans);

    [[nodiscard]] std::size_t stations() const { return m_offsets.size(); }
    [[nodiscard]] const std::vector<double>& offsets() const { return m_offsets; }
    [[nodiscard]] const std::vector<double>& spans() const { return m_spans; }
    [[nodiscard]] double scale(double flow, std::size_t station) const
    {
        return (flow - m_offsets[station]) / m_spans[station];
    }
    [[nodiscard]] double unscale(double scaled, std::size_t station) const
    {
        return scaled * m_spans[station] + m_offsets[station];
    }

private:
    std::vector<double> m_offsets;
    std::vector<double> m_spans;
};

} // namespace mlops
