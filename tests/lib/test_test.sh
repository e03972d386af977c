#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what tests/lib/test.h promises, by programs that keep it or break it:
# test_test.sh SAMPLES.  Prints TAP.
set -u
samples=$1
. "$(dirname "$0")/../tap.sh"

# prints STATUS PROGRAM LINE... [-- ARGUMENT...]: given these arguments, it
# prints these lines, and notes ("# ...").
prints() {
    local status=$1 program=$2
    shift 2
    : >"$dir/wanted"
    while [ $# != 0 ] && [ "$1" != -- ]; do
        printf '%s\n' "$1" >>"$dir/wanted"
        shift
    done
    "$samples/$program" "${@:2}" >"$dir/out" 2>/dev/null
    [ $? = "$status" ] && grep -v '^# ' "$dir/out" | diff - "$dir/wanted"
}

# The tests are more than one can list.
fails_77_times() {
    "$samples/failing" >"$dir/out" 2>/dev/null
    [ $? = 1 ] && [ "$(grep -c '^not ok ' "$dir/out")" = 77 ]
}

is 'tests run in the order of the files and lines, and are set up' \
    prints 0 ordered '1..5' 'ok 1 - z_is_the_first' 'ok 2 # SKIP y_is_skipped' \
    'ok 3 - x_is_the_third' 'ok 4 - b_is_the_fourth' 'ok 5 - a_is_the_last'
is 'no number of failures looks like a skip' fails_77_times
is 'a program without a test fails' \
    prints 1 empty 'Bail out! no test is registered: TEST() registers one'
is 'a group that cannot be set up fails' \
    prints 1 broken_set_up '1..1' \
    'not ok 0 - tests [  FAILED  ] GROUP SETUP'
is 'two groups are refused' \
    prints 1 two_groups \
    'Bail out! more than one TEST_GROUP or TEST_PROLOGUE'
is 'a prologue adds tests for its arguments' \
    prints 0 prologue '1..3' 'ok 1 - it_is_of_the_file' 'ok 2 - one' \
    'ok 3 - two' -- one two
is 'a prologue may end the program' prints 5 prologue -- --end
is 'what passed before a program died is printed, and its plan' \
    prints 0 dying '1..2' 'ok 1 - it_passes'
is 'a run has the tests that it wants' \
    prints 0 wanting '1..1' 'ok 1 - it_is_the_first' -- first
is 'and others when it wants others' \
    prints 1 wanting '1..2' 'ok 1 - it_is_the_second' \
    'not ok 2 - it_is_of_the_second_too' -- second
is 'a run that wants no test fails' \
    prints 1 wanting 'Bail out! this run wants no test: see its argument' \
    -- third
is 'a run without an argument wants none of these either' \
    prints 1 wanting 'Bail out! this run wants no test: see its argument'
plan
