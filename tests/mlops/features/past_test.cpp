// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/features/past.h"

#include <gtest/gtest.h>

using namespace mlops;

namespace {

twin::CalendarSlot slotOf(int tick)
{
    return {.slotOfDay = tick % 288, .slotsPerDay = 288, .dayOfWeek = (tick / 288) % 7};
}

} // namespace

TEST(History, ShowsTheNewestRowsInOrderHoweverManyWerePushed)
{
    History history(2, 3);
    for (int tick = 0; tick < 100; ++tick) {
        const float row[] = {static_cast<float>(tick), static_cast<float>(-tick)};
        history.push(row, slotOf(tick));
        const Past past = history.past();
        ASSERT_EQ(past.rows(), std::min<std::size_t>(3, static_cast<std::size_t>(tick) + 1));
        for (std::size_t back = 0; back < past.rows(); ++back) {
            ASSERT_EQ(past.flow(back, 0), static_cast<float>(tick) - static_cast<float>(back));
            ASSERT_EQ(past.flow(back, 1), -past.flow(back, 0));
        }
        ASSERT_EQ(past.slot.slotOfDay, tick % 288);
    }
}

TEST(Past, BeforeIsThePastAsItWasThen)
{
    History then(1, 700);
    History now(1, 700);
    for (int tick = 0; tick < 700; ++tick) {
        const float value = static_cast<float>(tick);
        now.push({&value, 1}, slotOf(tick));
        if (tick < 700 - 300) {
            then.push({&value, 1}, slotOf(tick));
        }
    }
    const Past earlier = now.past().before(300);
    const Past asItWas = then.past();
    EXPECT_EQ(earlier.rows(), asItWas.rows());
    EXPECT_EQ(earlier.flow(0, 0), asItWas.flow(0, 0));
    EXPECT_EQ(earlier.slot.slotOfDay, asItWas.slot.slotOfDay);
    EXPECT_EQ(earlier.slot.dayOfWeek, asItWas.slot.dayOfWeek);
}
