// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A warning of Qt's is a fault of ours: a broken item model, a NaN in a path, a layout that fits nowhere. Left on the
// console nobody reads it.

/// From here on each warning or critical message of Qt's fails the test that runs.
void failOnQtWarnings();
