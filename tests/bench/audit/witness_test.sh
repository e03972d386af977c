#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that valgrind, which translates instructions and shares nothing with
# the audit, which steps through them, counts the same: witness_test.sh PASSES
# ARMS.  Two lengths each, so that what is around the passes cancels out.
# Prints TAP; 77 and the reason where valgrind cannot run here.
set -u
passes=$1 arms=$2
# Both numbers have as many digits, so that parsing them takes as long.
readonly SHORT=150 LONG=350
n=0

command -v valgrind >/dev/null || {
    printf '1..0 # SKIP there is no valgrind\n'
    exit 77
}
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT

# Without debugging sections: valgrind 3.19 dies of clang's DWARF 5.
strip -g -o "$dir/passes" "$passes" || exit 2

# witness CASE N: all instructions of a run of N passes, by callgrind.
witness() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$dir/passes" run "$dir/arm.so" "$1" "$2" 2>"$dir/log" || return 1
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$dir/log"
}

for name in mtx-none mtx-global-hard rw-td-hard sx-global-hard; do
    for case in uncontended recurse; do
        arm=$arms/$name.so
        strip -g -o "$dir/arm.so" "$arm" || exit 2
        if ! short=$(witness $case $SHORT) || ! long=$(witness $case $LONG)
        then
            if grep -q 'Unrecognised instruction\|SIGILL' "$dir/log"; then
                printf '1..0 # SKIP valgrind does not know this processor\n'
                exit 77
            fi
            short=0 long=0
        fi
        stepped=$("$passes" count "$arm" $case $LONG)
        fewer=$("$passes" count "$arm" $case $SHORT || echo 0)
        stepped=$((${stepped:-0} - fewer))
        n=$((n + 1))
        if [ $((long - short)) = $stepped ] && [ $stepped -gt 0 ]; then
            printf 'ok %d - %s %s: %d instructions in %d passes\n' $n "$name" \
                $case $stepped $((LONG - SHORT))
        else
            printf 'not ok %d - %s %s: stepped %d, valgrind %d\n' $n "$name" \
                $case $stepped $((long - short))
            sed 's/^/# /' "$dir/log"
        fi
    done
done
printf '1..%d\n' $n
