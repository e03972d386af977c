#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that a moved arm is what the linker would have made: for arms of each
# form and three offsets, all loaded bytes but the build id and all symbols are
# those of a link that puts the block there, and each function has its lines.
#
#     placement_test.sh PREFIX FORMS MOVERS MUTANTS LINK_WORD...
#
# PREFIX stands before the names of binutils.  FORMS is a folder of files
# NAME.objects, which list what the arm NAME is linked of.  MOVERS is one of
# programs: `move`, and move-MUTANT for each word of MUTANTS.  A mutant is
# broken in one place: it must move one of the arms wrongly.  The words link an
# arm.
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/tap.sh
. "$here/../../tap.sh"

prefix=$1 forms=$2 movers=$3 mutants=$4
shift 4
link=("$@")
readonly offsets='4 12 60'

# link_at FILE OBJECTS WORD...: links the arm, with further words.
link_at() {
    local file=$1 objects=$2
    shift 2
    # shellcheck disable=SC2046 # a list of words
    "${link[@]}" -o "$file" $(cat "$objects") "$@"
}

# ranges FILE: which bytes are loaded, but for the build id: FIRST END, from 0.
ranges() {
    "$prefix"readelf -lW "$1" | awk '$1 == "LOAD" { print "load", $2, $5 }'
    "$prefix"readelf -SW "$1" |
        sed -n 's/.*\.note\.gnu\.build-id  *NOTE  *[0-9a-f]* /id 0x/
            s/^\(id 0x[0-9a-f]*\) .*/\1 0x24/p'
}

# loaded_differ A B: prints how many loaded bytes differ.
loaded_differ() {
    { ranges "$1"; printf 'bytes\n'; cmp -l "$1" "$2"; } 2>&1 |
        perl -ne '
            if (/^(load|id) (\S+) (\S+)/) {
                push @{$r{$1}}, [hex $2, hex($2) + hex $3];
            } elsif (/^ *(\d+) +\d+ +\d+$/) {
                my $at = $1 - 1;
                my $in = sub { grep { $at >= $_->[0] && $at < $_->[1] } @_ };
                $n++ if $in->(@{$r{load}}) && !$in->(@{$r{id}});
            } elsif (!/^bytes$/) {
                $n++; # of another length
            }
            END { print $n + 0, "\n"; die if !$r{load} || !$r{id} }'
}

# lines FILE: the lines of all functions of the block, by their names.
lines() {
    local block
    block=$("$prefix"readelf -SW "$1" |
        sed -n 's/.*\[ *\([0-9]*\)\] \.text\.arm .*/\1/p')
    "$prefix"readelf -sW "$1" |
        awk -v block="$block" '$4 == "FUNC" && $7 == block { print $2, $8 }' |
        sort -u >"$dir/functions"
    awk '{ print "0x" $1 }' "$dir/functions" |
        "$prefix"addr2line -e "$1" | paste -d ' ' "$dir/functions" - |
        cut -d ' ' -f 2- | sort
}

# is_placed MOVE LINKED OFFSET PLACED: what MOVE makes is what the linker made.
is_placed() {
    local move=$1 linked=$2 offset=$3 placed=$4 differ
    "$move" "$linked" "$offset" "$dir/moved.so" whole || return 1
    differ=$(loaded_differ "$dir/moved.so" "$placed") || return 1
    [ "$differ" = 0 ] || {
        printf '%s loaded bytes differ at %s\n' "$differ" "$offset"
        return 1
    }
    "$prefix"readelf -sW "$dir/moved.so" >"$dir/moved.symbols"
    "$prefix"readelf -sW "$placed" | diff "$dir/moved.symbols" - || return 1
}

# has_lines LINKED PLACED: of the moved file; and there are some.
has_lines() {
    lines "$dir/moved.so" >"$dir/moved.lines"
    lines "$1" | diff - "$dir/moved.lines" &&
        lines "$2" | diff - "$dir/moved.lines" &&
        grep -q '\.[chS]:[0-9]' "$dir/moved.lines" &&
        ! grep -qF '??' "$dir/moved.lines"
}

# with_script FILE: sets `link` to the words that link with another script, and
# `script` to the one that it was.
with_script() {
    local i
    for i in "${!link[@]}"; do
        if [ "${link[i]}" = -T ]; then
            script=${link[i + 1]}
            link[i + 1]=$1
        fi
    done
    [ -n "$script" ] || {
        echo 'the link words have no script: -T FILE'
        return 1
    }
}

# place NAME: links the arm, and puts it at all offsets by the linker.
place() {
    local name=$1 script='' offset
    link_at "$dir/$name.so" "$forms/$name.objects" \
        -Wl,-Map="$dir/$name.map" || return 1
    for offset in $offsets; do
        (
            with_script "$dir/$name.$offset.ld" || exit 1
            awk -f "$here/place.awk" -v offset="$offset" "$dir/$name.map" \
                "$script" >"$dir/$name.$offset.ld" || exit 1
            link_at "$dir/$name.$offset.so" "$forms/$name.objects"
        ) || return 1
    done
}

are_placed() {
    local move=$1 name=$2 offset
    for offset in $offsets; do
        is_placed "$move" "$dir/$name.so" "$offset" "$dir/$name.$offset.so" ||
            return 1
    done
}

# One test for each arm, and one for each mutant.
all_lined() {
    place "$1" && are_placed "$move" "$1" &&
        has_lines "$dir/$1.so" "$dir/$1.60.so" && right="$right $1"
}

# breaks MUTANT: it moves wrongly, or refuses, one of the arms that the mover
# moves rightly.
breaks() {
    local name
    for name in $right; do
        are_placed "$1" "$name" >/dev/null 2>&1 || return 0
    done
    return 1
}

right=
move=$movers/move
for objects in "$forms"/*.objects; do
    name=$(basename "$objects" .objects)
    is "$name is moved as the linker places it" all_lined "$name"
done
for mutant in $mutants; do
    is "a mover that is broken is seen: $mutant" breaks "$movers/move-$mutant"
done
plan
