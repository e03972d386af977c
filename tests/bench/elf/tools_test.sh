#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that tools see a copy of an arm as they see the arm: the audit counts
# the same, line for line, and gdb names what is at an address.
#
#     tools_test.sh AUDITED MOVE ARM...
#
# AUDITED prints what the audit makes of a file.  One of the arms is mtx with
# the check `global`.
set -u
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../../tap.sh"

audited=$1 move=$2
shift 2
arms=("$@")
readonly offsets='0 12 60'

# Each arm as it is linked and at each offset, in a folder each.
make_copies() {
    local arm offset
    mkdir "$dir/at-linked"
    for arm in "${arms[@]}"; do
        cp "$arm" "$dir/at-linked/" || return 1
        for offset in $offsets; do
            mkdir -p "$dir/at-$offset"
            "$move" "$arm" "$offset" "$dir/at-$offset/${arm##*/}" || return 1
        done
    done
}

# audited OFFSET: what the audit counts and lists of all copies there.
audited() {
    local copy
    for copy in "$dir/at-$1"/*.so; do
        "$audited" "$copy" >"$copy.audited" || return 1
        # Each state of each operation has a line of counts.
        [ "$(grep -c '^[a-z].*: [1-9]' "$copy.audited")" -gt 5 ] || return 1
    done
}

same_lines() {
    local copy
    for copy in "$dir/at-$1"/*.so; do
        diff "$dir/at-linked/$(basename "$copy").audited" "$copy.audited" ||
            return 1
    done
}

# named OFFSET: gdb names a function of the copy, and its beginning.
named() {
    local copy=$dir/at-$1/mtx-global-hard.so at
    at=$(readelf -sW "$copy" |
        awk '$8 == "mtx_lock_hard" { print "0x" $2 }')
    gdb -nx -batch -ex "info symbol $at" -ex "info symbol $at + 4" "$copy" \
        >"$dir/named" 2>&1
    printf '%s\n' 'mtx_lock_hard in section .text.arm' \
        'mtx_lock_hard + 4 in section .text.arm' |
        diff - "$dir/named" && [ $((at % 64)) = "$1" ]
}

is 'arms are moved' make_copies
is 'the audit counts what is linked' audited linked
for offset in $offsets; do
    is "it counts what is moved by $offset" audited "$offset"
    is "and counts and lists what it did of the arm" same_lines "$offset"
done
for offset in $offsets; do
    if command -v gdb >/dev/null; then
        is "gdb names what is in a copy at $offset" named "$offset"
    else
        ok "gdb names what is in a copy at $offset # SKIP there is no gdb"
    fi
done
plan
