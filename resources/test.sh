#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds GreenLoop with its tests, warnings as errors, and runs them. Installs what is missing, needs nothing else.
# Tests on real PeMS data run where GREENLOOP_PEMS_DIR (or ../shared/pems) holds some, and skip otherwise.
#
#   sh resources/test.sh

set -eu
cd "$(dirname "$0")/.."
. resources/packages.sh

# shellcheck disable=SC2086
install_missing $BUILD_PACKAGES $TEST_PACKAGES
build ci

say "Testing"
ctest --preset ci -j "$(nproc)" || give_up "a test failed; its output stands above"
say "All tests passed"
