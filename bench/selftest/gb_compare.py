#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What Google Benchmark's compare.py says of the samples of a self-test.

gb_compare.py COMPARE_PY DIR: each row DIR/TRUTH/REPEAT becomes a benchmark with
one repetition for each unit, whose time is the median over valid blocks of ns
per operation; old is the base, new the candidate.  compare.py runs once on all
of them.  Its p-value (two-sided U test) goes to DIR/selftest.csv, into gb_p; so
does whether it raised an alarm, into gb_alarm: p < 0.05 and the candidate is
slower, by the medians.
"""
import csv
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
from collections import defaultdict

ALPHA = 0.05


def units_of(row):
    """Returns {role: [ns per operation, by unit]} of a row's raw.csv.gz."""
    sums = defaultdict(lambda: [0, 0])
    dropped = set()
    with gzip.open(row / "raw.csv.gz", "rt", newline="") as f:
        for line in csv.DictReader(f, strict=True):
            block = (int(line["unit"]), int(line["block"]))
            if line["valid"] != "1":
                dropped.add(block)
            if line["role"] in ("base", "cand"):
                entry = sums[line["role"], block]
                entry[0] += int(line["wall_ns"])
                entry[1] += int(line["ops"])
    blocks = defaultdict(list)
    for (role, block), (wall_ns, ops) in sums.items():
        if block not in dropped:
            blocks[role, block[0]].append(wall_ns / ops)
    units = {"base": [], "cand": []}
    for (role, _), times in sorted(blocks.items()):
        units[role].append(statistics.median(times))
    return units


def repetitions(name, times):
    """Returns the times as Google Benchmark writes them down."""
    return [
        {
            "name": name,
            "run_name": name,
            "run_type": "iteration",
            "repetitions": len(times),
            "repetition_index": i,
            "threads": 1,
            "iterations": 1,
            "real_time": time,
            "cpu_time": time,
            "time_unit": "ns",
        }
        for i, time in enumerate(times)
    ]


def write_benchmarks(path, benchmarks):
    with open(path, "w") as f:
        json.dump({"context": {}, "benchmarks": benchmarks}, f)


def write_said(path, said):
    """Puts what was said of (truth, repeat) into the lines of selftest.csv."""
    with open(path, newline="") as f:
        lines = csv.DictReader(f, strict=True)
        rows = list(lines)
    for row in rows:
        row["gb_p"], row["gb_alarm"] = said.get(
            (row["truth"], row["repeat"]), ("", ""))
    new = path.with_suffix(".new")
    with open(new, "w", newline="") as f:
        writer = csv.DictWriter(f, lines.fieldnames, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.replace(new, path)


def main():
    compare, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = sorted(path.parent for path in folder.glob("*/*/raw.csv.gz"))
    units = {f"{row.parent.name},{row.name}": units_of(row) for row in rows}
    # compare.py takes the U test where both have more than one repetition.
    units = {n: u for n, u in units.items() if min(map(len, u.values())) > 1}
    for role, name in (("base", "gb_old.json"), ("cand", "gb_new.json")):
        write_benchmarks(
            folder / name,
            [b for n, u in units.items() for b in repetitions(n, u[role])],
        )
    command = [sys.executable, compare, "--no-color"]
    command += ["--dump_to_json", folder / "gb_compare.json", "benchmarks"]
    command += [folder / "gb_old.json", folder / "gb_new.json"]
    with open(folder / "gb_compare.txt", "w") as out:
        subprocess.run(command, stdout=out, check=True)
    with open(folder / "gb_compare.json") as f:
        report = json.load(f)
    said = {}
    for entry in report:
        test = entry.get("utest")
        if not test:
            continue
        p = test["time_pvalue"]
        base, cand = (units[entry["name"]][r] for r in ("base", "cand"))
        slower = statistics.median(cand) > statistics.median(base)
        said[tuple(entry["name"].split(","))] = (
            f"{p:.6g}", int(p < ALPHA and slower))
    write_said(folder / "selftest.csv", said)


if __name__ == "__main__":
    main()
