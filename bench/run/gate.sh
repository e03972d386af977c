# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh gate.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

use analysis/cmd/analysis.sh bench/arm/pick.sh bench/audit/run/count.sh \
    bench/run/looks.sh bench/run/measure.sh bench/run/sides.sh

readonly GATE_USAGE='Usage: ./run.sh gate [OPTIONS]

Measures the locks of this tree against the same locks of another revision, in
the same processes and interleaved, and counts what both execute.

  --base WHAT    what to measure against: a revision, whose locks/ is built with
                 the rest of this tree (default: HEAD); or a folder of arms, or
                 one FILE.so
  --arms WHAT    what to measure: a folder of arms or one FILE.so (default: the
                 locks of this tree, with uncommitted changes)
  --rows GLOB    all rows that match, for example "mtx-*/contended/*", instead
                 of the few that ./run.sh gate --list marks
  --minutes N    end measuring and counting after this time, which building does
                 not count for: no look begins that would end later, and rows
                 that are not decided say so
  --gate FILE    margins, looks and the rest (default: analysis/gate.csv)
  --out DIR      where to write the report (default: a new folder in results)
  --format NAME  how to print the verdicts: text (the default), csv, json,
                 markdown, junit or benchfmt
  --arm-flags "FLAG ..."
                 compile the arms of both sides with these flags, too; sides
                 that differ in compiler or flags are refused
  --list         list the rows and the arms
  --dry-run      print where each row would run, and measure nothing
  --blocks N, --seed N, --cpus LIST, --placements LIST, --threads N,
  --topology FILE: ./run.sh bench --help

A row is judged when it has as many units as the gate file says, and goes on
only while it is undecided.

Exit status: 0 all PASS, 1 a REGRESSION in time or in what is executed, 2 usage
  or error, 3 INCONCLUSIVE, 4 UNFIT, 130 interrupted.'

# measure_sides: measures and counts until all is decided, and judges.  Returns
# the exit status of the command.
measure_sides() {
    local status verdict judging look is_over=no
    # The engine handles signals itself; what it wrote until then is judged.
    trap : INT TERM
    SECONDS=0
    look_until_decided
    status=$?
    if ! has_lines "$out/raw.csv.gz"; then
        rmdir "$out" 2>/dev/null
        engine_status $status "$out/raw.csv.gz"
        return
    fi
    point_latest "$out"
    if [ $status = 0 ]; then
        count_sides
        status=$?
    fi
    analysis judge "${judging[@]}" --gate "$gate" \
        ${format:+--format "$format"} "$out"
    verdict=$?
    printf 'written to %s\n' "$out" >&2
    [ $status = 0 ] || [ $status -ge 128 ] || return "$USAGE_ERROR"
    [ $status = 0 ] || return $status
    if [ $is_over = yes ]; then
        printf 'slowpath: the %s min of --minutes are over: %s\n' "$minutes" \
            'what was measured until then is judged' >&2
        [ $verdict != 0 ] || verdict=3
    fi
    return $verdict
}

run_gate() {
    local base arms minutes='' gate old new id out='' options format looks
    local only=''
    read_arguments 'base arms minutes gate out format arm-flags' \
        "$(options_in bench/run/options.def)
        $(options_told "$GATE_USAGE")" "$@"
    tell_help "$GATE_USAGE"
    refuse_words
    take_arm_flags
    take_number minutes 1 99999
    base=${given[base]-HEAD} arms=$(as_path "${given[arms]-}")
    gate=$(as_path "${given[gate]-$project/analysis/gate.csv}")
    build_release
    # The gate file is read first, since measuring takes its time.
    analysis gate --gate "$gate" >/dev/null || exit
    take_format
    options=(${passed[@]+"${passed[@]}"})
    scratch=$(mktemp -d "$project/build/gate.XXXXXX") ||
        die "cannot make a folder in $project/build"
    trap 'rm -rf "$scratch"' EXIT
    find_sides "$base" "$arms"
    if is_given list dry-run; then
        "$release/bench/slowpath-bench" --arms "$new" --base "$old" \
            "${options[@]}"
        return
    fi
    looks=$(check_gate "$gate" "$release/bench/slowpath-bench" --list \
        --arms "$new" --base "$old") || exit
    if is_given out; then
        take_out
    else
        new_id
        out=$project/results/$id
    fi
    measure_sides
}
