#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what takes a machine that is not at hand, on emulated ones: that
# counters count what the audit counts, that placements put threads where they
# say, that a panic stops eight CPUs, and that all tests pass on arm64.  Prints
# TAP.
set -u
cd "$(dirname "$0")/../.." || exit 2

. tests/tap.sh

# in_guest JOB FOLDER OPTION... -- ARGUMENT...: what JOB.sh writes comes to
# $dir/FOLDER.
in_guest() {
    local job=$1 folder=$2 options=()
    shift 2
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    shift
    ./run.sh guest --no-install "${options[@]}" --out "$dir/$folder" -- \
        sh "tests/guest/$job.sh" "$@"
}

# per_pass EVENT DIR: row, arm and what a pass counts of an event: the
# difference of two lengths.  '?' where two blocks of one length do not agree.
per_pass() {
    awk -F, -v event="$1" '
        $12 == event && $18 == "ok" {
            key = $3 "," $8
            if (!((key, $14) in value)) {
                value[key, $14] = $15
                if (!(key in few) || $14 < few[key]) few[key] = $14
                if ($14 > many[key]) many[key] = $14
            } else if (value[key, $14] != $15)
                differs[key]
        }
        END {
            for (key in few) {
                n = many[key] - few[key]
                rise = value[key, many[key]] - value[key, few[key]]
                if (n <= 0 || key in differs)
                    print key ",?"
                else
                    printf "%s,%.6f\n", key, rise / n
            } }' <(zcat "$2/run/counters.csv.gz") | LC_ALL=C sort
}

# Our locks' arms but for the planted ones, whose delay is found out anew each
# time.
ours() {
    grep -E '[^,]*,(lk|mtx|rm|rw|spin|sx|tdlock)-' "$@" | grep -v -- '-planted,'
}

# Each lock is there, in both cases where it has both, and its counters are ok.
counts_all() {
    local lock
    for lock in lk mtx rm rw spin sx tdlock; do
        grep -q "^$lock/uncontended/1/spread,$lock-none," "$dir/instructions" ||
            return
        [ $lock = rm ] ||
            grep -q "^$lock/recurse/1/spread,$lock-none," "$dir/instructions" ||
            return
    done
    awk -F, '$12 ~ /^(CPU_CYCLES|INST_RETIRED)$/ && $18 != "ok" { n++ }
        $12 == "INST_RETIRED" && $13 ~ /^arm_n1::INST_RETIRED/ { named++ }
        END { exit n > 0 || !named }' \
        <(zcat "$dir/counters/run/counters.csv.gz")
}

# Counters and the audit, which steps, count the same, to the digit.
agrees() {
    sed 's/$/.000000/' "$dir/stepped/stepped.csv" | LC_ALL=C sort \
        >"$dir/expected"
    diff "$dir/expected" <(ours "$dir/instructions")
}

# What a check costs in a pass: by the counters, and by the audit's lines of the
# two operations of the pass (whose texts have commas).  Not of checks at an
# inlined entry, of which a loop keeps the flag's address.
costs() {
    awk -F, '
        FNR == 1 { n_files++ }
        n_files == 1 {
            if (FNR == 1) for (i = 1; i <= NF; i++) at[$i] = i
            more = $(at["instructions"]) - $(at["instructions_base"])
            cost[$4 "," $6 "-" $7 "," $5 "," $8] = more
            next
        }
        n_files == 2 { pass[$1 "," $2] = $3; next }
        { split($1, row, "/"); lock = row[1] }
        lock !~ /^(lk|rm)$/ && $2 ~ /-entry$/ { next }
        $2 != lock "-none" && ($1 "," lock "-none") in pass {
            arm = substr($2, length(lock) + 2)
            from = "rlock,free"; to = "runlock,read-1"
            if (row[2] == "recurse") {
                from = "lock,mine"; to = "unlock,recursed"
            } else if (row[2] == "uncontended") {
                from = "lock,free"; to = "unlock,mine"
            }
            a = lock "," arm "," from; b = lock "," arm "," to
            if (a in cost && b in cost) {
                n++
                counted = $3 - pass[$1 "," lock "-none"]
                audited = cost[a] + cost[b]
                if (counted != audited) {
                    print $0 ": " counted " counted, " audited " audited"
                    bad++
                }
            } }
        END { print n + 0 " compared"; exit bad > 0 || n < 10 }' \
        <(sed 's/"[^"]*"//g' "$dir/stepped/audit.csv") \
        "$dir/instructions" "$dir/instructions"
}

# An event that this machine opens and never counts is told, and not believed;
# one that it does not have is said to be unknown.
disbelieves() {
    grep -q 'LL_CACHE_MISS_RD: constant zero, not believed' \
        "$dir/counters/console.log" &&
        awk -F, '$12 == "perf::cache-misses" && $18 != "unknown_event" { bad++ }
            $12 == "perf::cache-misses" { n++ }
            END { exit bad > 0 || !n }' \
            <(zcat "$dir/counters/run/counters.csv.gz") &&
        ! awk -F, '$12 == "LL_CACHE_MISS_RD" && $18 == "ok" && $19 == ""' \
            <(zcat "$dir/counters/run/counters.csv.gz") | grep -q .
}

# Both threads of each row ran on CPUs that are to each other as the placement
# says, and on no other: by the kernel's topology, and by each thread's own CPU
# number.
is_placed() {
    awk -F, '
        NR == FNR { package[$1] = $2; l3[$1] = $3; next }
        FNR > 1 {
            split($17, cpu, ";")
            a = cpu[1]; b = cpu[2]
            good = a != b && $30 == 0
            if ($16 == "same-l3")
                good = good && l3[a] == l3[b]
            else if ($16 == "same-socket")
                good = good && package[a] == package[b] && l3[a] != l3[b]
            else
                good = good && package[a] != package[b]
            if (!good) bad++
            seen[$16]
        }
        END { exit bad > 0 || !("same-l3" in seen) ||
                  !("same-socket" in seen) || !("cross-socket" in seen) }' \
        "$dir/machine/topology.csv" \
        <(zcat "$dir/machine/places/raw.csv.gz")
}

# Rows of eight threads: each took the lock, and none met another inside.
excludes() {
    awk -F, '
        FNR > 1 {
            n[$3]++
            if ($15 != 8 || $20 == 0 || $32 == "exclusion") bad++
        }
        END { for (row in n) rows++; exit bad > 0 || rows < 4 }' \
        <(zcat "$dir/machine/crowd/raw.csv.gz")
}

# No panic went wrong, and in one at least all seven others stood still in time.
stops_all() {
    awk -F, '
        FNR > 1 && $11 != "complete" { bad++ }
        FNR > 1 && $13 == 7 && $14 == 7 { all++ }
        END { exit bad > 0 || !all }' "$dir/machine/drill/drill.csv"
}

# A guest that is told to end, once QEMU runs with an argument, leaves no
# machine behind.
leaves_nothing() {
    local shell machine tries=0
    # A shell has what it starts beside itself ignore it.
    env --default-signal=INT ./run.sh guest --no-install --cpus 1 \
        --out "$dir/interrupted" -- sleep 60 \
        >/dev/null 2>&1 &
    shell=$!
    until machine=$(pgrep -P "$shell" -f "qemu-system.* $1"); do
        [ $((tries += 1)) -lt 3000 ] && kill -0 $shell || return
        sleep 0.02
    done
    kill -INT $shell
    wait $shell
    [ $? = 130 ] && ! kill -0 "$machine" 2>/dev/null
}

# repeats: two boots count the same of each pass, to the digit.
repeats() {
    local event
    for event in CPU_CYCLES INST_RETIRED; do
        diff <(per_pass $event "$dir/counters") \
            <(per_pass $event "$dir/again") | ours >"$dir/differs"
        [ ! -s "$dir/differs" ] || { cat "$dir/differs"; return 1; }
    done
}

# Each test that ran in the guest, by its own name, with what it said.
tell_suite() {
    local line
    : >"$dir/log"
    while read -r line; do
        case $line in
        'ok '*) ok "arm64: ${line#* - }" ;;
        'not ok '*) not_ok "arm64: ${line#* - }" 'in the guest' ;;
        '# '*) printf '%s\n' "$line" ;;
        esac
    done <"$dir/suite/suite.tap"
}

is 'a machine with counters runs the locks' \
    in_guest counters counters --cpus 1 --icount --
is 'and once more' in_guest counters again --cpus 1 --icount --
per_pass INST_RETIRED "$dir/counters" >"$dir/instructions"
is 'CPU_CYCLES and INST_RETIRED are ok, by libpfm4, for every lock' counts_all
is 'two boots count the same, to the digit' repeats
is 'an event that is never counted is not believed' disbelieves

# shellcheck disable=SC2046 # words: rows and arms
is 'the audit steps through the locks on arm64' \
    in_guest stepped stepped --cpus 2 -- \
    $(ours "$dir/instructions" | cut -d, -f1,2)
is 'a pass executes what the audit counts' agrees
is 'a check costs what the audit says' costs

is 'eight CPUs in two sockets run the locks and panic' \
    in_guest machine machine --cpus 8 --sockets 2 --
is 'threads are where their placement says' is_placed
is 'eight threads exclude each other' excludes
is 'a panic stops eight CPUs' stops_all

is 'all tests pass on arm64' \
    ./run.sh guest --no-install --cpus 2 --out "$dir/suite"
tell_suite

is 'Ctrl-C leaves no machine behind' leaves_nothing -initrd
is 'and ends one that is being prepared' leaves_nothing -machine
says 'a machine of no such number of CPUs is refused' 2 \
    '--cpus takes a number from 1 to 64' ./run.sh guest --cpus 65
says 'CPUs that do not fill the sockets are refused' 2 \
    '5 CPUs do not fill 2 sockets' ./run.sh guest --cpus 5 --sockets 2
says 'what is no option is named' 2 "no option '--cpu'" ./run.sh guest --cpu 3
says 'a command that fails says so' 3 '' \
    ./run.sh guest --no-install --cpus 1 --out "$dir/failed" -- exit 3
plan
