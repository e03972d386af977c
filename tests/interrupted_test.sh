#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that nothing is lost when a run is cut short: what was measured is
# judged or can be, files are whole, and no process and no empty folder is
# left.  Prints TAP.
set -u
cd "$(dirname "$0")/.." || exit 2

. tests/tap.sh

# Few units and blocks: these runs are looked at, not believed.
few='--units 2 --blocks 3 --events= --seed 7'

# wait_for_lines FILE N: waits until so many lines are in a compressed file: the
# kernel tells each time that it grows.  Gives up after two minutes.
wait_for_lines() {
    local n=''
    read -r n < <(timeout 120 tail -c +1 -F "$1" 2>/dev/null |
        zcat 2>/dev/null | sed -n "$2{=;q}")
    [ "$n" = "$2" ]
}

# stop_with_unit ENGINE: stops an engine while it has a unit, whose process is
# added to a list.
stop_with_unit() {
    local tries=0
    while kill -STOP "$1"; do
        pgrep -P "$1" >>"$dir/units" && return
        kill -CONT "$1"
        [ $((tries += 1)) -lt 300 ] || return
        sleep 0.01
    done
    return 1
}

# cut_short SIGNAL DIR: starts a run, cuts it short, returns run.sh's status.
cut_short() {
    local pid engine
    mkdir -p "$2"
    ./run.sh bench --rows 'mtx/recurse*' --units 500 --events= \
        --out "$2" >"$dir/log" 2>&1 &
    pid=$!
    wait_for_lines "$2/raw.csv.gz" 3000 || return 99
    engine=$(pgrep -P "$pid" slowpath-bench) || return 98
    stop_with_unit "$engine" || return 97
    kill "-$1" "$engine"
    kill -CONT "$engine"
    wait "$pid"
}

interrupted() {
    cut_short INT "$dir/int"
    [ $? = 130 ] && grep -q '"complete": false' "$dir/int/run.json" &&
        grep -q 'mtx-global-hard' "$dir/int/summary.csv"
}

killed() {
    cut_short KILL "$dir/kill"
    [ $? = 137 ] && gzip -t "$dir/kill/raw.csv.gz"
}

# The unit of each run that was cut short goes when the engine does.
leaves_nothing() {
    local unit
    [ "$(wc -l <"$dir/units")" -ge 2 ] || return
    while read -r unit; do
        timeout 5 tail --pid="$unit" -f /dev/null || return
    done <"$dir/units"
}

# An ignored signal stays ignored in what is started: writing fails instead.
full_disk() (
    trap '' XFSZ
    ulimit -f 64
    # shellcheck disable=SC2086 # a list of words
    "$release/bench/slowpath-bench" --arms "$release/bench/arm" $few \
        --rows 'mtx/recurse*' --units 40 --blocks 40 --out "$dir/full"
)

# Killed while it counts, an audit leaves no folder in results.
leaves_no_folder() {
    local pid before
    before=$(ls results)
    ./run.sh audit &
    pid=$!
    for _ in $(seq 300); do
        pgrep -P "$pid" slowpath-audit >/dev/null && break
        sleep 0.1
    done
    kill "$(pgrep -P "$pid" slowpath-audit)"
    wait "$pid"
    [ "$(ls results)" = "$before" ]
}

is 'an interrupted run is judged and ends with 130' interrupted
is 'a killed run leaves whole units' killed
says 'which can be judged' 0,1,3,4 'mtx/recurse' ./run.sh judge "$dir/kill"
is 'no unit outlives its engine' leaves_nothing
says 'a full disk is an error' 2 'what was measured before is in it' full_disk
says 'and what was written before can be judged' 0,1,3,4 'mtx/recurse' \
    ./run.sh judge "$dir/full"
is 'an audit that is cut short leaves no folder' leaves_no_folder

plan
