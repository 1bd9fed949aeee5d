#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a city of several copies of the bundled one, side by side, and an ordinary week over it: for measuring how the
whole tick grows with the number of stations.

    python3 tests/bench/large_city.py 9 FOLDER
    greenloopctl run --scenario FOLDER/large-week.json --approach lr --output large.run
"""
import csv
import json
import pathlib
import re
import sys

copies, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
data = pathlib.Path(__file__).resolve().parents[2] / "data"
city = folder / "large-city"
city.mkdir(parents=True, exist_ok=True)


def moved(value, copy, axis):
    return f"{float(value) + ((copy % 3) * 0.45, (copy // 3) * 0.35)[axis]:.6f}"


def moved_line(line, copy):
    return re.sub(r"(-?\d+\.\d+) (-?\d+\.\d+)", lambda m: f"{moved(m[1], copy, 0)} {moved(m[2], copy, 1)}", line)


def changed(row, copy):
    for key in ("link_id", "from_node_id", "to_node_id", "node_id", "loc_id", "station_id"):
        if row.get(key):
            row[key] = str(int(row[key]) + 1_000_000 * copy)
    for axis, key in enumerate(("x_coord", "y_coord")):
        if row.get(key):
            row[key] = moved(row[key], copy, axis)
    if row.get("freeway"):
        row["freeway"] = str(int(row["freeway"]) + 1000 * copy)
    if row.get("geometry"):
        row["geometry"] = moved_line(row["geometry"], copy)
    return row


for name in ("node", "link", "location"):
    with open(data / "city-san-jose" / f"{name}.csv", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    with open(city / f"{name}.csv", "w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        for copy in range(copies):
            table.writerows(changed(dict(row), copy) for row in rows)
(city / "config.csv").write_text((data / "city-san-jose" / "config.csv").read_text(encoding="utf-8"), encoding="utf-8")

scenario = json.loads((data / "scenarios" / "ordinary-week.json").read_text(encoding="utf-8"))
del scenario["$schema"]
scenario.update(name="large-week", network="large-city", story="An ordinary week in a city of several copies of the bundled one.")
(folder / "large-week.json").write_text(json.dumps(scenario, indent=2) + "\n", encoding="utf-8")
