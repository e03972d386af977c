# SPDX-License-Identifier: BSD-2-Clause
# The looks of a gate: how many units are measured before each judgement.  Used
# by gate and selftest.
# shellcheck shell=bash disable=SC2034,SC2154

# audit_seconds: prints how much of --minutes is kept for counting: a sixth, and
# no more than a minute.
audit_seconds() {
    echo $((minutes < 6 ? minutes * 10 : 60))
}

# seconds_left: prints how much of --minutes is left for measuring.
seconds_left() {
    echo $((minutes * 60 - SECONDS - $(audit_seconds)))
}

# choose_next_look: asks slowpath-analysis how to go on.  Sets `next_look` to
# the units that rows are to come to, or 0; writes the names of the rows that go
# on to the file `undecided` of the report; and sets `judging` to the options of
# the last judgement.  Returns 0, INTERRUPTED or USAGE_ERROR.
choose_next_look() {
    local step max_units left limits=()
    if [ -n "$minutes" ]; then
        left=$((minutes * 60 - SECONDS))
        limits=(--seconds-spent "$SECONDS"
            --seconds-left "$((left > 0 ? left : 0))")
    fi
    step=$(analysis next --gate "$gate" ${limits[@]+"${limits[@]}"} "$out")
    case $? in
    0) ;;
    "$INTERRUPTED" | 143) return "$INTERRUPTED" ;;
    *) return "$USAGE_ERROR" ;;
    esac
    read -r next_look max_units <<<"$step"
    sed 1d <<<"$step" >"$out/undecided" || return "$USAGE_ERROR"
    judging=(${max_units:+--max-units "$max_units"})
}

# look_until_decided: measures look after look, until no row goes on or the time
# is over.  Uses `out`, `id`, `old`, `new`, `gate`, `looks` and `minutes`.  Sets
# `judging`; `look`, the units of the last look; and `is_over`.  Returns the
# status of the engine, or of choose_next_look().
look_until_decided() {
    local next_look=${looks%%$'\n'*} seconds=''
    look='' judging=()
    while [ "$next_look" != 0 ]; do
        set -- ${options[@]+"${options[@]}"}
        [ -z "$look" ] ||
            set -- "$@" --resume "$look" --rows-from "$out/undecided"
        if [ -n "$minutes" ]; then
            seconds=$(seconds_left)
            [ "$seconds" -gt 0 ] || {
                is_over=yes
                return 0
            }
        fi
        look=$next_look
        "$release/bench/slowpath-bench" --run-id "$id" --arms "$new" \
            --base "$old" --events= --out "$out" --units "$look" \
            ${seconds:+--seconds "$seconds"} "$@" || return
        has_lines "$out/raw.csv.gz" || return 0
        choose_next_look || return
        printf '%s units: %s rows go on\n' "$look" \
            "$(wc -l <"$out/undecided")" >&2
    done
}
