#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds GreenLoop and runs its main job: twelve ways to keep a traffic forecaster accurate and frugal, compared on the
# bundled synthetic station. Installs what is missing, needs nothing else.
#
#   sh resources/run.sh [OUTPUT_FOLDER]

set -eu
cd "$(dirname "$0")/.."
. resources/packages.sh

output=${1:-build/results}
# shellcheck disable=SC2086
install_missing $BUILD_PACKAGES
build release

say "Comparing twelve approaches, three seeds each, on bundled synthetic data"
build/release/bin/greenloopctl compare --seeds 3 --energy recorded --models build/models --output "$output" ||
    give_up "the comparison failed; its own message stands above"
say "Done. The table in every format and the chart: $output (open tradeoff.svg in a browser)"
