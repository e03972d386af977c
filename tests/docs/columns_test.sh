#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that docs/formats.md has the columns that the programs are made of, and
# that a page is found out that has not: columns_test.sh ROOT ANALYSIS.  Prints
# TAP.
# shellcheck disable=SC2016 # `names` are Markdown's
set -u
root=$1 analysis=$2
here=$(dirname "$0")
# shellcheck source=tests/tap.sh
. "$here/../tap.sh"

columns() {
    "$here/columns.py" "$@" "$dir/page.md" "$analysis"
}

# page SCRIPT: a page that sed makes of the document.
page() {
    sed "$1" "$root/docs/formats.md" >"$dir/page.md"
}

is 'the document has the columns of every list' \
    "$here/columns.py" "$root/docs/formats.md" "$analysis"
page 's/^\* `crit_ns` (count/* `crit` (count/'
says 'a column of another name is told' 1 'raw.csv are out of date' columns
page 's/^  \* `hung`: .*/  * `hung`: it hung/'
says 'and a word of another meaning' 1 'drill.csv are out of date' columns
says 'which can be written anew' 1 'drill.csv are out of date' columns --write
is 'and is right then' cmp "$dir/page.md" "$root/docs/formats.md"
page 's/^<!-- columns: audit.csv -->//'
says 'a list that is missing is told' 1 'there are no columns of audit.csv' \
    columns
says 'a file without a list has no columns' 2 "called 'none.csv'" \
    "$analysis" columns none.csv
says 'one that is compressed has those of its list' 0 '`offset` (count)' \
    "$analysis" columns results/x/raw.csv.gz
plan
