# SPDX-License-Identifier: BSD-2-Clause
# The parts of ./run.sh test: how each is run, and what it counts.  Sourced by
# test.sh.
# shellcheck shell=bash disable=SC2034,SC2154

readonly TEST_BUILDS='gcc clang asan tsan'

# Prints the names of the scripts.
scripts() {
    sed -n 's/^\([^ #][^ ]*\) .*/\1/p' tests/scripts
}

# script_of NAME: sets `script`, `seconds` and `needs`; fails if there is no
# such script.
script_of() {
    local name
    while read -r name script seconds needs; do
        [ "$name" != "$1" ] || return 0
    done < <(grep -v '^#' tests/scripts)
    return 1
}

# fail WHAT FILE: counts a failure, and keeps what the file has of it.
fail() {
    failed=$((failed + 1))
    printf '== FAILED: %s\n' "$1"
    {
        printf '== FAILED: %s\n' "$1"
        tail -n 100 "$2"
    } >>"$log.failed"
}

# stop_running: ends what a part runs, for a signal, and the part.
stop_running() {
    [ -z "$running" ] || kill -TERM "$running" 2>/dev/null
    [ -z "$running" ] || wait "$running"
    exit "$INTERRUPTED"
}

# bounded SECONDS COMMAND...: runs it, and ends it with all its children if it
# comes to no end.  Returns its status; 124 or 137 if it was ended.
bounded() {
    local seconds=$1 status
    shift
    # What a shell starts beside itself ignores Ctrl-C otherwise.
    env --default-signal=INT,QUIT timeout -k 10 "$seconds" "$@" </dev/null &
    running=$!
    wait "$running"
    status=$?
    running=
    return $status
}

# lines PATTERN FILE: how many there are.
lines() {
    grep -c -- "$1" "$2" || :
}

# run_script NAME: runs a script that prints TAP, and adds up what it says.
run_script() {
    local script seconds needs status plan n_passed n_failed n_skipped
    script_of "$1"
    # Each script builds there what it needs, and nothing twice.
    SLOWPATH_BUILD=build/gcc bounded "$seconds" "$script" 2>"$log.err"
    status=$?
    n_skipped=$(lines '^ok .*# SKIP' "$log")
    n_passed=$(($(lines '^ok ' "$log") - n_skipped))
    n_failed=$(lines '^not ok ' "$log")
    plan=$(sed -n 's/^1\.\.\([0-9]*\).*/\1/p' "$log" | tail -n 1)
    passed=$((passed + n_passed)) skipped=$((skipped + n_skipped))
    # One failure is counted by fail().
    [ "$n_failed" = 0 ] || failed=$((failed + n_failed - 1))
    why_failed "$1" $status "$n_failed" $((n_passed + n_failed + n_skipped))
}

# why_failed NAME STATUS FAILED RUN: tells of a script that failed, died, or ran
# other tests than it planned; `plan` is run_script's.
why_failed() {
    local why=''
    case $2 in
    124 | 137) why="was not done in $seconds s" ;;
    0) [ -n "$plan" ] || why='ended before its last line' ;;
    *) why="ended with status $2" ;;
    esac
    if [ -z "$why" ] && [ "$plan" != "$4" ]; then
        why="ran $4 tests of $plan"
    fi
    [ "$3" = 0 ] || why="$3 tests failed"
    [ -n "$why" ] || return 0
    grep -v '^ok ' "$log" | cat - "$log.err" >"$log.told"
    fail "$1: $why" "$log.told"
}

# options_of BUILD: sets `options` to Meson's, and `compilers` to the
# environment.
options_of() {
    compilers=()
    # Less is optimized away before a sanitizer sees it, and it names lines.
    options=(-Dwerror=true -Doptimization=1 -Dc_args=-g1)
    case $1 in
    # Nobody reads what debuggers would.
    gcc) options=(-Dwerror=true -Ddebug=false) ;;
    # How threads interleave is up to the explorer, not to the compiler.
    clang)
        options=(-Dwerror=true -Dthorough=false -Ddebug=false)
        compilers=(CC=clang-14 "CXX=$(cached clang++-14)")
        ;;
    asan) options+=('-Db_sanitize=address,undefined') ;;
    tsan) options+=(-Db_sanitize=thread) ;;
    esac
}

# prepare_build NAME: sets it up; fails if Meson does.
prepare_build() {
    local compilers options
    options_of "$1"
    (
        [ ${#compilers[@]} = 0 ] || export "${compilers[@]}"
        set_up "build/$1" "${options[@]}"
    ) 2>"build/$1.log.err"
}

# make_tests DIR [TEST...]: builds all, or what these tests need.
make_tests() {
    local dir=$1 targets
    shift
    [ $# != 0 ] || set -- all
    if [ "$1" != all ]; then
        targets=$(tests/lib/meson_tests.py targets "$dir" "$@") || return
        [ -n "$targets" ] || return 0
        # shellcheck disable=SC2086 # a list of words
        set -- $targets
    fi
    bounded 0 ninja -C "$dir" -k 0 "$@"
}

# run_build NAME [TEST...]: builds, and runs the tests, or these.
run_build() {
    local name=$1 dir=build/$1 tests=()
    shift
    if ! prepare_build "$name"; then
        is_made "$name"
        fail "$name: the build cannot be set up" "$dir.log.err"
    elif make_tests "$dir" "$@" >"$dir.log" 2>&1; then
        is_made "$name"
        run_tests "$name" "$@"
    else
        is_made "$name"
        grep -v '^\[[0-9/]*\] ' "$dir.log" >"$dir.log.failed"
        fail "$name: the build failed" "$dir.log.failed"
        mapfile -t tests < <(tests/lib/meson_tests.py built "$dir" "$@")
        [ ${#tests[@]} = 0 ] || run_tests "$name" "${tests[@]}"
    fi
}

# is_made BUILD: parts that need it can begin, be it whole or not.
is_made() {
    printf '== %s: built after %d s\n' "$1" "$SECONDS"
    : >"build/test/$1.made"
    kill -USR1 $$
}

# run_tests NAME [TEST...]: runs Meson's tests, or these, and adds up what they
# say.
run_tests() {
    local name=$1 dir=build/$1 status sums
    shift
    rm -f "$dir/meson-logs/testlog.json"
    # Others run beside them.
    bounded 0 meson test -C "$dir" --no-rebuild --timeout-multiplier 2 "$@" 2>&1
    status=$?
    if ! sums=$(tests/lib/meson_tests.py tally "$dir" "$log.told" 2>&1); then
        fail "$name: meson ran no test" "$log"
        return
    fi
    # shellcheck disable=SC2086 # three numbers
    set -- $sums
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
    if [ "$2" != 0 ]; then
        { printf '== FAILED: %s\n' "$name" && cat "$log.told"; } >>"$log.failed"
    elif [ "$status" != 0 ]; then
        fail "$name: meson test ended with status $status" "$log"
    fi
}

# run_part PART: runs it, and writes to build/test/PART.sums what passed, failed
# and was skipped.  `log` is where it prints.
run_part() {
    local part=$1 passed=0 failed=0 skipped=0 running=''
    SECONDS=0
    printf '\n== %s\n' "$part"
    if [ "$part" = tests ]; then
        run_build gcc "${tests[@]}"
    elif is_build "$part"; then
        run_build "$part"
    else
        run_script "$part"
    fi
    printf '%d %d %d\n' $passed $failed $skipped >"build/test/$part.sums"
    printf '== %s: %d s\n' "$part" $SECONDS
}
