# SPDX-License-Identifier: BSD-2-Clause
# A report: its run id, its folder, how it is measured and judged.  Used by
# bench, audit, drill, gate and selftest.
# shellcheck shell=bash disable=SC2034,SC2154

# new_id: sets `id` to a run id that no other run has, and makes its folder in
# results.
new_id() {
    local first n=1 commit
    commit=$("$project/bench/run/commit.sh" "$project") || {
        commit=unknown
        printf 'slowpath: the report will have no commit: %s\n' \
            "$(explain_repository)" >&2
    }
    first=$(date -u +%Y%m%dT%H%M%SZ)-$(uname -n)-${commit%-dirty}
    id=$first
    mkdir -p "$project/results" 2>/dev/null
    [ -w "$project/results" ] ||
        die "cannot write to $project/results: name another folder with --out"
    until mkdir "$project/results/$id" 2>/dev/null; do
        n=$((n + 1))
        [ $n -lt 100 ] || die "cannot make the folder $project/results/$first"
        id=$first.$n
    done
}

# take_out: sets `out` to the folder of --out, whose parent it makes, and `id`
# to its name.
take_out() {
    out=$(as_path "${given[out]}")
    id=$(basename "$out")
    mkdir -p "$(dirname "$out")" || die "cannot make the folder of $out"
}

# engine_status STATUS FILE: returns 0 if there is something to judge, else the
# exit status of the whole run.  The status of an engine is no verdict: a run
# that measured nothing is no PASS, and a file that it could not open is no
# REGRESSION.
engine_status() {
    if [ ! -f "$2" ]; then
        [ "$1" != "$INTERRUPTED" ] || return "$1"
        [ "$1" != 0 ] ||
            printf 'slowpath: the engine ended without %s\n' "$2" >&2
        return "$USAGE_ERROR"
    fi
    case $1 in
    0) has_lines "$2" || {
        printf 'slowpath: nothing was measured: every unit was lost\n' >&2
        return "$UNFIT"
    } ;;
    "$INTERRUPTED") has_lines "$2" || return "$INTERRUPTED" ;;
    13? | 14? | 15?) return "$1" ;;
    *) return "$USAGE_ERROR" ;;
    esac
}

# has_lines FILE: whether a CSV file has more than its header.
has_lines() {
    [ -n "$(zcat -f "$1" 2>/dev/null | sed -n 2p)" ]
}

# point_latest OUT: makes results/latest point to OUT, if that is in results.
point_latest() {
    [ "$1" -ef "$project/results/$id" ] || return 0
    ln -sfnT "$id" "$project/results/latest" ||
        printf 'slowpath: results/latest is left as it is\n' >&2
}

# lists_benchmarks: whether Google Benchmark shall list the rows, and not run.
lists_benchmarks() {
    is_given benchmark_list_tests &&
        [ "${given[benchmark_list_tests]}" != false ]
}

# measure FILE ENGINE JUDGE OPTION...: has ENGINE write a report, whose main
# file is FILE, and has JUDGE judge it.  Returns the exit status of the command.
measure() {
    local file=$1 engine=$2 judge=$3 id=none out='' status verdict
    shift 3
    if is_given dry-run; then
        :
    elif is_given out; then
        take_out
    elif ! is_given help show && ! lists_benchmarks; then
        new_id
        out=$project/results/$id
        set -- --out "$out" "$@"
    fi
    # The engine handles signals itself; what it wrote until then is judged.
    trap : INT TERM
    "$engine" --run-id "$id" "$@"
    status=$?
    # An engine that refused an option leaves the new folder empty.
    [ "$out" = "$project/results/$id" ] && rmdir "$out" 2>/dev/null
    [ -n "$out" ] || return $status
    engine_status $status "$out/$file" || return
    point_latest "$out"
    "$judge" "$out"
    verdict=$?
    printf 'written to %s\n' "$out" >&2
    [ $status = "$INTERRUPTED" ] && return "$INTERRUPTED"
    return $verdict
}
