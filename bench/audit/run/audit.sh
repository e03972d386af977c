# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh audit.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

use bench/arm/pick.sh bench/run/measure.sh

readonly AUDIT_USAGE='Usage: ./run.sh audit [OPTIONS]

Counts the instructions and accesses of each operation of each lock, with each
check and without, and judges the difference by a claims file.  The counts are
exact and the same on any machine: no clock is read.

  --out DIR      where to write audit.csv and audit.txt (default: a new folder
                 in results)
  --arm-flags "FLAG ..."
                 compile the arms with these flags, too
  --claims FILE  what a check may cost (default: analysis/claims.csv)
  --matrix       with gcc and clang, -O2 and -O3, in one table.  This ends with
                 1: clang 14 does not compile everything as it is claimed

slowpath-analysis claims --rewrite writes the true figures of an audit into a
claims file.

Exit status: 0 the claims hold, 1 not, 2 usage or error, 130 interrupted.'

# make_folder: sets `out` to a new folder in results.  If nothing comes of it,
# the folder goes when run.sh ends.
make_folder() {
    new_id
    out=$project/results/$id
    made=$out
    trap 'find "$made" -depth -type d -empty -delete' EXIT
    trap 'exit "$INTERRUPTED"' INT TERM
}

# audit_build DIR OUT [MESON OPTIONS]: counts all arms of one build.  The
# release is set up already.
audit_build() {
    local dir=$1 out=$2 names folder
    shift 2
    [ "$dir" = "$release" ] || set_up "$dir" -Dtests=false "$@"
    pick_roles "$dir" base cand
    build_arms "$dir" bench/audit/slowpath-audit "${names[@]}"
    printf 'counting with %s\n' "$dir" >&2
    "$dir/bench/audit/slowpath-audit" --arms "$folder" --out "$out"
}

# audit_matrix OUT CLAIMS: judges what each compiler makes by the same claims,
# whatever CC is.
audit_matrix() {
    local out=$1 claims=$2 o CC=gcc
    install_packages clang-14
    prepare_release
    audit_build "$release" "$out/gcc-O2" || return "$USAGE_ERROR"
    audit_build "$project/build/audit-gcc-O3" "$out/gcc-O3" \
        -Darm_optimization=3 || return "$USAGE_ERROR"
    for o in 2 3; do
        CC=clang-14 CXX=clang++-14 audit_build \
            "$project/build/audit-clang-O$o" "$out/clang-O$o" \
            "-Darm_optimization=$o" || return "$USAGE_ERROR"
    done
    "$release/analysis/slowpath-analysis" matrix --claims "$claims" \
        "$out/gcc-O2" "$out/gcc-O3" "$out/clang-O2" "$out/clang-O3"
}

run_audit() {
    local out='' claims id status
    read_arguments '' "$(options_told "$AUDIT_USAGE")" "$@"
    tell_help "$AUDIT_USAGE"
    refuse_words
    take_arm_flags
    claims=${given[claims]-$project/analysis/claims.csv}
    prepare_release
    # The claims are read first, since counting takes its time.
    build "$release" analysis/slowpath-analysis
    "$release/analysis/slowpath-analysis" claims --claims "$claims" ||
        return "$USAGE_ERROR"
    if is_given out; then take_out; else make_folder; fi
    mkdir -p "$out" || die "cannot make the folder $out"
    if is_given matrix; then
        audit_matrix "$out" "$claims"
        status=$?
    else
        audit_build "$release" "$out" || return "$USAGE_ERROR"
        "$release/analysis/slowpath-analysis" audit --claims "$claims" "$out"
        status=$?
    fi
    printf 'written to %s\n' "$out" >&2
    return $status
}
