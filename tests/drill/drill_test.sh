#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves by small drills what a drill promises, and that it can fail: a build that
# never fakes hangs, so does a dump that allocates, and the report says so.
# Prints TAP.  Times are never looked at.
#
# Usage: drill_test.sh DRILLS ANALYSIS ALLOCATING
#   folder of the drills, the program that judges, a drill whose dump allocates
set -u

readonly analysis=$2 allocating=$3
drills=$1
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
n=0

ok() {
    n=$((n + 1))
    printf 'ok %d - %s\n' "$n" "$1"
}

not_ok() {
    n=$((n + 1))
    printf 'not ok %d - %s\n# %s\n' "$n" "$1" "$2"
    sed 's/^/# /' "$dir/log" | tail -25
}

# is NAME COMMAND...: the command succeeds.
is() {
    local name=$1
    shift
    if "$@" >"$dir/log" 2>&1; then ok "$name"; else not_ok "$name" "$*"; fi
}

# says NAME STATUS TEXT COMMAND...: the command ends so, and its output has TEXT.
says() {
    local name=$1 wanted=$2 text=$3 status
    shift 3
    "$@" >"$dir/log" 2>&1
    status=$?
    if [ $status = "$wanted" ] && grep -qF -- "$text" "$dir/log"; then
        ok "$name"
    else
        not_ok "$name" "status $status, wanted $wanted and: $text"
    fi
}

# drill CHECK NAME OPTION...: a drill into a folder of that name.
drill() {
    local check=$1 name=$2
    shift 2
    rm -rf "${dir:?}/$name"
    "$drills/slowpath-drill-$check" --out "$dir/$name" "$@"
}

# judged CHECK NAME OPTION...: the same, and its judgement.
judged() {
    drill "$@" && "$analysis" drill "$dir/$2"
}

# column NUMBER NAME: that column of a drill's lines; reasons hold commas at
# times, so only those before or without.
column() {
    tail -n +2 "$dir/$2/drill.csv" | cut -d, -f"$1"
}

count() {
    column 11 "$2" | grep -cx "$1"
}

same_plan() {
    drill global one --seed 7 --panics 12 --mode on --sync all &&
        drill td two --seed 7 --panics 12 --mode on --sync all &&
        cut -d, -f3-5,7,9,10 "$dir/one/drill.csv" >"$dir/one.plan" &&
        cut -d, -f3-5,7,9,10 "$dir/two/drill.csv" >"$dir/two.plan" &&
        diff "$dir/one.plan" "$dir/two.plan"
}

# Where the check is none, an owner that stands still is waited for.
hangs() {
    drill "$@" && [ "$(count hung "$2")" -gt 0 ]
}

# The thread that is inside malloc may not enter it again.
allocates_and_hangs() {
    mkdir -p "$dir/bad" && ln -sf "$allocating" "$dir/bad/slowpath-drill-bad" &&
        drills=$dir/bad hangs bad allocating --mode on --panics 4 \
            --moments malloc --timeout 1
}

# With the mode off the others go on: the world moves, or nobody answers.
off_is_as_bad() {
    drill global off --mode off --panics 24 --timeout 1 --threads 8 \
        --moments section,two,malloc && [ "$(count complete off)" -lt 24 ] &&
        [ "$(column 13 off | grep -c .)" = 0 ]
}

names_who_refused() {
    drill global refusing --mode on --moments refusing --panics 3 \
        --threads 4 &&
        [ "$(column 15 refusing | grep -c cpu3)" = 3 ] &&
        "$drills/slowpath-drill-global" --show "$dir/refusing/last.dump" |
        grep -q 'cpu3 .*no answer'
}

tunables() {
    env kern.stop_scheduler_on_panic=1 "$drills/slowpath-drill-global" \
        --out "$dir/tuned" --panics 2 --moments section &&
        [ "$(column 5 tuned | sort -u)" = on ]
}

full_disk() (
    trap '' XFSZ
    ulimit -f 20
    judged global full --mode on --panics 2 --threads 2
)

damaged() {
    head -c 9000 "$dir/on/last.dump" >"$dir/cut.dump"
    "$drills/slowpath-drill-global" --show "$dir/cut.dump"
}

# A drill that was told to end leaves nobody, and a line for each panic.
interrupted() {
    local pid i
    drill global cut --mode on --panics 100000 --threads 2 &
    pid=$!
    for i in $(seq 100); do
        [ -f "$dir/cut/drill.csv" ] &&
            [ "$(wc -l <"$dir/cut/drill.csv")" -gt 3 ] && break
        sleep 0.1
    done
    # The function is a shell of its own, whose only child is the drill.
    pkill -INT -P "$pid" || return 99
    wait "$pid"
    [ $? = 130 ] && [ -z "$(tail -c 1 "$dir/cut/drill.csv")" ] &&
        "$analysis" drill "$dir/cut"
}

says 'with the mode on every panic leaves a whole dump' 0 \
    'holds        every panic leaves a whole dump: 200 panics' \
    judged global on --mode on --panics 200 --seed 2011
says 'also where the thread is asked' 0 'every panic leaves a whole dump: 40' \
    judged td td --mode on --panics 40
says 'and where a jump is written' 0 'every panic leaves a whole dump: 40' \
    judged patch patch --mode on --panics 40
is 'the same seed makes the same plan' same_plan
is 'without a check it hangs' hangs none none --mode on --panics 8 \
    --timeout 1 --moments section,two --threads 8
says 'and the report says so' 1 'BROKEN       every panic leaves a whole dump' \
    "$analysis" drill "$dir/none"
is 'with the mode off the world moves, or it hangs' off_is_as_bad
is 'a processor that refuses is named' names_who_refused
is 'a tunable in the environment counts' tunables
is 'a dump that allocates hangs' allocates_and_hangs
says 'a full disk leaves no whole dump, and is told' 1 'File too large' \
    full_disk
says 'a dump shows who panicked' 0 'Panic by cpu' \
    "$drills/slowpath-drill-global" --show "$dir/on/last.dump"
says 'a dump that is cut off is refused by its offset' 2 '9000' damaged
says 'both tunables are warned of' 0 'incompatible' drill global both \
    --mode on --sync after --panics 1
says 'an unknown moment is refused' 2 "no moment 'never'" \
    drill global no --moments never
says 'an unknown tunable is refused' 2 "no tunable 'kern.none'" \
    drill global no --tunable kern.none=1
says 'a value that a tunable cannot have is refused' 2 'not 0 or 1' \
    drill global no --tunable kern.sync_on_panic=2
says 'a report is not written over' 2 'File exists' \
    "$drills/slowpath-drill-global" --out "$dir/on" --panics 1
is 'an interrupted drill keeps its lines and ends with 130' interrupted

printf '1..%d\n' "$n"
