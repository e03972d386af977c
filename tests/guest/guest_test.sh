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

# counters DIR ARGUMENT...: asks the counters.csv of a run.
counters() {
    local run=$1
    shift
    tests/lib/rows.py "$run/run/counters.csv.gz" "$@"
}

# per_pass EVENT DIR: row, arm and what a pass counts of an event: the
# difference of two lengths.  '?' where two blocks of one length do not agree.
per_pass() {
    counters "$2" row arm ops value \
        --where "event == '$1' and status == 'ok'" | awk -F'\t' '
        {
            key = $1 "," $2; ops = $3
            if (!((key, ops) in value)) {
                value[key, ops] = $4
                if (!(key in few) || ops < few[key]) few[key] = ops
                if (ops > many[key]) many[key] = ops
            } else if (value[key, ops] != $4)
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
            } }' | LC_ALL=C sort
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
    counters "$dir/counters" --where 'event == "INST_RETIRED" and
        resolved.startswith("arm_n1::INST_RETIRED")' >/dev/null &&
        ! counters "$dir/counters" --where 'event in ("CPU_CYCLES",
            "INST_RETIRED") and status != "ok"'
}

# Counters and the audit, which steps, count the same, to the digit.
agrees() {
    sed 's/$/.000000/' "$dir/stepped/stepped.csv" | LC_ALL=C sort \
        >"$dir/expected"
    diff "$dir/expected" <(ours "$dir/instructions")
}

# What a check costs in a pass: by the counters, and by the audit's lines of the
# two operations of the pass.  Not of checks at an
# inlined entry, of which a loop keeps the flag's address.
costs() {
    awk '
        FNR == 1 { n_files++ }
        n_files == 1 {
            cost[$1 "," $2 "-" $3 "," $4 "," $5] = $6 - $7
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
        FS='\t' <(tests/lib/rows.py "$dir/stepped/audit.csv" lock check \
            place op state instructions instructions_base) \
        FS=, "$dir/instructions" "$dir/instructions"
}

# An event that this machine opens and never counts is told, and not believed;
# one that it does not have is said to be unknown.
disbelieves() {
    grep -q 'LL_CACHE_MISS_RD: constant zero, not believed' \
        "$dir/counters/console.log" &&
        counters "$dir/counters" --where 'event == "perf::cache-misses"' \
            >/dev/null &&
        ! counters "$dir/counters" --where 'event == "perf::cache-misses" and
            status != "unknown_event"' &&
        ! counters "$dir/counters" --where 'event == "LL_CACHE_MISS_RD" and
            status == "ok" and not reason'
}

# Both threads of each row ran on CPUs that are to each other as the placement
# says, and on no other: by the kernel's topology, and by each thread's own CPU
# number.
is_placed() {
    awk '
        NR == FNR { package[$1] = $2; l3[$1] = $3; next }
        {
            split($2, cpu, ";")
            a = cpu[1]; b = cpu[2]
            good = a != b && $3 == 0
            if ($1 == "same-l3")
                good = good && l3[a] == l3[b]
            else if ($1 == "same-socket")
                good = good && package[a] == package[b] && l3[a] != l3[b]
            else
                good = good && package[a] != package[b]
            if (!good) bad++
            seen[$1]
        }
        END { exit bad > 0 || !("same-l3" in seen) ||
                  !("same-socket" in seen) || !("cross-socket" in seen) }' \
        FS=, "$dir/machine/topology.csv" FS='\t' \
        <(tests/lib/rows.py "$dir/machine/places/raw.csv.gz" \
            placement cpus migrations)
}

# Rows of eight threads: each took the lock, and none met another inside.
excludes() {
    local raw=$dir/machine/crowd/raw.csv.gz
    [ "$(tests/lib/rows.py "$raw" row | sort -u | wc -l)" -ge 4 ] &&
        ! tests/lib/rows.py "$raw" --where 'int(threads) != 8 or
            int(ops) == 0 or drop_reason == "exclusion"'
}

# No panic went wrong, and in one at least all seven others stood still in time.
stops_all() {
    local drill=$dir/machine/drill/drill.csv
    tests/lib/rows.py "$drill" --where 'cpus == stopped == "7"' >/dev/null &&
        ! tests/lib/rows.py "$drill" --where 'outcome != "complete"'
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
    '--cpus needs a whole number from 1 to 64' ./run.sh guest --cpus 65
says 'CPUs that do not fill the sockets are refused' 2 \
    '5 CPUs do not fill 2 sockets' ./run.sh guest --cpus 5 --sockets 2
says 'what is no option is named' 2 "no option '--cpu'" ./run.sh guest --cpu 3
says 'a command that fails says so' 3 '' \
    ./run.sh guest --no-install --cpus 1 --out "$dir/failed" -- exit 3
plan
