#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that rooms include each other as the list of arrows says, that files
# stand in no circle, and that whatever breaks that is found: layers_test.sh
# ROOT.  Prints TAP.
set -u
root=$1
here=$(dirname "$0")
. "$here/../tap.sh"

# A project of three rooms, as it should be: shop -> store -> yard.
make_project() {
    rm -rf "$dir/project"
    mkdir -p "$dir"/project/{shop,store/gate,yard}
    write shop/till.c '#include <stdio.h>' '#include "till.h"' \
        '# include "store/shelf.h"'
    write shop/till.h '#include "bag.h"'
    write shop/bag.h '#include "coin.h"'
    write shop/coin.h ''
    write store/shelf.h '#include "yard/made.h"'
    write yard/made.h.in ''
    write arrows 'shop: store  # in front' 'store: yard' 'yard:'
}

# write FILE LINE...
write() {
    local file=$dir/project/$1
    shift
    printf '%s\n' "$@" >"$file"
}

judge() {
    "$here/layers.py" "$dir/project" "$dir/project/arrows"
}

# finds NAME TEXT FILE LINE...: the project with this file is wrong, with this
# text and no other.
finds() {
    local name=$1 text=$2
    shift 2
    make_project
    write "$@"
    judge >"$dir/log" 2>&1
    if [ $? = 1 ] && [ "$(cat "$dir/log")" = "$text" ]; then
        ok "$name"
    else
        not_ok "$name" "wanted: $text"
    fi
}

is 'the rooms of this project include what they may' \
    "$here/layers.py" "$root" "$here/arrows"

make_project
is 'a project that keeps its list is right' judge
finds 'one forbidden include is found' \
    'yard/wall.c:2: yard may not include shop: "shop/till.h"' \
    yard/wall.c '' '#include "shop/till.h"'
finds 'so is one by way of a room that is allowed' \
    'shop/bag.c:1: shop may not include yard: "../store/../yard/made.h"' \
    shop/bag.c '#include "../store/../yard/made.h"'
finds 'so is one in angle brackets' \
    'yard/wall.h:1: yard may not include shop: "shop/till.h"' \
    yard/wall.h '#include<shop/till.h>'
finds 'a room that the list lacks is found' \
    'store/gate: the room has no line in the list' \
    store/gate/bar.c '#include "shop/till.h"'
finds 'an arrow that nothing uses is found' \
    'shop: nothing includes yard: take it off the list' \
    arrows 'shop: store yard' 'store: yard' 'yard:'
finds 'a room that is gone is found' \
    'cellar: the list has a room without sources' \
    arrows 'shop: store' 'store: yard' 'yard:' 'cellar:'
finds 'what is not there is found' 'shop/bag.c:1: "string.h" is not there' \
    shop/bag.c '#include "string.h"'
finds 'a circle of two files is found' \
    'shop/bag shop/till: a circle: each needs the others' \
    shop/bag.c '#include "bag.h"' '#include "till.h"'
finds 'so is one by way of a third file' \
    'shop/bag shop/coin shop/till: a circle: each needs the others' \
    shop/coin.c '#include "coin.h"' '#include "till.h"'
make_project
write shop/till_private.h '#include "shop/till.h"'
write shop/till.c '#include "till.h"' '#include "shop/till_private.h"' \
    '#include "store/shelf.h"'
is 'a private header is part of its file' judge
finds 'a circle on the list that is gone is found' \
    'shop/bag shop/till: the circle is gone: take it off the list' \
    arrows 'shop: store' 'store: yard' 'yard:' 'circle: shop/till shop/bag'

make_project
write shop/bag.c '#include "bag.h"' '#include "till.h"'
write arrows 'shop: store' 'store: yard' 'yard:' 'circle: shop/till shop/bag'
is 'a circle on the list is let be' judge

make_project
write arrows 'shop: store' 'store: yard' 'shop: yard' 'yard:'
says 'a room with two lines is refused' 2 \
    'arrows:3: shop has a line already' judge
write arrows 'shop -> store'
says 'what is no line is refused' 2 'arrows:1: a line is "room: room room"' \
    judge
plan
