# SPDX-License-Identifier: BSD-2-Clause
# The looks of a gate: how many units are measured before each judgement.  Used
# by gate and selftest.
# shellcheck shell=bash disable=SC2034,SC2154

# most_units NOW SPENT LEFT ROWS: how many units a row may come to, when NOW of
# each took SPENT seconds together, LEFT are left and ROWS go on.
most_units() {
    local now=$1 spent=$2 left=$3 n_rows=$4 done_units
    # Counted from the end: a run's name before them may have commas.
    done_units=$(zcat "$out/raw.csv.gz" | awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) from_end[$i] = NF - i; next }
        { print $(NF - from_end["row"]) "," $(NF - from_end["unit"]) }
        ' | sort -u | wc -l)
    [ "$left" -gt 0 ] || left=0
    echo $((now + left * done_units / ((spent + 1) * n_rows)))
}

# What of --minutes is kept for counting: a sixth, and no more than a minute.
audit_seconds() {
    echo $((minutes < 6 ? minutes * 10 : 60))
}

# judge_look OPTION...: judges what was measured so far, and sets `n_rows` to
# how many rows go on, whose names are in a file then.  Returns 0, INTERRUPTED,
# or USAGE_ERROR.
judge_look() {
    judging=(--undecided "$out/undecided" "$@")
    analysis judge "${judging[@]}" --gate "$gate" "$out" >/dev/null
    case $? in
    0 | 1 | 3 | "$UNFIT") ;;
    "$INTERRUPTED" | 143) return "$INTERRUPTED" ;;
    *) return "$USAGE_ERROR" ;;
    esac
    n_rows=$(wc -l <"$out/undecided")
    [ -n "$minutes" ] && [ "$n_rows" -gt 0 ] && [ $# = 0 ] || return 0
    judge_look --most-units "$(most_units "$look" "$SECONDS" \
        "$((minutes * 60 - SECONDS))" "$n_rows")"
}

# seconds_left: of --minutes, for measuring.
seconds_left() {
    echo $((minutes * 60 - SECONDS - $(audit_seconds)))
}

# Runs looks until every row is decided or the last is over.  Uses `out`, `id`,
# `old`, `new`, `gate`, `looks`, `minutes`; sets `judging`, the options of the
# last judgement, `look`, the units of the last look, and `is_over`.  Returns
# the engine's status, or judge_look's.
look_until_decided() {
    local previous='' n_rows seconds=''
    judging=(--undecided "$out/undecided")
    for look in $looks; do
        set -- ${options[@]+"${options[@]}"}
        [ -z "$previous" ] ||
            set -- "$@" --resume "$previous" --rows-from "$out/undecided"
        if [ -n "$minutes" ]; then
            seconds=$(seconds_left)
            [ "$seconds" -gt 0 ] || {
                is_over=yes
                break
            }
        fi
        "$release/bench/slowpath-bench" --run-id "$id" --arms "$new" \
            --base "$old" --events= --out "$out" --units "$look" \
            ${seconds:+--seconds "$seconds"} "$@" || return
        has_lines "$out/raw.csv.gz" || return 0
        previous=$look
        judge_look || return
        printf '%s units: %s rows go on\n' "$look" "$n_rows" >&2
        [ "$n_rows" -gt 0 ] || break
        if [ -n "$minutes" ] && [ "$(seconds_left)" -le 0 ]; then
            is_over=yes
            break
        fi
    done
}
