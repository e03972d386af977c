#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that the documents tell the truth, and that each check of them finds
# what is wrong: docs_test.sh ROOT ANALYSIS PROGRAM...  A program's --help has
# its options.  Prints TAP.
set -u
root=$1 analysis=$2
shift 2
here=$(dirname "$0")
. "$here/../tap.sh"

for program; do
    "$program" --help
done >"$dir/help" 2>&1
"$analysis" --help >>"$dir/help" 2>&1
# What the shell says of the options of each command.
(cd "$root" && git ls-files -z --cached --others --exclude-standard -- '*.sh' |
    xargs -0 grep -hE '^ +--[a-z]') >>"$dir/help"

is 'each block of output is what its command prints' \
    "$here/docs.py" output "$root" "$analysis"
is 'each link leads to a file' "$here/docs.py" links "$root"
is 'each path that is named is there' "$here/docs.py" paths "$root"
is 'each option that is named is in a --help' \
    "$here/docs.py" options "$root" "$dir/help"
is 'prose has 80 columns, README 150 lines' "$here/docs.py" width "$root"

# document LINE...: a tree with one document.
document() {
    rm -rf "$dir/tree"
    mkdir -p "$dir/tree/docs" "$dir/tree/analysis"
    ln -s "$root/analysis/gate.csv" "$dir/tree/analysis/gate.csv"
    ln -s "$root/results" "$dir/tree/results"
    printf '%s\n' "$@" >"$dir/tree/README.md"
}

# finds NAME CHECK TEXT: the check fails on the document, with the text.
finds() {
    local name=$1 check=$2 text=$3 more=()
    case $check in
    output) more=("$analysis") ;;
    options) more=("$dir/help") ;;
    esac
    says "$name" 1 "$text" "$here/docs.py" "$check" "$dir/tree" \
        ${more[@]+"${more[@]}"}
}

report=results/reference-selftest-2cpu-guest
document "<!-- output: slowpath-analysis selftest $report -->" '```text' \
    '+7 of nothing' '```'
finds 'a line that is not printed is found' output 'README.md:1: "slowpath'
document "<!-- output: slowpath-analysis selftest $report | tac -->" '```text' \
    'truth' '```'
finds 'so is part of a line' output 'does not print: truth'
document "<!-- output: rm -rf $report -->" '```text' 'x' '```'
finds 'no other command is run' output 'no command that can be checked'
document 'no block'
finds 'documents without output are found' output 'no document has a block'
document '[a page](docs/gone.md)'
finds 'a link to nothing is found' links 'README.md:1: there is no docs/gone.md'
document 'see [page]' '' '[page]: docs/gone.md'
finds 'so is one at the end' links 'README.md:3: there is no docs/gone.md'
# shellcheck disable=SC2016 # code of a document
document 'see `analysis/gone.c`'
finds 'a path to nothing is found' paths 'there is no analysis/gone.c'
document '    ./run.sh bench --no-such-option'
finds 'an option of nothing is found' options 'no --help has --no-such-option'
document "$(printf 'x%.0s' {1..81})"
finds 'a long line is found' width 'README.md:1: 81 columns'
mapfile -t lines < <(printf 'x\n%.0s' {1..151})
document "${lines[@]}"
finds 'a long README is found' width '151 lines, 150 are allowed'
plan
