#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that a report of schema 1, as it was recorded, is still judged as it
# was then, by the gate file of then: schema_1_test.sh SLOWPATH_ANALYSIS FOLDER.
# Prints TAP.
set -u
analysis=$1 recorded=$2
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

judge() {
    mkdir -p "$dir/report"
    cp "$recorded"/*.csv "$recorded"/run.json "$dir/report"
    rm "$dir/report/summary.csv"
    "$analysis" judge --gate "$recorded/gate.csv" "$dir/report"
}

# Each line of then has its counterpart, with every field that there was then.
is_as_it_was() {
    python3 - "$recorded/summary.csv" "$dir/report/summary.csv" \
        "$(dirname "$0")/../../base/formats/summary.def" <<'PYTHON'
import csv, re, sys

# What a column of then is called now.
text = open(sys.argv.pop()).read()
names = dict(re.findall(r'^COLUMN\((\w+), "(\w+)"', text, re.M))
renamed = {
    old: names[column]
    for column, old in re.findall(r'^RENAMED\((\w+), "(\w+)"', text, re.M)
}
assert renamed["seen_pct"] == "mde_pct", renamed

def read(path):
    with open(path, newline="") as f:
        lines = list(csv.DictReader(f, strict=True))
    return {(l["row"], l["arm"], l["measured"]): l for l in lines}

then, now = map(read, sys.argv[1:])
assert len(then) == 75, len(then)
for key, line in then.items():
    assert line.pop("schema") == "1" and now[key]["schema"] == "2"
    for name, value in line.items():
        found = now[key][renamed.get(name, name)]
        assert found == value, (key, name, value, found)
# What is new is said of rows that were not measured.
for key in now.keys() - then.keys():
    assert now[key]["estimate_pct"] == "", now[key]
PYTHON
}

# One candidate is made slower: by so much its verdict must change.
slower() {
    "$(dirname "$0")/../lib/rows.py" "$recorded/raw.csv" \
        --where 'arm == "mtx-td-hard"' \
        --set 'wall_ns=round(1.2 * int(wall_ns))' >"$dir/report/raw.csv"
    "$analysis" judge --gate "$recorded/gate.csv" "$dir/report"
}

says 'a report of schema 1 is judged' 4 'mtx-td-hard' judge
is 'and as it was judged then' is_as_it_was
says 'one with a slower candidate is judged too' 1,4 'mtx-td-hard' slower
says 'and otherwise' 1 'AssertionError' is_as_it_was
plan
