#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that a program's --help tells each option that the program takes:
# help_test.sh NAME PROGRAM LIST...  The first LIST is of options, each further
# one a MACRO of base/formats/words.def, whose words --help tells, too.  Prints
# TAP.
set -u
name=$1 program=$2 list=$3
shift 3
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"
words=$(dirname "$0")/../base/formats/words.def

# entries MACRO FILE: the texts of its entries in a list.
entries() {
    sed -n "s/^$1(\([A-Z_]*, \)\{0,1\}\"\([^\"]*\)\".*/\2/p" "$2"
}

# tells WORD...: whether the help has each of these as a word of its own.
tells() {
    local word is_whole=0
    [ $# -gt 0 ] || return
    for word; do
        grep -qE -e "(^|[^[:alnum:]_-])$word([^[:alnum:]_-]|\$)" \
            "$dir/help" || {
            printf '# no %s\n' "$word"
            is_whole=1
        }
    done
    return $is_whole
}

# lacks WORD: whether the help has no such word: what `tells` is worth.
lacks() {
    ! tells "$1"
}

"$program" --help >"$dir/help"
mapfile -t options < <(entries OPTION "$list" | sed 's/^/--/')
is "$name tells each option" tells "${options[@]}"
is "$name tells no other" lacks --no-such-option
for macro; do
    mapfile -t texts < <(entries "$macro" "$words")
    is "$name tells each word of $macro" tells "${texts[@]}"
done
plan
