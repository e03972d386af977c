# SPDX-License-Identifier: BSD-2-Clause
# What the guest does when it is told nothing else: runs the tests that are
# listed in /tests.sh, and writes suite.tap.  Ends with 0 if all pass.
# shellcheck shell=sh

# An emulated processor takes so much longer.
readonly PATIENCE=4

# Sets `now`: whole seconds since the boot.  To start a process would take as
# long as half a test.
look_at_clock() {
    read -r now _ </proc/uptime
    now=${now%.*}
}

# True if the log tells of a failure.  cmocka's 'not ok N # SKIP' is none.
fails() {
    awk '/^not ok/ && !/ # SKIP/ { n++ } END { exit !n }' /tmp/log
}

# run NAME SECONDS COMMAND...: one test, which prints TAP itself.
run() {
    name=$1 seconds=$(($2 * PATIENCE))
    shift 2
    # A membarrier(2) asks all processors, and takes milliseconds here; what is
    # wrong with a broken lock shows itself late.
    case $name in
    rm*) TEST_EFFORT=2 ;;
    'a broken lock'* | 'a lock that'*) TEST_EFFORT=100 ;;
    *) TEST_EFFORT=20 ;;
    esac
    look_at_clock
    from=$now
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
    look_at_clock
    echo "$n $((now - from)) s $name" >/dev/console
}

n=0
failed=0
look_at_clock
started=$now
{
    # shellcheck source=/dev/null # made by list_tests.py
    . /tests.sh
    echo "1..$n"
    look_at_clock
    echo "# $((now - started)) s, $(nproc) CPUs"
} >/tmp/out/suite.tap
[ $n != 0 ] && [ $failed = 0 ]
