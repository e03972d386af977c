#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves of the built arms that exactly what the claims allow passes, and
# nothing more or less: limits_test.sh SLOWPATH_AUDIT SLOWPATH_ANALYSIS ARMS
# CLAIMS.  Prints TAP; what is written is of one compiler, others skip it.
set -u
audit=$1 analysis=$2 arms=$3 claims=$4
gate=$(dirname "$claims")/gate.csv
. "$(dirname "$0")/../../tap.sh"

judge() {
    "$analysis" audit --claims "$claims" "$1"
}

rows=$(dirname "$0")/../../lib/rows.py

# edit NAME COMMAND...: what it prints of the audit, as DIR/NAME.
edit() {
    local name=$1
    shift
    mkdir -p "$dir/$name"
    "$@" "$dir/whole/audit.csv" >"$dir/$name/audit.csv"
}

only_base_gone() {
    mkdir -p "$dir/arms"
    ln -sf "$arms/mtx-td-hard.so" "$dir/arms/"
    "$audit" --arms "$dir/arms" --out "$dir/none"
}

is 'the arms can be audited' "$audit" --arms "$arms" --out "$dir/whole"
says 'a check that no arm has is an error' 2 "no arm has the check 'glob'" \
    "$audit" --arms "$arms" --checks td,glob --out "$dir/none"
says 'a candidate without its base is an error' 2 \
    'mtx-td-hard: there is no mtx without a check' only_base_gone
says 'an audit that failed leaves nothing' 2 'No such file' \
    ls "$dir/none/audit.csv"

edit cut head -n -1
says 'an audit that is cut short is an error' 2 'cut short' judge "$dir/cut"
edit torn sed 100d
says 'and one that lacks a line' 2 'lines are missing' judge "$dir/torn"
says 'compare says so too' 2 'cut short' \
    "$analysis" compare --gate "$gate" "$dir/whole" "$dir/cut"

if grep -q '^3,x86-64,gcc 12.2.0 -O2,' "$dir/whole/audit.csv"; then
    says 'the claims hold' 0 '; 0 not as claimed' judge "$dir/whole"
    counted='state not in ("code", "stopped")'
    edit more "$rows" --where "$counted" \
        --set 'instructions=int(instructions or 0) + 1'
    says 'every line breaks its rule with one instruction more' 1 \
        "; $("$rows" "$dir/whole/audit.csv" --where "$counted" |
            wc -l) not as claimed" judge "$dir/more"
    "$audit" --arms "$arms" --checks td --out "$dir/few"
    says 'an audit without a check is not as claimed' 1 \
        'no line of the audit is mtx/lock/global/' judge "$dir/few"
    says 'and not all of another' 3 'have nothing to be compared with' \
        "$analysis" compare --gate "$gate" "$dir/whole" "$dir/few"
else
    ok '# SKIP the figures are of gcc 12.2.0 at -O2'
fi
plan
