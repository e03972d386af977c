#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what ./run.sh bench --dry-run promises: the plan of pins is printed,
# for this machine and for those of tests/bench/topologies/, it holds what
# placements promise, and nothing is measured or written.  Prints TAP.
set -u
cd "$(dirname "$0")/.." || exit 2

. tests/tap.sh

machines=tests/bench/topologies

dry_run() {
    ./run.sh bench --dry-run "$@"
}

# on MACHINE OPTION...
on() {
    local machine=$1
    shift
    dry_run --topology "$machines/$machine" "$@"
}

# keeps_promises OPTION...: the plan, read by another than who wrote it.
keeps_promises() {
    dry_run "$@" >"$dir/plan" || return
    python3 - "$dir/plan" <<'PYTHON'
import re, sys

rows, seats, used = [], {}, set()
lines = open(sys.argv[1]).read().splitlines()
machine = r"machine \S+: \d+ CPUs? that may be used, "
assert re.match(machine, lines[0]), lines[0]
for line in lines[1:]:
    run = re.fullmatch(
        r"run +(\S+) +CPUs ([\d,]+); the lock on node (\d+)", line)
    seat = re.fullmatch(
        r"CPU (\d+): core (\d+), (?:no L3|L3 (\d+)), package (\d+), "
        r"(?:no node|node (\d+)), its thread's record on node (\d+)"
        r"(?:, kind (\d+).*)?", line)
    if run:
        rows.append((run[1], [int(cpu) for cpu in run[2].split(",")], run[3]))
    elif seat:
        assert int(seat[1]) not in seats, line
        seats[int(seat[1])] = seat
    else:
        assert line == "" or re.match(r"skip \S+ +since \w.* that may be used$",
                                      line), line
assert rows
for name, cpus, node in rows:
    threads, placement = name.split("/")[2:]

    def values(what):
        return {seats[cpu][what] for cpu in cpus}

    assert len(cpus) == int(threads) == len(set(cpus)), name
    assert node == seats[cpus[0]][6], (name, "the lock is elsewhere")
    assert len(values(7)) == 1, (name, "two kinds of core")
    n_cores = 1 if placement == "same-core" else len(cpus)
    assert len(values(2)) == n_cores, name
    assert placement != "same-l3" or values(3) != {None} and len(values(3)) == 1
    assert placement != "same-socket" or len(values(4)) == 1 < len(values(3))
    assert placement != "cross-socket" or len(values(4)) > 1, name
    used |= set(cpus)
assert used == set(seats), "a CPU that no row has"
PYTHON
}

writes_nothing() {
    local before
    before=$(ls results)
    dry_run --out "$dir/none/run" && [ ! -e "$dir/none" ] &&
        [ "$(ls results)" = "$before" ]
}

from_elsewhere() {
    local here=$PWD
    echo 'pack:1 core:3 pu:1' >"$dir/three"
    (cd "$dir" && "$here/run.sh" bench --dry-run --topology three)
}

on_one_cpu() {
    taskset -c "$(taskset -pc $$ | sed 's/.*: *//; s/[,-].*//')" \
        ./run.sh bench --dry-run
}

another_machine() {
    HWLOC_SYNTHETIC='pack:2 core:2 pu:1' ./run.sh bench --out "$dir/none"
}

: >"$dir/empty"
head -c 900 "$machines/offline.xml" >"$dir/cut.xml"
sed '/L3Cache/s/cpuset=/c=/' "$machines/offline.xml" >"$dir/damaged.xml"

is 'the plan for this machine keeps what placements promise' keeps_promises
for machine in "$machines"/*; do
    for threads in 2 4; do
        is "and for $(basename "$machine") with $threads threads" \
            keeps_promises --rows '*' --threads "$threads" \
            --topology "$machine"
    done
done
is '512 threads are placed' keeps_promises --rows '*' --threads 512 \
    --topology "$machines/1024-cpus.synthetic"

says 'one CPU has no row of two threads' 0 \
    'since no L3 is shared by 2 cores among the 1 CPUs that may be used' \
    on one-cpu.synthetic
says 'siblings are taken when asked for' 0 \
    'mtx/handoff/2/same-core            CPUs 0,128; the lock on node 0' \
    on two-sockets-128-cores.synthetic
says 'and no others are' 0 \
    'mtx/handoff/2/same-l3              CPUs 0,1; the lock on node 0' \
    on two-sockets-128-cores.synthetic
says 'the nearest memory stands in for none' 0 \
    "CPU 2: core 2, L3 1, package 1, node 1, its thread's record on node 2" \
    on four-sockets-two-without-memory.xml
says 'for the lock, too' 0 'CPUs 2,3; the lock on node 2' \
    on four-sockets-two-without-memory.xml --cpus 2,3 --rows 'mtx/handoff/*'
says 'fast cores are preferred' 0 'CPUs 0,2,4,6; the lock' \
    on hybrid.xml --threads 4
says 'thrifty ones are taken where these are too few' 0 \
    'CPUs 8,9,10,11,12; the lock' on hybrid.xml --threads 5
says 'and told' 0 'kind 1 (IntelCore)' on hybrid.xml
says 'both together are not' 0 \
    'since no L3 is shared by 9 cores, all of one kind, among the 16 CPUs' \
    on hybrid.xml --threads 9
says 'a CPU that is offline cannot be asked for' 2 \
    'CPU 2 is not among the 5 CPUs that may be used' on offline.xml --cpus 0,2
says 'a narrowed set is all there is' 0 '5 CPUs that may be used' \
    on container.xml
says 'also here' 0 'machine here: 1 CPU that may be used' on_one_cpu
says 'a line describes a machine, by a path of the caller' 0 \
    '3 CPUs that may be used, 3 cores' from_elsewhere

is 'nothing is written' writes_nothing
says 'another machine is not measured' 2 '--topology goes with --dry-run' \
    ./run.sh bench --topology "$machines/hybrid.xml" --out "$dir/none"
says 'nor one that hwloc was told of' 2 'another machine than this' \
    another_machine
is 'and nothing is written' test ! -e "$dir/none"
says 'a topology that is not there is named' 2 \
    "topology $dir/nowhere: it cannot be opened" \
    dry_run --topology "$dir/nowhere"
says 'a folder is none' 2 "topology $dir: it cannot be read" \
    dry_run --topology "$dir"
says 'an empty one is named' 2 "topology $dir/empty: it is empty" \
    dry_run --topology "$dir/empty"
says 'one that is cut off is named' 2 "topology $dir/cut.xml: hwloc makes no" \
    dry_run --topology "$dir/cut.xml"
says 'a damaged one is named' 2 "topology $dir/damaged.xml: " \
    dry_run --topology "$dir/damaged.xml"
says 'what to do is said' 2 'save one with lstopo FILE.xml' \
    dry_run --topology "$dir/empty"
says 'a script is no machine' 2 'neither XML nor one line of text' \
    dry_run --topology run.sh
says 'a topology needs a file' 2 '--topology needs a value' \
    dry_run --topology
says 'a filter that would not be heard is refused' 2 'choose with --rows' \
    dry_run --benchmark_filter=mtx
says 'help tells of it' 0 '--topology FILE' ./run.sh bench --help
says 'list points to it' 0 './run.sh bench --dry-run' ./run.sh list --help

plan
