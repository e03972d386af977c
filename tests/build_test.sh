#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves how much ./run.sh has a user's machine build, in steps and bytes, which
# are the same everywhere: build_test.sh BUILD.  Prints TAP.  What takes more
# must be paid for elsewhere: a newcomer waits for it.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$1
. tests/tap.sh
# shellcheck disable=SC2034 # of pick.sh
readonly project=$PWD
. bench/arm/pick.sh
list=$build/bench/arm/arms.list

# choose KIND ROWS: sets `names` to the arms of some rows of bench/arm/rows.def.
choose() {
    local globs locks
    mapfile -t globs < <(names_in bench/arm/rows.def "ROW_$2")
    locks=$(wanted_locks "$list" "$1" "${globs[@]}")
    mapfile -t names < <(arms_of "$list" "$1" "$USUAL_CHECKS" "$locks")
}

# steps PATTERN TARGET...: how many commands that match make these and the arms.
steps() {
    local pattern=$1
    shift
    ninja -C "$build" -t commands "$@" \
        "${names[@]/#/bench/arm/}" 2>/dev/null | grep -c -e "$pattern"
}

# is_within MOST PATTERN TARGET...: there are some steps, but not more than
# MOST.
is_within() {
    local most=$1 n
    shift
    n=$(steps "$@")
    printf '%d steps, at most %d\n' "$n" "$most"
    [ "$n" -gt 0 ] && [ "$n" -le "$most" ]
}

are_linked_once() {
    [ "$(steps ' -shared ')" = ${#names[@]} ]
}

# fit BYTES: all arms together are no larger.
fit() {
    local n
    n=$(cat "$build"/bench/arm/*.so | wc -c)
    printf '%d bytes, at most %d\n' "$n" "$1"
    [ "$n" -gt 0 ] && [ "$n" -le "$1" ]
}

# are_read LIST ENTRIES: all that the engine reads of a list, so does the shell,
# which needs each entry at the beginning of a line.
are_read() {
    local n
    n=$(names_in "bench/$1.def" "$2" | wc -l)
    printf '%d of %s\n' "$n" "$1"
    [ "$n" -gt 0 ] && [ "$n" = "$(grep -c "$2(" "bench/$1.def")" ]
}

for entries in 'arm/cases CASE' 'machine/wish WISH' 'arm/rows ROW_DEFAULT' \
    'arm/rows ROW_QUICK' 'arm/rows ROW_GATED'; do
    # shellcheck disable=SC2086 # a list and its entries
    is "the shell reads all $entries" are_read $entries
done
choose bench DEFAULT
names=("${names[@]/%/.so}")
is 'each arm of a default run is linked once' are_linked_once
is 'what a default run compiles is bounded' is_within 360 ' -c ' suite
choose bench QUICK
names=("${names[@]/%/.so}")
is 'so is what --quick compiles' is_within 250 ' -c ' suite
choose gate GATED
names=("${names[@]/%/.so}")
is 'and one side of a gate' is_within 260 ' -c '
is 'all arms are 15 MB at most' fit 15000000
plan
