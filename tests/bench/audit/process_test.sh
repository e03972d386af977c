#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that an audit ignores signals that are not for it, leaves no process
# and no file when it is killed, and goes on without what one check needs of the
# system, or says why it cannot: process_test.sh SLOWPATH_AUDIT ARMS WITHOUT.
# Prints TAP.
set -u
audit=$1 arms=$2 without=$3
n=0
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT

# is NAME COMMAND...: the command succeeds.
is() {
    local name=$1
    shift
    n=$((n + 1))
    if "$@" >"$dir/log" 2>&1; then
        printf 'ok %d - %s\n' $n "$name"
    else
        printf 'not ok %d - %s\n' $n "$name"
        tail -5 "$dir/log" | sed 's/^/# /'
    fi
}

# The signals go to the whole group, as those of a terminal do.
signalled() {
    local pid
    setsid "$audit" --arms "$arms" --checks td --out "$dir/signalled" &
    pid=$!
    sleep 0.1
    while kill -WINCH -- "-$pid" && kill -CONT -- "-$pid"; do
        sleep 0.01
    done 2>/dev/null
    wait $pid
}

# Killed early and late, by signals that it can catch and cannot; it alone, and
# not by this shell, whose child obeys the trap above until it is the audit.
killed() {
    local i signals=(KILL TERM)
    for i in $(seq 40); do
        timeout --foreground -s "${signals[i % 2]}" \
            "0.$(printf '%03d' $((i * 5)))" \
            "$audit" --arms "$arms" --checks td --out "$dir/killed"
    done
    # A child has its parent's command line.
    for i in $(seq 20); do
        pgrep -f -- "--out $dir/killed" || return 0
        sleep 0.1
    done
    return 1
}

lacks_membarrier() {
    "$without" membarrier "$audit" --arms "$arms" --checks patch,td \
        --out "$dir/lacks"
}

# Refused: nothing is counted, and the reason is left for the analysis.
lacks_ptrace() {
    "$without" ptrace "$audit" --arms "$arms" --checks td --out "$dir/denied"
    [ $? = 2 ] && [ "$(ls "$dir/denied")" = uncounted.txt ]
}

may_trace_again() {
    "$audit" --arms "$arms" --checks td --out "$dir/denied" &&
        [ ! -e "$dir/denied/uncounted.txt" ]
}

is 'signals to the group are not for who is traced' signalled
is 'a killed audit leaves no process' killed
is 'and no file' test -z "$(ls -A "$dir/killed" 2>/dev/null)"
is 'without membarrier(2) the audit goes on' lacks_membarrier
is 'and says what could not be counted, and why' grep -q \
    'mtx,lock,patch,hard,stopped,.*Aborted: .*membarrier' \
    "$dir/lacks/audit.csv"
is 'and counts the rest' grep -q 'mtx,lock,patch,hard,mine,.*,returned,' \
    "$dir/lacks/audit.csv"
is 'an audit that may not trace says so and ends with 2' lacks_ptrace
is 'and leaves the error and what to do' grep -q \
    'ptrace is refused: EPERM .*: allow it, as by .*SYS_PTRACE' \
    "$dir/denied/uncounted.txt"
is 'until it may' may_trace_again
printf '1..%d\n' $n
