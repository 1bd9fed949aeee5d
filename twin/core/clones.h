// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// GREENLOOP_CLONES before a function makes the compiler build it once for each vector width; the machine's widest is
// chosen when the program starts. For plain loops whose results do not depend on the width: in ISO mode no multiply and
// add are fused, so every clone gives the same bits. Sanitizers cannot start programs with such functions, and other
// compilers and architectures go without.

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define GREENLOOP_CLONES [[gnu::target_clones("default", "avx2", "avx512f")]]
#else
#define GREENLOOP_CLONES
#endif
