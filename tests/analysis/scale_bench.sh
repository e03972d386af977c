#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Shows how judging a report scales from 10^5 to 10^7 slices: time per line and
# memory at peak, beside what pandas' read_csv alone takes for the same file.
#
#   tests/analysis/scale_bench.sh BUILD
#   meson test -C BUILD --benchmark --verbose analysis-scale
#
# The two take turns, so that a busy machine is busy for both.  Exits 1 if the
# analysis is not twice as fast, if a line takes longer in a longer file, or if
# memory grows with the file; 77 and the reason where it cannot run.
set -u
export LC_ALL=C
build=${1:?usage: scale_bench.sh BUILD}
gate=$(dirname "$0")/../../analysis/gate.csv
readonly BYTES_PER_LINE=200
# The ratio asked for; what is noise in the time of a line, and in memory.
readonly LEAST_RATIO=2 LINE_GROWTH=1.15 PEAK_GROWTH_KIB=1024

skip() {
    printf 'skipped: %s\n' "$*"
    exit 77
}

die() {
    printf 'scale_bench.sh: %s\n' "$*" >&2
    exit 2
}

# Debian's pandas may not be that of the first python3 in the path.
find_python() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import pandas' 2>/dev/null && return
    done
    skip 'there is no pandas; install it with: apt-get install python3-pandas'
}

# make LINES UNITS: writes a report, which is in the page cache then, and sets
# `lines` to how many it has.
make() {
    local free
    free=$(df --output=avail -B1 "$dir" | tail -1)
    [ "$free" -gt $(($1 * BYTES_PER_LINE)) ] ||
        skip "$1 lines need $(($1 * BYTES_PER_LINE)) bytes in $dir (TMPDIR)"
    "$build/tests/analysis/analysis-scale-report" "$dir" "$1" "$2" ||
        die "cannot write a report of $1 lines"
    lines=$(($(wc -l <"$dir/raw.csv") - 1))
}

# judge: prints microseconds and KiB at peak.
judge() {
    local start=${EPOCHREALTIME/./}
    /usr/bin/time -q -o "$dir/peak" -f %M "$build/analysis/slowpath-analysis" \
        judge --gate "$gate" "$dir" >"$dir/verdicts"
    printf '%d %d\n' $((${EPOCHREALTIME/./} - start)) "$(cat "$dir/peak")"
    grep -q '^4 PASS, 1 REGRESSION$' "$dir/verdicts" ||
        die 'the report is not judged as it should be'
}

# pandas: prints microseconds.
pandas() {
    "$python" -W ignore - "$dir/raw.csv" <<'END' || die 'pandas failed'
import sys, time, pandas
start = time.perf_counter()
pandas.read_csv(sys.argv[1])
print(round(1e6 * (time.perf_counter() - start)))
END
}

# spread FIELD FILE: prints median, least and most.
spread() {
    cut -d' ' -f"$1" "$2" | sort -n | awk '{ x[NR] = $1 }
        END {
            print (x[int((NR + 1) / 2)] + x[int(NR / 2) + 1]) / 2, x[1], x[NR]
        }'
}

# measure LINES UNITS ROUNDS: adds a line to the table.
measure() {
    local lines round
    make "$1" "$2"
    for ((round = 0; round < $3; round++)); do
        judge >&3
        pandas >&4
    done 3>"$dir/ours" 4>"$dir/theirs"
    printf '%d %d %d %s %s %s\n' "$lines" "$2" \
        "$(stat -c %s "$dir/raw.csv")" "$(spread 1 "$dir/ours")" \
        "$(spread 2 "$dir/ours")" "$(spread 1 "$dir/theirs")" |
        tee -a "$dir/table" | awk '{
            printf "%8d %6d %7.1f %8.3f [%7.3f, %7.3f]", $1, $2, $3 / 1e6,
                $4 / 1e6, $5 / 1e6, $6 / 1e6
            printf " %7.0f %6d %8.3f [%7.3f, %7.3f] %6.2f\n", 1e3 * $4 / $1,
                $9, $10 / 1e6, $11 / 1e6, $12 / 1e6, $10 / $4
        }'
}

# A line takes longer when not even the quickest round says otherwise.
assess() {
    awk -v ratio=$LEAST_RATIO -v growth=$LINE_GROWTH -v kib=$PEAK_GROWTH_KIB '
        NR == 1 { line = $4 / $1; peak = $9 }
        function fail(what) {
            print $1 " slices, " $2 " units: " what
            bad = 1
        }
        $10 < ratio * $4 { fail("not " ratio " times as fast as pandas") }
        $5 / $1 > growth * line { fail("a line takes longer") }
        $9 > peak + kib { fail("memory grows with the file") }
        $4 / $1 < line { line = $4 / $1 }
        END { exit bad }' "$dir/table"
}

[ -x /usr/bin/time ] ||
    skip 'there is no GNU time; install it with: apt-get install time'
find_python
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT

printf 'seconds, median [least, most]; pandas %s\n' \
    "$("$python" -c 'import pandas; print(pandas.__version__)')"
printf '%8s %6s %7s %27s %7s %6s %27s %6s\n' slices units MB judge ns/line KiB \
    read_csv ratio
# Grown by blocks: as many units as a run has by itself (bench/run/options.c).
measure 100000 20 15
measure 1000000 20 9
measure 10000000 20 3
# Grown by units, of 60 blocks each.
measure 10000000 2778 3
assess
