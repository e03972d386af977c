# SPDX-License-Identifier: BSD-2-Clause
# The parts of ./run.sh test side by side: when each begins, and how they are
# shown one after the other.  Sourced by test.sh.
# shellcheck shell=bash disable=SC2034,SC2154

# How many parts run at a time.  Many have one thread, or wait for a guest or
# for a time to pass; more than two would slow each other down on two CPUs.
readonly LANES=2

# is_ready PART: whether it can begin: nothing that it needs is being built.
is_ready() {
    local name script seconds needs
    ! script_of "$1" || [ -z "$needs" ] || [ -e "build/test/$needs.made" ] ||
        [ "$being_made" != "$needs" ]
}

# start_part PART: begins it, in a process group of its own.  It writes what it
# prints to its log, what it counted to sums, and what failed to a file.
start_part() {
    local part=$1 log=build/test/$1.log
    set -m
    {
        trap stop_running TERM
        run_part "$part"
    } >"$log" 2>&1 </dev/null &
    set +m
    lanes[$!]=$part
    pids[$part]=$!
}

# start_parts: begins those of `waiting` that are ready, while a lane is free.
start_parts() {
    local part still=()
    for part in "${waiting[@]}"; do
        if [ ${#lanes[@]} -lt $LANES ] && is_ready "$part"; then
            start_part "$part"
        else
            still+=("$part")
        fi
    done
    waiting=(${still[@]+"${still[@]}"})
}

# show_parts: what is next in `unshown` and has begun is shown while it runs;
# what has ended, whole.  Sets `shower` to the process that shows.
show_parts() {
    local part pid
    while [ ${#unshown[@]} != 0 ]; do
        part=${unshown[0]} pid=${pids[${unshown[0]}]-}
        if [ -z "$pid" ]; then
            return
        elif [ -n "${lanes[$pid]-}" ]; then
            [ -z "$shower" ] || return
            tail -n +1 -f -s 0.2 --pid="$pid" "build/test/$part.log" &
            shower=$!
            return
        elif [ -n "$shower" ]; then
            wait "$shower"
            shower=
        else
            cat "build/test/$part.log"
        fi
        unshown=("${unshown[@]:1}")
    done
}

# add_sums PART: adds up what a part that has ended counted.
add_sums() {
    local sums=build/test/$1.sums n_passed n_failed n_skipped
    if read -r n_passed n_failed n_skipped 2>/dev/null <"$sums"; then
        passed=$((passed + n_passed)) failed=$((failed + n_failed))
        skipped=$((skipped + n_skipped))
    else
        failed=$((failed + 1))
        printf '== FAILED: %s: it died before it was counted\n' "$1" \
            >>"build/test/$1.log.failed"
    fi
}

# stop_parts: ends all that runs, for a signal.
stop_parts() {
    local pid
    trap '' INT TERM
    for pid in "${!lanes[@]}"; do
        kill -TERM -- "-$pid" 2>/dev/null
    done
    wait
    printf '\ninterrupted: %d passed, %d failed until then\n' "$passed" \
        "$failed" >&2
    exit "$INTERRUPTED"
}

# run_parts PART...: runs them, and shows them in this order; adds up `passed`,
# `failed` and `skipped`.
run_parts() {
    local lanes=() waiting=("$@") unshown=("$@") shower='' pid being_made=''
    local -A pids=()
    case " $* " in *' gcc '* | *' tests '*) being_made=gcc ;; esac
    # The longest begins first.
    case " $* " in
    *' guest '*)
        waiting=(guest)
        for pid; do
            [ "$pid" = guest ] || waiting+=("$pid")
        done
        ;;
    esac
    trap stop_parts INT TERM
    # A part tells that what others need is made.
    trap : USR1
    start_parts
    while [ ${#lanes[@]} != 0 ]; do
        show_parts
        pid=
        wait -n -p pid "${!lanes[@]}"
        if [ -n "${pid-}" ]; then
            add_sums "${lanes[$pid]}"
            unset "lanes[$pid]"
        fi
        start_parts
    done
    show_parts
    trap - USR1
}
