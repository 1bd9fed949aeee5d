#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One simulated hour of the 9 800-link grid: SUMO's mesoscopic simulator against the flow model, alternately, each as the
# processor time of its process or thread. To be read as what it is: a macroscopic twin (flows and turning shares) against
# a simulator that moves 36 000 vehicles along routes.
# Usage: sumo_compare.sh path/to/flow_bench [rounds]
set -eu
bench=${1:?path of flow_bench}
rounds=${2:-3}
for tool in sumo netgenerate python3; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
SUMO_HOME=${SUMO_HOME:-/usr/share/sumo}
export SUMO_HOME
trips=$SUMO_HOME/tools/randomTrips.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
netgenerate --grid --grid.number=50 --grid.length=200 -L 2 --seed 42 -o "$work/net.xml" >/dev/null
python3 "$trips" -n "$work/net.xml" -o "$work/trips.xml" -r "$work/routes.xml" -b 0 -e 3600 -p 0.1 --seed 42 \
    --min-distance 600 >/dev/null
seconds_of_children() { python3 -c '
import os, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
t = os.times(); print(t.children_user + t.children_system)' "$@"; }
round=0
while [ "$round" -lt "$rounds" ]; do
    sumo_s=$(seconds_of_children sumo -n "$work/net.xml" -r "$work/routes.xml" -b 0 -e 3600 --mesosim --no-step-log \
        --seed 42 --xml-validation never --xml-validation.net never)
    life=$("$bench" --benchmark_filter=BM_Hour --benchmark_format=json 2>/dev/null |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["benchmarks"][0]["hour s"])')
    python3 -c "print('sumo --mesosim %.2f s   twin %.4f s   ratio %.0f' % ($sumo_s, $life, $sumo_s / $life))"
    round=$((round + 1))
done
