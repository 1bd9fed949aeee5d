#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The table of the estimators, end to end: makes the corridors in SUMO for seeds 11 to 15, which nothing was tuned on,
# and where there are PeMS files leaves each station out in turn.
#   sh tests/estimation/table.sh GREENLOOPCTL [FOLDER FOR THE CASES]
set -eu
if [ $# -lt 1 ]; then
    echo "usage: table.sh GREENLOOPCTL [FOLDER]" >&2
    exit 2
fi
here=$(dirname "$0")
ctl=$1
cases=${2:-$(mktemp -d)}

if command -v sumo >/dev/null && command -v netconvert >/dev/null; then
    for seed in 11 12 13 14 15; do
        [ -f "$cases/$seed/truth.csv" ] || python3 "$here/sumo_truth.py" "$seed" "$cases/$seed"
    done
    "$ctl" estimate "$cases/11" "$cases/12" "$cases/13" "$cases/14" "$cases/15" --seeds 1..4
else
    echo "SUMO is not installed (Debian: sumo): the table on its corridors is skipped."
fi

pems=${GREENLOOP_PEMS_DIR:-$here/../../../shared/pems}/us101n-2022
if [ -d "$pems" ]; then
    echo
    "$ctl" estimate --leave-out "$pems" --stations 404531,404532,401833,401834 --positions 0,346,1191,1778
else
    echo "No PeMS files at $pems: leaving stations out is skipped."
fi
