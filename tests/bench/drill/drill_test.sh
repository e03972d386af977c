#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves by small drills that a drill keeps its promises, and that each can
# fail.  A build that never fakes hangs, as do a dump that allocates and an
# election that elects both; a slow stop is too slow; and the report says so.
# Prints TAP.  No other times are checked: a loaded machine that stops threads
# slowly is no defect.
#
# Usage: drill_test.sh DRILLS ANALYSIS BROKEN COLUMNS
#   folder of the drills, the program that judges, folder of the drills that are
#   broken on purpose, the program that prints columns of a CSV file
set -u

readonly analysis=$2 broken=$3 columns=$4
drills=$1
. "$(dirname "$0")/../../tap.sh"

# drill CHECK NAME OPTION...: runs a drill into the folder NAME.
drill() {
    local check=$1 name=$2
    shift 2
    rm -rf "${dir:?}/$name"
    "$drills/slowpath-drill-$check" --out "$dir/$name" "$@"
}

# judged CHECK NAME OPTION...: does the same, and judges it.
judged() {
    drill "$@" && "$analysis" drill "$dir/$2"
}

# holds NAME TEXT COMMAND...: no promise is said to be broken but that of the
# time, and the output has TEXT.
holds() {
    local name=$1 text=$2 status
    shift 2
    "$@" >"$dir/log" 2>&1
    status=$?
    if [ $status -le 1 ] && grep -qF -- "$text" "$dir/log" &&
        ! grep BROKEN "$dir/log" | grep -qv 'all stop within'; then
        ok "$name"
    else
        not_ok "$name" "status $status, wanted: $text"
    fi
}

# rows NAME COLUMN...: these columns of a drill's rows, with tabs between them.
rows() {
    local name=$1
    shift
    "$columns" "$dir/$name/drill.csv" "$@"
}

count() {
    rows "$2" outcome | grep -cx "$1"
}

# What the seed fixes of a drill's panics, unless a moment did not come in time.
planned() {
    rows "$1" panic seed mode threads moment lock sync
}

# late NAME: the panics whose moment did not come in time.  They came anywhere,
# or in a section of another lock than planned, which is then not told.
late() {
    rows "$1" panic moment lock | sed -n -e '/\t\(hard\|malloc\)\t/d' \
        -e 's/^\([0-9]*\)\tanywhere\t.*/\1/p' -e 's/^\([0-9]*\)\t[a-z]*\t$/\1/p'
}

same_plan() {
    local late
    drill global one --seed 7 --panics 12 --mode on --sync all &&
        drill td two --seed 7 --panics 12 --mode on --sync all || return
    late=$({ late one && late two; } | sort -u)
    [ "$(planned one | wc -l)" = 12 ] && [ "$(wc -w <<<"$late")" -lt 6 ] &&
        diff <(planned_in_time one "$late") <(planned_in_time two "$late")
}

# planned_in_time NAME LATE: what is planned, without the late panics.
planned_in_time() {
    planned "$1" | grep -vE "^(${2:+$(paste -sd'|' <<<"$2")|}none)"$'\t'
}

# Panic 9 of the plan alone is what it was among the others.
only_one() {
    drill global only --seed 7 --panics 12 --mode on --sync all --only 9 &&
        [ "$(planned only | wc -l)" = 1 ] &&
        { [ "$(planned only)" = "$(planned one | sed -n 10p)" ] ||
            late only | grep -qx 9 || late one | grep -qx 9; }
}

# With the mode off most panics hang, and leave no dump that can be shown.
keeps_whole_dumps() {
    drill none kept --mode both --panics 12 --timeout 1 --threads 8 \
        --moments section,two --seed 3
    [ "$(count hung kept)" -gt 0 ] && [ ! -e "$dir/kept/new.dump" ] &&
        [ "$(find "$dir/kept" -name 'panic-*.dump' | wc -l)" = 1 ] || return
    [ ! -e "$dir/kept/last.dump" ] ||
        "$drills/slowpath-drill-none" --show "$dir/kept/last.dump"
}

no_room_for_signals() (
    ulimit -i 0
    drill global told --mode on --moments section --threads 3 --panics 2 \
        --timeout 20 && [ "$(rows told stopped | sort -u)" = 0 ] &&
        [ "$(rows told unanswered | grep -c ';')" = 2 ] &&
        [ "$(count hung told)" = 0 ]
)

# broken_drill NAME OPTION...: the judgement of a drill broken in that way.
broken_drill() {
    local name=$1
    shift
    mkdir -p "$dir/bad-$name" &&
        ln -sf "$broken/drill-$name" "$dir/bad-$name/slowpath-drill-bad" &&
        drills=$dir/bad-$name judged bad "$name" --mode on "$@"
}

# Where the check is none, an owner that stands still is waited for; nobody then
# counted the panics.
hangs() {
    drill "$@" && [ "$(count hung "$2")" -gt 0 ] &&
        ! rows "$2" outcome panics | grep $'^hung\t.'
}

# The thread that lost the election has stopped, at a time and a place.
shows_who_lost() {
    drill global lost --mode on --moments two --panics 3 --threads 4 &&
        "$drills/slowpath-drill-global" --show "$dir/lost/last.dump" |
        grep -E 'cpu[0-9] +lost +[0-9.]+ +[0-9]+ +(program.)?0x'
}

# Only if both come to the election before one has stopped the other: often, but
# on a loaded machine one time in ten.
elects_both() {
    local seed
    for seed in $(seq 12); do
        broken_drill electing --panics 20 --moments two --timeout 1 \
            --seed "$seed" | grep -F \
            'BROKEN       of two panics at once one leaves a whole dump' &&
            return
    done
    return 1
}

# With the mode off the other threads go on: the world moves, or none answers.
off_is_as_bad() {
    drill global off --mode off --panics 12 --timeout 1 --threads 8 \
        --moments section,two,malloc && [ "$(count complete off)" -lt 12 ] &&
        [ "$(rows off cpus | grep -c .)" = 0 ]
}

names_who_refused() {
    drill global refusing --mode on --moments refusing --panics 3 \
        --threads 4 &&
        [ "$(rows refusing unanswered | grep -c cpu3)" = 3 ] &&
        "$drills/slowpath-drill-global" --show "$dir/refusing/last.dump" |
        grep -q 'cpu3 .*no answer'
}

tunables() {
    env kern.stop_scheduler_on_panic=1 "$drills/slowpath-drill-global" \
        --out "$dir/tuned" --panics 2 --moments section &&
        [ "$(rows tuned mode | sort -u)" = on ]
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

# A drill that is told to end leaves no process, and a line for each panic.
interrupted() {
    local pid
    drill global cut --mode on --panics 100000 --threads 2 &
    pid=$!
    for _ in $(seq 100); do
        [ -f "$dir/cut/drill.csv" ] &&
            [ "$(wc -l <"$dir/cut/drill.csv")" -gt 3 ] && break
        sleep 0.1
    done
    pgrep -f -- "--out $dir/cut " >/dev/null || return 98
    # The function is a shell of its own, whose only child is the drill.
    pkill -INT -P "$pid" || return 99
    wait "$pid"
    [ $? = 130 ] && ! pgrep -f -- "--out $dir/cut " &&
        [ -z "$(tail -c 1 "$dir/cut/drill.csv")" ] &&
        "$analysis" drill "$dir/cut"
}

holds 'with the mode on every panic leaves a whole dump' \
    'holds        every panic leaves a whole dump: 80 panics' \
    judged global on --mode on --panics 80 --seed 2011
holds 'also where the thread is asked' \
    'holds        every panic leaves a whole dump: 40' \
    judged td td --mode on --panics 40
holds 'and where a jump is written' \
    'holds        every panic leaves a whole dump: 40' \
    judged patch patch --mode on --panics 40
is 'the same seed makes the same plan' same_plan
is 'one panic of it can be run alone' only_one
is 'without a check it hangs' hangs none none --mode on --panics 5 \
    --timeout 1 --moments section,two --threads 8
says 'and the report says so' 1 'BROKEN       every panic leaves a whole dump' \
    "$analysis" drill "$dir/none"
is 'with the mode off the world moves, or it hangs' off_is_as_bad
is 'a processor that refuses is named' names_who_refused
is 'a processor that panicked too is shown' shows_who_lost
is 'a tunable in the environment counts' tunables
says 'a dump that allocates hangs' 1 'malloc, hung' broken_drill allocating \
    --panics 6 --moments malloc --timeout 1
is 'an election that elects both breaks the promise of two' elects_both
says 'a stop that waits before each signal is too slow' 1 \
    'BROKEN       all stop within 1.5' \
    broken_drill waiting --panics 120 --moments section,hard --threads 4
is 'who cannot be sent a signal is named, and the panic goes on' \
    no_room_for_signals
is 'what a panic that hung left replaces no whole dump' keeps_whole_dumps
says 'a full disk leaves no whole dump, and is told' 1 'File too large' \
    full_disk
says 'a dump shows who panicked' 0 'Panic by cpu' \
    "$drills/slowpath-drill-global" --show "$dir/on/last.dump"
says 'a dump that is cut off is refused by its offset' 2 '9000' damaged
says 'both tunables are warned of' 0 'incompatible' drill global both \
    --mode on --sync after --panics 1
says 'a tunable that an option overrules is warned of' 0 \
    '--mode on overrules kern.stop_scheduler_on_panic=0' \
    env kern.stop_scheduler_on_panic=0 "$drills/slowpath-drill-global" \
    --mode on --panics 1 --moments section --out "$dir/overruled"
says 'also that of the sync' 0 '--sync none overrules kern.sync_on_panic=1' \
    drill global overruled --mode on --panics 1 --moments section \
    --tunable kern.sync_on_panic=1 --sync none
says 'one panic without its plan is refused' 2 'it needs --seed' \
    drill global no --only 3
says 'one panic that the plan does not have is refused' 2 'has 3 panics' \
    drill global no --only 3 --panics 3 --seed 1
says 'an unknown moment is refused' 2 "no moment 'never'" \
    drill global no --moments never
says 'an unknown tunable is refused' 2 "no tunable 'kern.none'" \
    drill global no --tunable kern.none=1
says 'a value that a tunable cannot have is refused' 2 'not 0 or 1' \
    drill global no --tunable kern.sync_on_panic=2
says 'a report is not written over' 2 'File exists' \
    "$drills/slowpath-drill-global" --out "$dir/on" --panics 1
is 'an interrupted drill keeps its lines and ends with 130' interrupted

plan
