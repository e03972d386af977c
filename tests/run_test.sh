#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what ./run.sh bench and ./run.sh list promise to their user: exit
# statuses, errors that name what is wrong, and files that are whole.  Prints
# TAP.  Times are never looked at.
set -u
cd "$(dirname "$0")/.." || exit 2

. tests/tap.sh

# Few units and blocks: these runs are looked at, not believed.
few='--units 2 --blocks 3 --events= --seed 7'

bench() {
    # shellcheck disable=SC2086 # a list of words
    ./run.sh bench $few "$@"
}

without_packages() {
    mkdir -p "$dir/bin"
    printf '#!/bin/sh\nexit 1\n' >"$dir/bin/dpkg-query"
    chmod +x "$dir/bin/dpkg-query"
    PATH=$dir/bin:$PATH ./run.sh --no-install list
}

# A whole quick report, judged, whatever the verdict.
quick_run() {
    ./run.sh bench --quick --out "$dir/quick"
}

from_elsewhere() (
    ln -s "$PWD/run.sh" "$dir/slowpath"
    cd "$dir" && ./slowpath judge --format text quick
)

# Two units of two rows, and a third of one of them.
goes_on() {
    bench --rows 'mtx/@(recurse|uncontended)/*' --out "$dir/on" >/dev/null 2>&1
    ./run.sh bench --units 3 --resume 2 --blocks 3 --events= --seed 8 \
        --rows 'mtx/recurse/*' --out "$dir/on"
}

lacks_no_unit() {
    ! grep 'of . planned units' "$1/summary.csv"
}

# cut_unit FOLDER: takes the last unit out of raw.csv.gz, which reads as whole.
cut_unit() {
    python3 - "$1/raw.csv.gz" <<'PYTHON'
import sys, zlib

packed = rest = open(sys.argv[1], "rb").read()
while rest:
    last = len(rest)
    stream = zlib.decompressobj(31)
    stream.decompress(rest)
    rest = stream.unused_data
open(sys.argv[1], "wb").write(packed[:-last])
PYTHON
}

# raw.csv.gz by another reader than ours: header, width, blocks, promises.
has_structure() {
    python3 - "$1" <<'PYTHON'
import collections, csv, gzip, json, os, re, sys

folder = sys.argv[1]
with open("base/formats/raw.def") as f:
    wanted = re.findall(r'^COLUMN\(\w+, "(\w+)"', f.read(), re.M)
assert len(wanted) > 30, wanted
with gzip.open(folder + "/raw.csv.gz", "rt", newline="") as f:
    assert "\r" not in f.read()
    f.seek(0)
    lines = csv.DictReader(f, strict=True)
    assert lines.fieldnames == wanted, lines.fieldnames
    blocks = collections.defaultdict(list)
    for line in lines:
        assert None not in line and None not in line.values(), line
        blocks[line["row"], line["unit"], line["block"]].append(line)
assert blocks
# A default run has some 400 000 slices, and 10 MB to write them to.
n = sum(len(slices) for slices in blocks.values())
assert os.path.getsize(folder + "/raw.csv.gz") < 25 * n, n
for key, slices in blocks.items():
    arms = [s["arm"] for s in slices]
    assert arms == arms[::-1], (key, "is not mirrored")
    assert len(set(arms)) * 2 == len(arms), key
    assert [int(s["slot"]) for s in slices] == list(range(len(arms))), key
    assert len({s["valid"] for s in slices}) == 1, key
    roles = {s["role"] for s in slices}
    assert {"base", "null", "cand", "planted", "count"} <= roles, (key, roles)
    for s in slices:
        assert int(s["ops"]) > 0 and int(s["wall_ns"]) > 0, s
        assert (s["valid"] == "1") == (s["drop_reason"] == ""), s
        assert (s["role"] == "count") == (s["hard_entries"] != ""), s
        assert (s["threads"] == "1") == (s["handoffs"] == ""), s
        assert len(s["cpus"].split(";")) == int(s["threads"]), s
run = json.load(open(folder + "/run.json"))
assert run["complete"] is True
assert {key[0] for key in blocks} == {
    r["name"] for r in run["plan"]["rows"] if "skipped" not in r}
with gzip.open(folder + "/counters.csv.gz", "rt", newline="") as f:
    for line in csv.DictReader(f, strict=True):
        assert None not in line.values(), line
        assert line["reason"] != "" or line["status"] == "ok", line
        assert line["status"] != "ok" or line["reason"] == "" or (
            line["value"] == "0" and "constant zero" in line["reason"]), line
        assert line["status"] != "ok" or line["value"] != "", line
with open(folder + "/summary.csv", newline="") as f:
    assert len(list(csv.DictReader(f, strict=True))) > 0
PYTHON
}

# The system's own clock, by its encoding: where it may be asked, it counts.
counts_a_clock() {
    python3 - "$1" <<'PYTHON'
import csv, gzip, json, sys

folder = sys.argv[1]
event, = json.load(open(folder + "/run.json"))["events"]
assert event["name"] == "clock" and event["resolved"] == "1:0x0", event
assert event["encoding"] == {
    "type": 1, "config": "0x0", "config1": "0x0", "config2": "0x0"}, event
assert event["status"] == "denied" or (
    event["constant_zero"] is False and event["readings"]["ok"] > 0), event
with gzip.open(folder + "/counters.csv.gz", "rt", newline="") as f:
    lines = list(csv.DictReader(f, strict=True))
assert lines and {line["event"] for line in lines} == {"clock"}
assert event["status"] == "denied" or any(
    int(line["value"] or 0) > 0 for line in lines)
PYTHON
}

# One document, whatever else is said while it is measured.
bench_says_json() {
    bench --rows 'mtx/recurse*' --format json --out "$dir/json" \
        >"$dir/json.out"
    python3 -c 'import json, sys
said = json.load(open(sys.argv[1]))
assert said["exit_status"] == int(sys.argv[2]), said["exit_status"]
assert said["findings"]' "$dir/json.out" $?
}

# Valid YAML, whose job ends well with 0 and 3 and fails with all else.
ci_job_is_ready() {
    /usr/bin/python3 - docs/ci/github-actions.yml >"$dir/gate.sh" <<'PYTHON'
import sys, yaml

job = yaml.safe_load(open(sys.argv[1]))["jobs"]["gate"]
print(*(step["run"] for step in job["steps"] if step.get("id") == "gate"))
PYTHON
    local status wanted
    mkdir -p "$dir/job"
    for status in 0:0 1:1 2:2 3:0 4:4 130:130; do
        wanted=${status#*:} status=${status%:*}
        # shellcheck disable=SC2016 # it is the other script's
        printf '#!/bin/sh\necho "$*" >>calls\n[ "$1" != gate ] || exit %d\n' \
            "$status" >"$dir/job/run.sh"
        chmod +x "$dir/job/run.sh"
        (cd "$dir/job" && GITHUB_BASE_REF=main GITHUB_STEP_SUMMARY=summary \
            bash -e ../gate.sh)
        [ $? = "$wanted" ] || return 1
    done
    grep -q '^gate --base origin/main .*--format junit$' "$dir/job/calls"
}

# checks_of ARGUMENT...: prints the value of --checks, as run.sh reads it.
checks_of() (
    # shellcheck disable=SC2034 # of command_line.sh
    project=$PWD command=bench
    # shellcheck source=/dev/null
    . bench/run/command_line.sh
    read_arguments '' "$(options_in bench/run/options.def)" "$@"
    printf '%s' "${given[checks]-}"
)

last_wins() {
    [ "$(checks_of --checks td --checks=global --list)" = global ] &&
        [ "$(checks_of --checks=td --checks global)" = global ] &&
        [ -z "$(checks_of --check td 2>/dev/null)" ]
}

on_one_cpu() {
    # shellcheck disable=SC2086 # a list of words
    taskset -c "$(taskset -pc $$ | sed 's/.*: *//; s/[,-].*//')" \
        ./run.sh bench $few --rows "$1" --out "$2"
}

says 'help tells the commands' 0 'compare OLD NEW' ./run.sh help
says 'an unknown command is refused' 2 "no command 'bnech'" ./run.sh bnech
says 'missing packages are named' 2 'apt-get install g++' without_packages
says 'bench has help' 0 '--placements LIST' ./run.sh bench --help
says 'compare has help' 0 'OLD NEW' ./run.sh compare --help
says 'list shows the rows' 0 'mtx/handoff/2/same-l3' ./run.sh list
says 'an unknown option is refused' 2 "no option '--frob'" ./run.sh --frob
says 'a bad number is refused' 2 "--units '0'" ./run.sh --units 0
says 'an unknown row is refused' 2 "matches 'no/*'" bench --rows 'no/*'
says 'an unknown check is refused' 2 "no check 'glob'" bench --checks td,glob
says 'an unknown placement is refused' 2 "no placement 'moon'" \
    bench --placements moon
says 'an unknown event is refused' 2 "no event 'HICCUPS'" \
    bench --events HICCUPS --out "$dir/none"
says 'a counter can be asked for by its encoding' 0,1,3,4 'written to' \
    bench --rows 'mtx/recurse/*' --raw-event clock=1:0x0 --out "$dir/counted"
is 'and is recorded with it' counts_a_clock "$dir/counted"
is 'in files of the same structure' has_structure "$dir/counted"
says 'an encoding that is none is refused' 2 "'x=1c2': wanted is NAME=rHEX" \
    bench --raw-event x=1c2 --out "$dir/none"
says 'an unknown CPU is refused' 2 'CPU 999' bench --cpus 0,999
says 'an --out without a folder is refused' 2 '--out needs a value' \
    ./run.sh bench --out
says 'an option that lacks its value is named, and no other' 2 \
    '--units needs a value' ./run.sh bench --units
says 'so is one of a text' 2 '--rows needs a value' ./run.sh bench --rows
says 'and of a drill' 2 '--panics needs a value' ./run.sh drill --panics
says 'a list of rows that is not named is not left out' 2 \
    '--rows-from needs a value' ./run.sh bench --rows-from ''
says 'no check at all is refused' 2 "no check 'none'" bench --checks none
says 'a folder that cannot be made is refused' 2 'cannot make /proc/none' \
    bench --out /proc/none
says 'a filter that matches nothing is refused' 2 'matches no row' \
    bench --benchmark_filter=nothing --out "$dir/filter"
says 'Google Benchmark lists the rows' 0 'mtx/recurse/1/spread' \
    bench --benchmark_list_tests
says 'Google Benchmark filters the rows' 0,1,3,4 'mtx/recurse/1/spread' \
    bench --benchmark_filter='^mtx/recurse' --out "$dir/filtered" \
    "--benchmark_out=$dir/gb.json"
is 'and what it leaves out was not planned' has_structure "$dir/filtered"
is 'and writes its own report of them' \
    grep -q '"name": "mtx/recurse/1/spread' "$dir/gb.json"

says 'a run goes on with one of its rows' 0,1,3,4 'written to' goes_on
is 'and lacks nothing' lacks_no_unit "$dir/on"
is 'a file loses its last unit' cut_unit "$dir/on"
says 'and is not taken for a whole one' 4 'only 2 of 3 planned units' \
    ./run.sh judge "$dir/on"

says 'a quick run ends with a verdict' 0,1,3,4 'written to' quick_run
is 'its files have the promised structure' has_structure "$dir/quick"
cp -r "$dir/quick" "$dir/before" 2>/dev/null
says 'a folder with a report is not written to' 2 'File exists' quick_run
is 'and keeps what it had' diff -r "$dir/quick" "$dir/before"
says 'a link elsewhere finds the project and means its own paths' 0,1,3,4 \
    'mtx/recurse' from_elsewhere
says 'an unknown format is refused before anything is measured' 2 \
    "'xml' is none of text" ./run.sh bench --format xml --out "$dir/none"
is 'and leaves nothing' test ! -e "$dir/none"
is 'bench prints nothing but the format that it is asked for' bench_says_json
is 'the CI job is ready' ci_job_is_ready

is 'of an option that is repeated the last wins' last_wins
says 'one CPU runs what needs one' 0,1,3,4 'mtx/recurse/1/spread' \
    on_one_cpu 'mtx/*' "$dir/one"
says 'and says why it skips the rest' 0,1,3,4 'there are not 2 cores' \
    on_one_cpu 'mtx/*' "$dir/one1"
says 'a row that cannot run is an error' 2 'no row can run' \
    on_one_cpu 'mtx/handoff*' "$dir/one2"

plan
