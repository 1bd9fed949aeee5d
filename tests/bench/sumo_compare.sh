#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One simulated hour of the 9 800-link grid: SUMO's mesoscopic simulator against the flow model, alternately, each as the
# processor time of its process (reading the network and the routes aside) or thread. To be read as what it is: a
# macroscopic twin (flows and turning shares) against a simulator that moves 36 000 vehicles along routes.
# Usage: sumo_compare.sh path/to/flow_bench [rounds]
set -eu
bench=${1:?path of flow_bench}
rounds=${2:-3}
for tool in sumo netgenerate duarouter python3; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
SUMO_HOME=${SUMO_HOME:-/usr/share/sumo}
export SUMO_HOME
trips=$SUMO_HOME/tools/randomTrips.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
netgenerate --grid --grid.number=50 --grid.length=200 -L 2 --seed 42 -o "$work/net.xml" >/dev/null
echo "routing 36 000 trips; takes some minutes" >&2
python3 "$trips" -n "$work/net.xml" -o "$work/trips.xml" -b 0 -e 3600 -p 0.1 --seed 42 --min-distance 600 >/dev/null
duarouter -n "$work/net.xml" -r "$work/trips.xml" -o "$work/routes.xml" --ignore-errors --routing-algorithm astar \
    --no-step-log >/dev/null
sumo_seconds() {
    seconds_of_children sumo -n "$work/net.xml" -r "$work/routes.xml" -b 0 -e "$1" --mesosim --no-step-log --seed 42 \
        --xml-validation never --xml-validation.net never 2>/dev/null
}
seconds_of_children() { python3 -c '
import os, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
t = os.times(); print(t.children_user + t.children_system)' "$@"; }
round=0
while [ "$round" -lt "$rounds" ]; do
    loading_s=$(sumo_seconds 1)
    sumo_s=$(sumo_seconds 3600)
    life=$("$bench" --benchmark_filter=BM_Hour --benchmark_format=json 2>/dev/null |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["benchmarks"][0]["hour s"])')
    python3 -c "print('sumo --mesosim %.2f s, loading aside   twin %.4f s   ratio %.0f' %
        ($sumo_s - $loading_s, $life, ($sumo_s - $loading_s) / $life))"
    round=$((round + 1))
done
