// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The run as the timeline's lanes draw it. Grows with the run: each call looks only at what is new.

#include <vector>

#include "gui/bridge/run_history.h"

namespace gui {

class TimelineLanes {
public:
    /// A stretch in which one model version served.
    struct Span {
        twin::Tick from = 0;
        twin::Tick to = 0; ///< one past the last
        mlops::ServingModel model;
    };
    /// A decision; small where it changed nothing.
    struct Mark {
        twin::Tick tick = 0;
        std::int64_t decision = 0;
        bool hasActed = false;
        bool isUser = false;
        bool isDrift = false;    ///< a crossed boundary on drift, skill or error growth asked for it
        bool isTraining = false; ///< it retrained
        bool isCrossed = false;  ///< a boundary asked for it
    };
    /// Of equal parts of the run: what share of readings was not observed, how much energy went, how high the flow was.
    struct Bin {
        float missing = 0.0F;
        float energy_j = 0.0F;
        float flowLow = 0.0F;
        float flowHigh = 0.0F;
        std::size_t readings = 0;
    };
    /// A stretch in which no station was observed and nothing was done.
    struct Gap {
        twin::Tick from = 0;
        twin::Tick to = 0; ///< one past the last
    };
    static constexpr twin::Tick kLeastGap = 11;    ///< shorter silences are seen as they are
    static constexpr twin::Tick kTicksPerBin = 12; ///< an hour of five-minute data

    void clear() { *this = {}; }
    void extend(const RunHistory& history);

    [[nodiscard]] const std::vector<Span>& models() const { return m_models; }
    [[nodiscard]] const std::vector<Mark>& marks() const { return m_marks; }
    [[nodiscard]] const std::vector<Bin>& bins() const { return m_bins; }
    /// Silences of at least kLeastGap, cut in two where a decision acted or a boundary was crossed.
    [[nodiscard]] std::vector<Gap> gaps() const;
    [[nodiscard]] float mostFlow() const { return m_mostFlow; }
    [[nodiscard]] float mostEnergy() const { return m_mostEnergy; }

private:
    void extendTicks(const RunHistory& history);
    void extendEnergy(const RunHistory& history);
    Bin& binOf(twin::Tick tick);

    twin::Tick m_ticks = 0;
    std::size_t m_decisions = 0;
    std::size_t m_energy = 0;
    twin::Tick m_settledTo = 0;   ///< energy is booked up to here
    twin::Tick m_settlingAt = -1; ///< the tick whose records are being read
    std::vector<Span> m_models;
    std::vector<Mark> m_marks;
    std::vector<Bin> m_bins;
    std::vector<Gap> m_silences;
    float m_mostFlow = 1.0F;
    float m_mostEnergy = 0.0F;
};

} // namespace gui
