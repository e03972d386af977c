# SPDX-License-Identifier: BSD-2-Clause
# What the guest does when it is told nothing else: runs the tests that are listed
# in /tests.sh, and writes suite.tap.  Ends with 0 if all pass.
# shellcheck shell=sh

# An emulated processor takes so much longer.
readonly PATIENCE=4

n=0
failed=0
started=$(cut -d. -f1 /proc/uptime)

# Whether the log tells of a failure.  cmocka's 'not ok N # SKIP' is none.
fails() {
    grep '^not ok' /tmp/log | grep -qv ' # SKIP'
}

# run NAME SECONDS COMMAND...: one test, which prints TAP itself.
run() {
    name=$1 seconds=$(($2 * PATIENCE)) from=$(cut -d. -f1 /proc/uptime)
    shift 2
    # A membarrier(2) asks all processors, and takes milliseconds here.
    case $name in
    rm*) TEST_EFFORT=2 ;;
    *) TEST_EFFORT=100 ;;
    esac
    export TEST_EFFORT
    timeout -k 5 "$seconds" "$@" >/tmp/log 2>&1
    status=$?
    n=$((n + 1))
    if [ $status = 0 ] && ! fails; then
        echo "ok $n - $name"
    elif [ $status = 77 ]; then
        echo "ok $n - $name # SKIP $(tail -n 1 /tmp/log)"
    else
        failed=$((failed + 1))
        echo "not ok $n - $name"
        echo "# ended with $status"
        grep -v '^ok' /tmp/log | tail -n 30 | sed 's/^/# /'
    fi
    echo "$n $(($(cut -d. -f1 /proc/uptime) - from)) s $name" >/dev/console
}

{
    . /tests.sh
    echo "1..$n"
    echo "# $(($(cut -d. -f1 /proc/uptime) - started)) s, $(nproc) CPUs"
} >/tmp/out/suite.tap
[ $n != 0 ] && [ $failed = 0 ]
