// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the runtime thread has to say, for whoever looks: one slot, emptied at once, with at most one wake-up pending. A
// twin that runs a thousand ticks while one frame is painted costs one wake-up, not a thousand.
//
// Threads: the runtime thread puts, the GUI thread takes.

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gui/bridge/twin_source.h"

namespace gui {

/// Everything since the last delivery, in the order of its fields.
struct Delivery {
    double progress = 0.0; ///< of opening
    std::string busyWith;
    std::optional<RunDescription> opened;
    RunHistory past; ///< where `opened` is set
    std::vector<TickNews> news;
    std::optional<twin::Result<BranchPtr>> branch; ///< where one was asked for
    std::optional<twin::Error> failure;
    bool ended = false; ///< no more ticks will come
};

class Mailbox {
public:
    /// `wake` is called on the runtime thread where something was put and nothing was waiting yet.
    explicit Mailbox(std::function<void()> wake) : m_wake(std::move(wake)) {}

    /// Calls put(slot) with the waiting delivery.
    template <typename Put>
    void update(Put&& put)
    {
        bool isFirst = false;
        {
            const std::lock_guard lock(m_mutex);
            put(m_slot);
            isFirst = !m_isWaiting;
            m_isWaiting = true;
        }
        if (isFirst) {
            m_wake();
        }
    }

    /// Empties the slot.
    [[nodiscard]] Delivery take()
    {
        const std::lock_guard lock(m_mutex);
        m_isWaiting = false;
        return std::exchange(m_slot, {});
    }

private:
    std::function<void()> m_wake;
    std::mutex m_mutex;
    Delivery m_slot;
    bool m_isWaiting = false;
};

} // namespace gui
