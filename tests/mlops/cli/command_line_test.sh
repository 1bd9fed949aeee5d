#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# greenloopctl as a person or a script uses it: exit codes, output, interruption.
#   command_line_test.sh GREENLOOPCTL DATA_FOLDER

set -u
program=$1
data=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# expect CODE WHAT COMMAND...: runs the command, compares its exit code.
expect() {
    code=$1
    what=$2
    shift 2
    "$@" >"$work/out" 2>"$work/err"
    found=$?
    if [ "$found" != "$code" ]; then
        echo "FAILED: $what: exit code $found, expected $code"
        cat "$work/err"
        failures=$((failures + 1))
    fi
}

# says TEXT: the last command's output or messages hold the text.
says() {
    if ! grep -q -e "$1" "$work/out" "$work/err"; then
        echo "FAILED: expected to read '$1' in:"
        cat "$work/out" "$work/err"
        failures=$((failures + 1))
    fi
}

common="--data $data --energy recorded --models $work/models"

expect 0 "help" "$program" --help
expect 0 "version" "$program" --version
expect 2 "no command" "$program"
expect 2 "unknown command" "$program" frobnicate
expect 2 "unknown option" "$program" run --colour blue
expect 3 "missing data" "$program" run --data "$work/nowhere.csv" -o "$work/a.run"
says "nowhere.csv"
expect 3 "unknown approach" "$program" run $common --approach magic -o "$work/a.run"
says "no approach is called 'magic'"
expect 3 "bad seeds" "$program" compare $common --seeds 3..1
expect 3 "unknown protocol" "$program" run $common --protocol best -o "$work/a.run"
expect 3 "policy that is no policy" "$program" run $common --policy "$data/episodes.json" -o "$work/a.run"
says "expected a decision map"

expect 0 "run" "$program" run $common --approach frugal -o "$work/f.run"
says "R2 "
expect 3 "existing run" "$program" run $common --approach frugal -o "$work/f.run"
says "exists already"
expect 0 "forced run" "$program" run $common --approach frugal -o "$work/f.run" --force
expect 0 "json summary" "$program" run $common --approach lr --json -o "$work/l.run"
says '"r2":'
expect 0 "replay" "$program" replay "$work/f.run"
says "The run is complete"
expect 0 "replay as JSON" "$program" replay --json "$work/f.run"
expect 0 "verify" "$program" verify --no-cache "$work/f.run"
says "The same:"
expect 0 "why" "$program" why "$work/f.run" --decision 1
says "What would have changed it"
expect 3 "why of nothing" "$program" why "$work/f.run" --decision 99999
expect 0 "export" "$program" export "$work/f.run" -o "$work/export"
expect 3 "export onto a folder" "$program" export "$work/f.run" -o "$work/export"
expect 3 "replay of nothing" "$program" replay "$work/none.run"

expect 4 "no models yet" "$program" models --models "$work/empty"
expect 0 "train" "$program" train $common --model svm
says "held-out"
expect 0 "models" "$program" models --models "$work/models"
for file in "$work"/models/*.glm; do
    printf 'x' | dd of="$file" bs=1 seek=300 conv=notrunc 2>/dev/null
    break
done
expect 5 "a damaged model" "$program" models --models "$work/models"
says "damaged"
expect 0 "doctor" "$program" doctor

expect 0 "compare" "$program" compare $common --seeds 2 --approaches lr,svm,frugal -o "$work/table"
says "Frugal"
[ -s "$work/table/tradeoff.svg" ] || { echo "FAILED: no chart"; failures=$((failures + 1)); }
"$program" compare $common --seeds 2 --approaches lr --json -j 1 >"$work/one.json" 2>"$work/err"
case "$(cat "$work/one.json")" in
    '{"protocol":"harmone-2025"'*) ;;
    *) echo "FAILED: compare --json prints more or less than its JSON"; failures=$((failures + 1)) ;;
esac
[ -s "$work/err" ] && { echo "FAILED: messages on standard error without a terminal:"; cat "$work/err"; failures=$((failures + 1)); }

# The number of jobs changes nothing but the time.
"$program" compare $common --seeds 4 --approaches svm+prt,frugal --format csv -j 1 | cut -d, -f1-8,10- >"$work/j1"
"$program" compare $common --seeds 4 --approaches svm+prt,frugal --format csv -j 3 | cut -d, -f1-8,10- >"$work/j3"
cmp -s "$work/j1" "$work/j3" || { echo "FAILED: jobs change the results"; failures=$((failures + 1)); }

# Events of other people's files, and what-if questions that are refused before anything is simulated.
printf '%s\n' '1,HQ,0417,05/07/2024 08:10:00,1183-Trfc Collision-Unkn Inj,Us101 N,San Jose,Z,1:2,37.255,-121.785,4,85,68000,101,N,35.1,379.0,,35' \
    '2,HQ,0418,05/07/2024 09:10:00,1125-Traffic Hazard,Main St,San Jose,Z,1:2,37.3,-121.9,4,85,68000,,,,,,35' >"$work/chp.txt"
expect 0 "import of incidents" "$program" scenario import-events ordinary-week --chp "$work/chp.txt" -o "$work/with.json"
says "passed over 1: on no freeway"
grep -q '"lanes_blocked": 1' "$work/with.json" || { echo "FAILED: no incident in the scenario"; failures=$((failures + 1)); }
echo "broken" >>"$work/chp.txt"
expect 3 "a broken incident file" "$program" scenario import-events ordinary-week --chp "$work/chp.txt" -o "$work/none.json"
says "line 3, column 1"
[ ! -e "$work/none.json" ] || { echo "FAILED: a refused import wrote a file"; failures=$((failures + 1)); }
expect 3 "what-if at no time" "$program" what-if --scenario ordinary-week --at noon --event weather:weather=rain
expect 3 "what-if before the scenario" "$program" what-if --scenario ordinary-week --at "2023-05-07 08:00" --event weather:weather=rain
says "expected a moment of the scenario, after 2024-"
expect 3 "what-if after the scenario" "$program" what-if --scenario ordinary-week --at "2025-05-07 08:00" --event weather:weather=rain
says "expected a moment of the scenario, after 2024-"
expect 3 "what-if of nothing" "$program" what-if --scenario ordinary-week --at "2024-05-07 08:00"
expect 3 "what-if nowhere" "$program" what-if --scenario ordinary-week --at "2024-05-07 08:00" --event incident:links=none
says 'found "none"'

# What the estimators are worth, by leaving stations out of a made Clearinghouse file.
awk 'BEGIN { for (t = 0; t < 36; ++t) for (s = 0; s < 3; ++s)
    printf "10/04/2022 %02d:%02d:00,%d,4,101,N,ML,.3,50,100,%d,.05,%.1f\n", t / 12, t % 12 * 5, 400001 + s, 300 + 20 * s + t % 3, 62 + s - t % 2 }' \
    >"$work/d04_text_station_5min_2022_10_04.txt"
left="--leave-out $work/d04_text_station_5min_2022_10_04.txt --stations 400001,400002,400003"
expect 0 "estimate" "$program" estimate $left --positions 0,500,1200
says "| without 400002 | ensemble filter |"
says "| all | linear interpolation | .* 1.00 |"
cp "$work/out" "$work/first"
expect 0 "estimate again" "$program" estimate $left --positions 0,500,1200
cmp -s "$work/out" "$work/first" || { echo "FAILED: estimate says something else the second time"; failures=$((failures + 1)); }
expect 3 "estimate of stations too near" "$program" estimate $left --positions 0,100,1200
says "station 400002 at 100 m: expected at least 240 m"
expect 3 "estimate of nothing" "$program" estimate
says "needs either folders of cases, or --leave-out"
expect 3 "estimate of a folder that is no case" "$program" estimate "$work"

# Interrupted: a valid partial run, marked cancelled, exit code 130.
"$program" run $common --approach svm --seed 1..400 -o "$work/many" >/dev/null 2>&1 &
child=$!
sleep 1
kill -INT "$child"
wait "$child"
found=$?
[ "$found" = 130 ] || { echo "FAILED: interrupted: exit code $found, expected 130"; failures=$((failures + 1)); }
last=$(ls -t "$work"/many/*.run | head -1)
expect 0 "replay of an interrupted run" "$program" replay "$last"

if [ "$failures" -gt 0 ]; then
    echo "$failures failed"
    exit 1
fi
echo "all fine"
