# SPDX-License-Identifier: BSD-2-Clause
# A report: its name, its folder, and what comes of it.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

# new_id: a run id that no other run has: its folder is made, or is not ours.
new_id() {
    local first n=1 commit
    commit=$(bench/run/commit.sh .) || {
        commit=unknown
        printf 'slowpath: the report will have no commit: %s\n' \
            "$(explain_repository)" >&2
    }
    first=$(date -u +%Y%m%dT%H%M%SZ)-$(uname -n)-${commit%-dirty}
    id=$first
    mkdir -p results 2>/dev/null
    [ -w results ] ||
        die "cannot write to $PWD/results: name another folder with --out"
    until mkdir "results/$id" 2>/dev/null; do
        n=$((n + 1))
        [ $n -lt 100 ] || die "cannot make the folder results/$first"
        id=$first.$n
    done
}

# engine_status STATUS FILE: returns 0 if there is something to judge; else what
# the run ends with.  An engine gives no verdict: nothing measured is no PASS,
# and a file that it could not open no REGRESSION.
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

# has_lines FILE: more than its header.
has_lines() {
    [ -n "$(zcat -f "$1" 2>/dev/null | sed -n 2p)" ]
}

# point_latest OUT: results/latest is the newest report, if that is among them.
point_latest() {
    [ "$1" = "$(own "results/$id")" ] || return 0
    ln -sfnT "$id" results/latest ||
        printf 'slowpath: results/latest is left as it is\n' >&2
}

# measure FILE ENGINE JUDGE OPTION...: has the engine write a report whose main
# file is FILE, and judges it.
measure() {
    local file=$1 engine=$2 judge=$3 id out status verdict
    shift 3
    if has --dry-run "$@"; then
        id=none out=
    elif has --out "$@"; then
        out=$(path_of out "$@")
        [ -n "$out" ] || die '--out needs a folder'
        id=$(basename "$out")
        mkdir -p "$(dirname "$out")" || die "cannot make the folder of $out"
    elif has --help "$@" || lists_benchmarks "$@" || has --show "$@"; then
        id=none out=
    else
        new_id
        out=$(own "results/$id")
        # Before the others: the last of them may lack its value.
        set -- --out "$out" "$@"
    fi
    # The engine ends by itself; what it wrote is judged then.
    trap : INT TERM
    "$engine" --run-id "$id" "$@"
    status=$?
    # Nothing was begun: help, a listing, or what the engine refused.
    [ "$out" = "$(own "results/$id")" ] && rmdir "$out" 2>/dev/null
    [ -n "$out" ] || return $status
    engine_status $status "$out/$file" || return
    point_latest "$out"
    "$judge" "$out"
    verdict=$?
    printf 'written to %s\n' "$out" >&2
    [ $status = "$INTERRUPTED" ] && return "$INTERRUPTED"
    return $verdict
}
