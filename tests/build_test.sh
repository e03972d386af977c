#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves how much ./run.sh has a user's machine build, in steps and bytes, which
# are the same everywhere: build_test.sh BUILD.  Prints TAP.  What takes more
# must be paid for elsewhere: a newcomer waits for it.
set -u
cd "$(dirname "$0")/.." || exit 2
build=$1
. tests/tap.sh
. bench/run/command_line.sh

# choose OPTION...: sets `names` to the arms that the engine asks for.
choose() {
    mapfile -t names < <("$build/bench/slowpath-bench" --list-arms \
        --arms-list "$build/bench/arm/arms.list" "$@")
    names=("${names[@]/%/.so}")
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

# are_read LIST: the shell reads each option that the program of a list has, for
# which each must be one line.
are_read() {
    local n
    n=$(project=$PWD options_in "$1" | wc -l)
    printf '%d of %s\n' "$n" "$1"
    [ "$n" -gt 0 ] && [ "$n" = "$(grep -c 'OPTION(' "$1")" ]
}

for list in analysis/cmd bench/drill/run bench/run; do
    is "the shell reads all options of $list" are_read "$list/options.def"
done
choose
is 'each arm of a default run is linked once' are_linked_once
is 'what a default run compiles is bounded' is_within 360 ' -c ' suite
choose --quick
is 'so is what --quick compiles' is_within 250 ' -c ' suite
choose --base HEAD
is 'and one side of a gate' is_within 260 ' -c '
is 'all arms are 15 MB at most' fit 15000000
plan
