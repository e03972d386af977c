# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh audit.  Sourced by run.sh, whose functions it uses.
# shellcheck shell=bash disable=SC2034,SC2154

readonly AUDIT_USAGE='Usage: ./run.sh audit [OPTIONS]

Counts what each operation of each lock executes, with each check and without,
and judges it by what is claimed: exactly, on any machine, without a clock.

  --out DIR      where to write audit.csv and audit.txt (default: a new folder
                 in results)
  --arm-flags "FLAG ..."
                 compile the arms with these, too
  --claims FILE  what may cost how much (default: analysis/claims.csv)
  --matrix       with gcc and clang, -O2 and -O3: one table.  clang 14 does not
                 make what is claimed everywhere: with it, this ends with 1

analysis/audit/costs.sh writes the true figures of an audit into a claims file.

Exit status: 0 the claims hold, 1 not, 2 usage or error, 130 interrupted.'

# make_folder: makes one in results for an audit, set as `out`; if nothing comes
# of it, it goes.
make_folder() {
    new_id
    out=results/$id
    made=$out
    trap 'find "$made" -depth -type d -empty -delete' EXIT
    trap 'exit "$INTERRUPTED"' INT TERM
}

# audit_build DIR OUT [MESON OPTIONS]: counts the arms of one build; the release
# is set up already.
audit_build() {
    local dir=$1 out=$2 list=$1/bench/arm/arms.list locks checks names folder
    shift 2
    [ "$dir" = "$release" ] || set_up "$dir" -Dtests=false "$@"
    locks=$(wanted_locks "$list" bench '*')
    # All that there are.
    checks=$(awk '$3 == "cand" { print $4 }' "$list" | sort -u | paste -sd,)
    mapfile -t names < <(arms_of "$list" audit "$checks" "$locks")
    build_arms "$dir" bench/audit/slowpath-audit "${names[@]}"
    printf 'counting with %s\n' "$dir" >&2
    "$dir/bench/audit/slowpath-audit" --arms "$folder" --out "$out"
}

# The same claims with every compiler.
audit_matrix() {
    # Whatever the caller's compiler is.
    local out=$1 claims=$2 o CC=gcc
    install_packages clang-14
    choose_release
    prepare_release
    audit_build "$release" "$out/gcc-O2" || return "$USAGE_ERROR"
    audit_build build/audit-gcc-O3 "$out/gcc-O3" -Darm_optimization=3 ||
        return "$USAGE_ERROR"
    for o in 2 3; do
        CC=clang-14 CXX=clang++-14 audit_build "build/audit-clang-O$o" \
            "$out/clang-O$o" "-Darm_optimization=$o" || return "$USAGE_ERROR"
    done
    "$release/analysis/slowpath-analysis" matrix --claims "$claims" \
        "$out/gcc-O2" "$out/gcc-O3" "$out/clang-O2" "$out/clang-O3"
}

audit() {
    local out='' claims=analysis/claims.csv is_matrix=no id status
    while [ $# -gt 0 ]; do
        case $1 in
        --matrix) is_matrix=yes ;;
        --out | --claims)
            [ -n "${2-}" ] || usage_error "$1 needs a value"
            if [ "$1" = --out ]; then
                out=$(theirs "$2")
            else
                claims=$(theirs "$2")
            fi
            shift
            ;;
        --out=?*) out=$(theirs "${1#*=}") ;;
        --claims=?*) claims=$(theirs "${1#*=}") ;;
        *) usage_error "audit has no option '$1'" ;;
        esac
        shift
    done
    # shellcheck disable=SC2086 # a list of words
    install_packages $PACKAGES
    make_build_folder
    # What it is judged by comes first: counting takes its time.
    prepare_release
    build "$release" analysis/slowpath-analysis
    "$release/analysis/slowpath-analysis" claims --claims "$claims" ||
        return "$USAGE_ERROR"
    [ -n "$out" ] || make_folder
    mkdir -p "$out" || die "cannot make the folder $out"
    if [ "$is_matrix" = yes ]; then
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
