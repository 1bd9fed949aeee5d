// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the playhead stands and how it moves: forwards, backwards, round a loop, or along with a run that is still
// being computed. Knows no clock: it is told how much time has passed.

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "twin/core/time.h"

namespace gui {

class Playback {
public:
    struct Stretch {
        twin::Tick from = 0;
        twin::Tick to = 0; ///< the last tick of it
    };

    [[nodiscard]] twin::Tick playhead() const { return static_cast<twin::Tick>(std::floor(m_position)); }
    [[nodiscard]] bool isPlaying() const { return m_isPlaying; }
    /// Whether the playhead sticks to the end of a run that grows.
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    [[nodiscard]] bool isBackwards() const { return m_isBackwards; }
    [[nodiscard]] const std::optional<Stretch>& loop() const { return m_loop; }

    void play(bool backwards = false)
    {
        m_isPlaying = true;
        m_isBackwards = backwards;
        m_isFollowing = m_isFollowing && !backwards;
    }
    void pause() { m_isPlaying = false; }
    void setLoop(std::optional<Stretch> loop) { m_loop = loop; }
    /// Goes along with the end from now on.
    void follow(twin::Tick end)
    {
        m_isFollowing = true;
        m_isBackwards = false;
        m_position = static_cast<double>(std::max<twin::Tick>(0, end));
    }
    /// Jumps. Leaves the end where the place is not the end.
    void seek(twin::Tick tick, twin::Tick end)
    {
        m_position = static_cast<double>(std::clamp<twin::Tick>(tick, 0, std::max<twin::Tick>(0, end)));
        m_isFollowing = false;
    }
    /// The run has grown to `end`.
    void grow(twin::Tick end)
    {
        if (m_isFollowing) {
            m_position = static_cast<double>(end);
        }
    }
    /// Moves on by `ticks` (always positive; the direction is the playback's own). Returns whether the playhead moved.
    bool advance(double ticks, twin::Tick end, bool grows)
    {
        if (!m_isPlaying || m_isFollowing) {
            return false;
        }
        const twin::Tick before = playhead();
        m_position += m_isBackwards ? -ticks : ticks;
        wrap();
        if (m_position >= static_cast<double>(end) && !m_isBackwards) {
            m_position = static_cast<double>(end);
            m_isFollowing = grows;
            m_isPlaying = grows;
        } else if (m_position <= 0.0 && m_isBackwards) {
            m_position = 0.0;
            m_isPlaying = false;
        }
        return playhead() != before;
    }

private:
    void wrap()
    {
        if (!m_loop) {
            return;
        }
        const auto from = static_cast<double>(m_loop->from);
        const double to = static_cast<double>(m_loop->to) + 1.0;
        if (m_position >= to) {
            m_position = from;
        } else if (m_isBackwards && m_position < from) {
            m_position = to - 1.0;
        }
    }

    double m_position = 0.0;
    bool m_isPlaying = false;
    bool m_isFollowing = false;
    bool m_isBackwards = false;
    std::optional<Stretch> m_loop;
};

} // namespace gui
