// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How long a test waits for a job of the program's before it calls it lost: less than the test's own limit, and more
// where sanitizers slow everything down.

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int kPatience_ms = 500'000;
#else
inline constexpr int kPatience_ms = 50'000;
#endif
