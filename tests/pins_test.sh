#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what ./run.sh bench --dry-run promises: the plan of pins is printed,
# for this machine and others, it holds what placements promise, and nothing is
# measured or written.  Prints TAP.
set -u
cd "$(dirname "$0")/.." || exit 2

. tests/tap.sh

machines=tests/bench/machine/topologies

dry_run() {
    ./run.sh bench --dry-run "$@"
}

# on MACHINE OPTION...
on() {
    local machine=$1
    shift
    dry_run --topology "$machines/$machine" "$@"
}

# keeps_promises OPTION...: the plan, read by another than who wrote it.  Of two
# CPUs that may be used each lock has some row.
keeps_promises() {
    dry_run "$@" >"$dir/plan" || return
    python3 - "$dir/plan" <<'PYTHON'
import re, sys

rows, seats, used, skipped = [], {}, set(), []
lines = open(sys.argv[1]).read().splitlines()
machine = re.match(r"machine .+: (\d+) CPUs? that may be used, ", lines[0])
assert machine, lines[0]
for line in lines[1:]:
    run = re.fullmatch(
        r"run +(\S+) +CPUs ([\d,]+); the lock on node (\d+)", line)
    skip = re.fullmatch(r"skip (\S+) +since \w.* that may be used", line)
    seat = re.fullmatch(
        r"CPU (?P<cpu>\d+): (no core|core (?P<core>\d+)), "
        r"((no L[12]|no die|L1 (?P<l1>\d+)|L2 (?P<l2>\d+)|die (?P<die>\d+)), "
        r")*?"
        r"(no L3|L3 (?P<l3>\d+)), (no package|package (?P<package>\d+)), "
        r"(no node|node (?P<node>\d+)), "
        r"its thread's record on node (?P<memory>\d+)"
        r"(, kind (?P<kind>\d+).*)?", line)
    if run:
        rows.append((run[1], [int(cpu) for cpu in run[2].split(",")], run[3]))
    elif skip:
        skipped.append(skip[1])
    elif seat:
        assert int(seat["cpu"]) not in seats, line
        seats[int(seat["cpu"])] = seat
    else:
        assert line == "", line
assert rows
names = [name for name, _, _ in rows] + skipped
assert len(names) == len(set(names)), "a name twice"
packages = {(seat["l3"], seat["package"]) for seat in seats.values()}
has_wide_l3 = len({l3 for l3, _ in packages if l3}) < len(
    [l3 for l3, _ in packages if l3])
runs, twins = set(), set()
for name, cpus, node in rows:
    lock, case, threads, placement = name.split("/")

    def share(what):
        values = {seats[cpu][what] for cpu in cpus}
        return None not in values and len(values) == 1

    assert len(cpus) == int(threads) == len(set(cpus)), name
    assert node == seats[cpus[0]]["memory"], (name, "the lock is elsewhere")
    assert len({seats[cpu]["kind"] for cpu in cpus}) == 1, (name, "two kinds")
    used |= set(cpus)
    if threads == "1":
        continue
    runs.add(lock)
    twin = lock, case, tuple(sorted(cpus))
    assert twin not in twins, (name, "another row has its CPUs")
    twins.add(twin)
    cores = [seats[cpu]["core"] for cpu in cpus]
    if placement == "same-core":
        assert share("core"), name
    else:
        assert None in cores or len(set(cores)) == len(cpus), name
    if placement in ("same-l1", "same-l2", "same-l3", "same-die"):
        assert share(placement[5:]), name
    elif placement == "same-numa":
        assert share("node"), name
    elif placement == "same-socket":
        assert share("package") and (has_wide_l3 or not share("l3")), name
    elif placement == "cross-socket":
        packages = {seats[cpu]["package"] for cpu in cpus}
        assert None not in packages and len(packages) > 1, name
    elif placement == "same-machine":
        assert not share("package") and not share("l3"), name
    else:
        assert placement == "same-core", name
assert used == set(seats), "a CPU that no row has"
crowded = {name.split("/")[0] for name in names if name.split("/")[2] == "2"}
if machine[1] != "1" and crowded:
    assert runs == crowded, ("no row of two threads", crowded - runs)
PYTHON
}

# has_rows DESCRIPTION PLACEMENT...: on such a machine mtx is contended in these
# and no others by default, each as it says.
has_rows() {
    local description=$1
    shift
    printf '%s\n' "$description" >"$dir/machine"
    keeps_promises --topology "$dir/machine" &&
        [ "$(sed -n 's|^run *mtx/contended/2/\([^ ]*\) .*|\1|p' "$dir/plan" |
            tr '\n' ' ')" = "$* " ]
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
is 'without an L3 cores share the package' has_rows 'pack:2 core:4 pu:1' \
    same-socket cross-socket
is 'without a package the machine' has_rows 'core:8 pu:1' same-machine
is 'without a core, too' has_rows 'pu:8' same-machine
is 'without an L3 it may be the L2' has_rows 'pack:1 l2:4 core:2 pu:2' \
    same-core same-l2 same-socket
is 'or a node' has_rows 'numa:2 core:4 pu:2' same-core same-numa same-machine
is 'or a die' has_rows 'pack:2 die:2 core:2 pu:1' same-die same-socket \
    cross-socket
is 'one core of each package is enough' has_rows 'pack:2 core:1 pu:1' \
    cross-socket
is 'two CPUs are, whatever is shown' has_rows 'pu:2' same-machine
is 'one L3 may hold packages' has_rows 'l3:1 pack:2 core:2 pu:1' same-l3 \
    same-socket
says 'what stands in is told' 0 \
    'same-l3            since hwloc shows no L3: same-l2 stands in, among' \
    on no-l3.synthetic
is '512 threads are placed' keeps_promises --rows '*' --threads 512 \
    --topology "$machines/1024-cpus.synthetic"

says 'one CPU has no row of two threads' 0 \
    'since no L3 is shared by 2 cores among the 1 CPU that may be used' \
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
sed 's/<topology version="2/<topology version="3/' "$machines/hybrid.xml" \
    >"$dir/later.xml"
says 'XML of a later hwloc is told as such, and what to do' 2 \
    'it is XML of hwloc 3, and hwloc is 2 here: save it with lstopo --of v2x' \
    dry_run --topology "$dir/later.xml"
is 'in one line' test "$(dry_run --topology "$dir/later.xml" 2>&1 | wc -l)" = 1
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
