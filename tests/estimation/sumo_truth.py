#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A freeway corridor in SUMO as truth for the estimators.

Builds a corridor of about 12.5 km with three lanes, four on-ramps, four off-ramps and a lane drop, runs it with the
demand of one seed, and writes into OUT what the estimators may see and what they are judged by:

  config.csv, node.csv, link.csv, location.csv
                       the network and where the induction loops stand, GMNS
  readings.csv         tick, station, flow_veh, occupancy, speed_mps: the loops, 5 minutes, all lanes
  truth.csv            tick, link, flow_vps, density_vpm, speed_mps: SUMO's edge data, every link

Every seed has its own demand: level, hour and width of the peak and the shares of the ramps are drawn. Vehicles arrive
at random, a twentieth are trucks, and drivers differ.
"""
import math
import os
import random
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

DURATION_S = 7200
INTERVAL_S = 300
SPEED_MPS = 29.06  # 65 mph
LANES = 3
# Where the main line is cut [m], the lanes of each piece, and the ramps that meet it there.
PIECE_M = 420.0
PIECES = 30
ON_RAMPS = {4: "on1", 10: "on2", 16: "on3", 20: "on4"}      # at the start of this piece
OFF_RAMPS = {7: "off1", 13: "off2", 18: "off3", 25: "off4"}  # at the start of this piece
DROP = 22                                                     # from here on one lane less
# What the twin is told of the road: SUMO's free traffic of seed 101 drives 60 mph, the rest is as in the bundled city.
FREE_MPH, CAPACITY, JAM_PER_KM = 60, 2000, 124.3
ORIGIN_LAT, ORIGIN_LON = 37.33, -121.89
RADIUS_M = 6371008.8


def lanes_of(piece):
    base = LANES if piece < DROP else LANES - 1
    return base + (1 if piece in ON_RAMPS else 0)  # an acceleration lane beside each on-ramp


def pieces():
    """(id, from, to, lanes, start_m) of the main line."""
    return [(f"m{i:02d}", f"n{i:02d}", f"n{i + 1:02d}", lanes_of(i), i * PIECE_M) for i in range(PIECES)]


def ramps():
    """(id, from, to, x0, y0, x1, y1) of the ramps; x and y of the outer end first for on-ramps."""
    made = []
    for at, name in ON_RAMPS.items():
        made.append((name, name + "_out", f"n{at:02d}", at * PIECE_M - 330, -90.0, at * PIECE_M, 0.0))
    for at, name in OFF_RAMPS.items():
        made.append((name, f"n{at:02d}", name + "_out", at * PIECE_M, 0.0, at * PIECE_M + 330, -90.0))
    return made


def length(ramp):
    return math.hypot(ramp[5] - ramp[3], ramp[6] - ramp[4])


def write_net(folder):
    with open(f"{folder}/c.nod.xml", "w") as out:
        out.write("<nodes>\n")
        for i in range(PIECES + 1):
            out.write(f'<node id="n{i:02d}" x="{i * PIECE_M}" y="0"/>\n')
        for r in ramps():
            is_on = r[0].startswith("on")
            x, y = (r[3], r[4]) if is_on else (r[5], r[6])
            out.write(f'<node id="{r[0]}_out" x="{x}" y="{y}"/>\n')
        out.write("</nodes>\n")
    with open(f"{folder}/c.edg.xml", "w") as out:
        out.write("<edges>\n")
        for name, a, b, lanes, _ in pieces():
            out.write(f'<edge id="{name}" from="{a}" to="{b}" numLanes="{lanes}" speed="{SPEED_MPS}" priority="3"/>\n')
        for r in ramps():
            out.write(f'<edge id="{r[0]}" from="{r[1]}" to="{r[2]}" numLanes="1" speed="20" priority="2"/>\n')
        out.write("</edges>\n")
    run(["netconvert", "-n", f"{folder}/c.nod.xml", "-e", f"{folder}/c.edg.xml", "-o", f"{folder}/c.net.xml",
         "--no-turnarounds", "--no-internal-links"])


def peak(t_s, centre_s, width_s):
    return math.exp(-0.5 * ((t_s - centre_s) / width_s) ** 2)


def write_demand(folder, seed):
    draw = random.Random(seed)
    centre, width = draw.uniform(2700, 3600), draw.uniform(1100, 1500)
    main = (draw.uniform(1750, 2050), draw.uniform(1000, 1350))  # veh/h: always, and more at the peak
    on = {name: (draw.uniform(170, 300), draw.uniform(200, 400)) for name in ON_RAMPS.values()}
    leaving = {name: draw.uniform(0.05, 0.13) for name in OFF_RAMPS.values()}
    origins = [(0, "m00", main)] + [(at, name, on[name]) for at, name in ON_RAMPS.items()]
    order = sorted(OFF_RAMPS.items())
    last = f"m{PIECES - 1:02d}"
    with open(f"{folder}/c.rou.xml", "w") as out:
        out.write('<routes>\n<vTypeDistribution id="mix">\n'
                  '<vType id="car" probability="0.95" sigma="0.5" tau="1.1" speedFactor="normc(1.0,0.08,0.7,1.3)"/>\n'
                  '<vType id="truck" probability="0.05" vClass="truck" length="12" accel="1.2" maxSpeed="25" tau="1.3"/>\n'
                  '</vTypeDistribution>\n')
        for begin in range(0, DURATION_S, INTERVAL_S):
            for at, origin, (base, more) in origins:
                total = base + more * peak(begin + INTERVAL_S / 2, centre, width)
                staying = 1.0
                for there, exit_name in order:
                    if there > at + 1:
                        share = staying * leaving[exit_name] * draw.uniform(0.7, 1.3)
                        staying -= share
                        write_flow(out, begin, origin, exit_name, total * share)
                write_flow(out, begin, origin, last, total * staying)
        out.write("</routes>\n")


def write_flow(out, begin, origin, destination, per_hour):
    out.write(f'<flow id="{origin}_{destination}_{begin}" type="mix" from="{origin}" to="{destination}" begin="{begin}" '
              f'end="{begin + INTERVAL_S}" period="exp({per_hour / 3600.0:.6f})" departLane="best" departSpeed="avg"/>\n')


def stations():
    """(id, link, offset_m, kind, lanes): a loop in the middle of every second piece and on every ramp."""
    made = [(f"M{i:02d}", name, PIECE_M / 2, "ML", lanes)
            for i, (name, _, _, lanes, _) in enumerate(pieces()) if i % 2 == 1]
    for r in ramps():
        made.append(("R" + r[0], r[0], length(r) / 2, "OR" if r[0].startswith("on") else "FR", 1))
    return made


def write_loops(folder):
    with open(f"{folder}/c.add.xml", "w") as out:
        out.write("<additional>\n")
        for station, link, offset, _, lanes in stations():
            for lane in range(lanes):
                out.write(f'<inductionLoop id="{station}_{lane}" lane="{link}_{lane}" pos="{offset:.1f}" '
                          f'period="{INTERVAL_S}" file="loops.xml"/>\n')
        out.write(f'<edgeData id="truth" file="edges.xml" freq="{INTERVAL_S}" excludeEmpty="false"/>\n</additional>\n')


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stdout[-2000:]}")


def earth(x, y):
    lat = ORIGIN_LAT + math.degrees(y / RADIUS_M)
    return lat, ORIGIN_LON + math.degrees(x / (RADIUS_M * math.cos(math.radians(ORIGIN_LAT))))


def point(x, y):
    lat, lon = earth(x, y)
    return f"{lon:.7f} {lat:.7f}"


def write_network(folder):
    nodes = {f"n{i:02d}": (i * PIECE_M, 0.0) for i in range(PIECES + 1)}
    for r in ramps():
        nodes[r[0] + "_out"] = (r[3], r[4]) if r[0].startswith("on") else (r[5], r[6])
    with open(f"{folder}/config.csv", "w") as out:
        out.write("dataset_name,short_length,long_length,speed,crs,geometry_field_format\n"
                  "SUMO corridor,m,km,mph,EPSG:4326,WKT\n")
    with open(f"{folder}/node.csv", "w") as out:
        out.write("node_id,x_coord,y_coord\n")
        for name, (x, y) in nodes.items():
            lat, lon = earth(x, y)
            out.write(f"{name},{lon:.7f},{lat:.7f}\n")
    with open(f"{folder}/link.csv", "w") as out:
        out.write("link_id,name,from_node_id,to_node_id,directed,geometry,length,facility_type,capacity,free_speed,lanes,"
                  "freeway,direction,jam_density\n")
        for name, a, b, lanes, _ in pieces():
            line = f'"LINESTRING ({point(*nodes[a])}, {point(*nodes[b])})"'
            out.write(f"{name},Corridor,{a},{b},1,{line},{PIECE_M / 1000},freeway,{CAPACITY},{FREE_MPH},{lanes},101,N,"
                      f"{JAM_PER_KM}\n")
        for r in ramps():
            kind = "on_ramp" if r[0].startswith("on") else "off_ramp"
            line = f'"LINESTRING ({point(*r[3:5])}, {point(*r[5:7])})"'
            out.write(f"{r[0]},{r[0]},{r[1]},{r[2]},1,{line},{length(r) / 1000:.5f},{kind},{CAPACITY},45,1,,,{JAM_PER_KM}\n")


def write_stations(folder):
    along = {name: (start, 0.0, 1.0, 0.0) for name, _, _, _, start in pieces()}
    for r in ramps():
        along[r[0]] = (r[3], r[4], (r[5] - r[3]) / length(r), (r[6] - r[4]) / length(r))
    with open(f"{folder}/location.csv", "w") as out:
        out.write("loc_id,name,link_id,x_coord,y_coord,loc_type,station_id,station_type,lanes,freeway,direction\n")
        for number, (station, link, offset, kind, lanes) in enumerate(stations()):
            x, y, dx, dy = along[link]
            lat, lon = earth(x + offset * dx, y + offset * dy)
            road = "101,N" if kind == "ML" else ","
            out.write(f"{number},{link},{link},{lon:.7f},{lat:.7f},vehicle_detector,{station},{kind},{lanes},{road}\n")


def write_readings(folder):
    sums = {}
    for _, each in ElementTree.iterparse(f"{folder}/loops.xml"):
        if each.tag != "interval":
            continue
        key = (int(float(each.get("begin")) // INTERVAL_S), each.get("id").rsplit("_", 1)[0])
        count, covered, hours, lanes = sums.get(key, (0, 0.0, 0.0, 0))
        n = int(each.get("nVehContrib"))
        v = float(each.get("harmonicMeanSpeed"))
        sums[key] = (count + n, covered + float(each.get("occupancy")) / 100, hours + (n / v if n and v > 0 else 0.0),
                     lanes + 1)
        each.clear()
    with open(f"{folder}/readings.csv", "w") as out:
        out.write("tick,station,flow_veh,occupancy,speed_mps\n")
        for (tick, station), (count, covered, hours, lanes) in sorted(sums.items()):
            speed = f"{count / hours:.3f}" if hours > 0 else ""
            out.write(f"{tick},{station},{count},{covered / lanes:.5f},{speed}\n")


def write_truth(folder):
    with open(f"{folder}/truth.csv", "w") as out:
        out.write("tick,link,flow_vps,density_vpm,speed_mps\n")
        for _, interval in ElementTree.iterparse(f"{folder}/edges.xml"):
            if interval.tag != "interval":
                continue
            tick = int(float(interval.get("begin")) // INTERVAL_S)
            for edge in interval.iter("edge"):
                if edge.get("id").startswith(":") or edge.get("density") is None:
                    continue
                density = float(edge.get("density")) / 1000.0
                speed = float(edge.get("speed") or 0.0)
                out.write(f'{tick},{edge.get("id")},{density * speed:.6f},{density:.6f},{speed:.4f}\n')
            interval.clear()


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: sumo_truth.py SEED OUT")
    seed, folder = int(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    write_net(folder)
    write_demand(folder, seed)
    write_loops(folder)
    run(["sumo", "-n", f"{folder}/c.net.xml", "-r", f"{folder}/c.rou.xml", "-a", f"{folder}/c.add.xml", "--begin", "0",
         "--end", str(DURATION_S), "--seed", str(seed), "--no-step-log", "--no-warnings", "--xml-validation", "never",
         "--time-to-teleport", "-1"])
    write_network(folder)
    write_stations(folder)
    write_readings(folder)
    write_truth(folder)


if __name__ == "__main__":
    main()
