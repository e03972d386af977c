# SPDX-License-Identifier: BSD-2-Clause
# How bench and gate have slowpath-audit count what arms execute.
# shellcheck shell=bash disable=SC2034,SC2154

# How slowpath-audit ends where arms have nothing to count.
readonly NOTHING_TO_COUNT=3

# count_arms ARMS OUT [OPTION...]: counts what the arms execute, in no more than
# `count_seconds` where that is set.  Where counting fails, OUT says why:
# judge and compare must not take that for a success.  Returns 0,
# NOTHING_TO_COUNT or INTERRUPTED.
count_arms() {
    local arms=$1 out=$2 status
    shift 2
    rm -f "$out/audit.csv" "$out/audit.txt" "$out/uncounted.txt"
    ${count_seconds:+timeout --foreground --kill-after=1 "$count_seconds"} \
        "$release/bench/audit/slowpath-audit" --arms "$arms" --out "$out" "$@"
    status=$?
    case $status in
    0 | "$NOTHING_TO_COUNT") return $status ;;
    "$INTERRUPTED" | 143) return "$INTERRUPTED" ;;
    esac
    if [ -n "${count_seconds-}" ] && [ $status = 124 ]; then
        mkdir -p "$out" || die "cannot make the folder $out"
        echo 'the time of --minutes was over' >"$out/uncounted.txt"
    elif [ ! -f "$out/uncounted.txt" ]; then
        mkdir -p "$out" || die "cannot make the folder $out"
        printf 'slowpath-audit ended with %s: see standard error of the run\n' \
            $status >"$out/uncounted.txt"
    fi
    return 0
}
