#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that the sources are formatted, that no comment and no line of the
# shell is beyond 80 columns, and that shellcheck finds nothing; and that each
# of these checks finds what is wrong.  Prints TAP.
set -u
here=$(readlink -f "$(dirname "$0")")
. "$here/../tap.sh"
cd "$here/../.." || exit 2

# All files of the project, but for those that are gone.
files() {
    local file
    git ls-files -z --cached --others --exclude-standard |
        while IFS= read -r -d '' file; do
            [ ! -f "$file" ] || printf '%s\0' "$file"
        done
}

# Of those the files of the shell: by what they say, whatever their names are.
shell_files() {
    files | xargs -0 grep -lZE -e '^#!.*[/ ](ba|da)?sh( -p)?$' \
        -e '^# shellcheck shell='
}

is_formatted() {
    files | grep -zE '\.(c|h|cc)$' | xargs -0 clang-format-14 --dry-run --Werror
}

is_checked() {
    shell_files | xargs -0 shellcheck -x -P SCRIPTDIR
}

is_narrow() {
    files | xargs -0 "$here/columns.py"
}

# write FILE LINE...: in a folder of its own, as git has it.
write() {
    local file=$dir/tree/$1
    shift
    mkdir -p "$dir/tree"
    printf '%s\n' "$@" >"$file"
}

# finds NAME TEXT CHECK FILE LINE...: the check fails on this file, with the
# text; the file is of another name each time.
finds() {
    local name=$1 text=$2 check=$3 status
    shift 3
    rm -rf "$dir/tree"
    write "$@"
    git -C "$dir/tree" init -q
    (cd "$dir/tree" && "$check") >"$dir/log" 2>&1
    status=$?
    if [ $status != 0 ] && grep -qF -- "$text" "$dir/log"; then
        ok "$name"
    else
        not_ok "$name" "status $status, wanted a failure and: $text"
    fi
}

# 81 columns, and as many with a tab and two signs.
wide=$(printf 'x%.0s' {1..81})
tabbed=$(printf 'x%.0s' {1..71})

is 'the sources are formatted' is_formatted
is 'no comment and no line of the shell is too long' is_narrow
is 'shellcheck finds nothing' is_checked

finds 'a source that is not formatted is found' 'clang-format-violations' \
    is_formatted a.c 'int  x;'
finds 'a long comment is found' 'a.c:2: 81 columns' is_narrow a.c \
    'int x;' "/*${wide:5} */"
finds 'and one inside of a comment' 'a.h:2: 81 columns' is_narrow a.h \
    '/*' "$wide" ' */'
finds 'and one that is long by its tab' 'a.c:1: 81 columns' is_narrow a.c \
    $'\t'"//$tabbed"
finds 'and one of Meson' 'meson.build:1: 81 columns' is_narrow meson.build \
    "#${wide:1}"
finds 'a long line of the shell is found' 'run:2: 81 columns' is_narrow run \
    '#!/bin/sh' "$wide"
finds 'and one of its templates' 'a.sh.in:1: 81 columns' is_narrow a.sh.in \
    "$wide"
# shellcheck disable=SC2016 # the broken script's
finds 'a script that shellcheck warns of is found' 'SC2086' is_checked run \
    '#!/bin/sh' 'rm $1'

# What clang-format decides on is left to it.
write a.c "char x[] = \"/*$wide\";" '/* A comment. */'
is 'code is left to clang-format' "$here/columns.py" "$dir/tree/a.c"
plan
