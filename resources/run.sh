#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds GreenLoop and runs its main job: twelve ways to keep a traffic forecaster accurate and frugal, compared on the
# bundled synthetic station; then a scenario of the bundled city through the whole loop. Opens the desktop where a
# display exists. Installs what is missing, needs nothing else.
#
#   sh resources/run.sh [OUTPUT_FOLDER]

set -eu
cd "$(dirname "$0")/.."
. resources/packages.sh

output=${1:-build/results}
# shellcheck disable=SC2086
install_missing $BUILD_PACKAGES
build release
bin=build/release/bin

say "Comparing twelve approaches, three seeds each, on bundled synthetic data"
$bin/greenloopctl compare --seeds 3 --energy recorded --models build/models --output "$output" ||
    give_up "the comparison failed; its own message stands above"

say "Running the scenario 'induced-drift' over the bundled city"
$bin/greenloopctl run --scenario induced-drift --approach frugal --energy cpu --models build/models \
    --output "$output/induced-drift.run" --force || give_up "the run failed; its own message stands above"
$bin/greenloopctl report "$output/induced-drift.run" --output "$output/induced-drift.html" ||
    give_up "the report could not be written; its own message stands above"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening the desktop"
    exec $bin/greenloop
fi
say "No display here. Running the same without adaptation, to compare"
$bin/greenloopctl run --scenario induced-drift --approach lr --energy cpu --models build/models \
    --output "$output/induced-drift-lr.run" --force || give_up "the run failed; its own message stands above"
say "Drawing every workspace of the run into pictures"
QT_QPA_PLATFORM=offscreen $bin/greenloop --screenshots "$output/screenshots" "$output/induced-drift.run" \
    "$output/induced-drift-lr.run" ||
    give_up "the pictures could not be drawn; the message stands above"
say "Done. In $output: the table in every format, tradeoff.svg, induced-drift.run, its report .html,
induced-drift-lr.run, and screenshots/"
