#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what ./run.sh judge, compare and audit promise of what is there
# already: the same bytes when a report is judged again, an error that names
# what is wrong with an edited file, and each instruction more.  Prints TAP.
set -u
cd "$(dirname "$0")/.." || exit 2

. tests/tap.sh

# A report of few units: it is looked at, not believed.
make_report() {
    ./run.sh bench --rows 'mtx/*' --units 2 --blocks 3 --events= --seed 7 \
        --out "$dir/quick"
}

edit() {
    mkdir -p "$dir/$1" &&
        zcat "$dir/quick/raw.csv.gz" | sed "$2" >"$dir/$1/raw.csv"
}

# one_more FROM TO: the same report, with one instruction more.
one_more() {
    cp -r "$1" "$2"
    python3 - "$1/audit.csv" "$2/audit.csv" <<'PYTHON'
import csv, sys

wanted = {"lock": "mtx", "op": "lock", "check": "global", "place": "hard",
          "state": "mine"}
with open(sys.argv[1], newline="") as f:
    lines = csv.DictReader(f, strict=True)
    rows = list(lines)
row, = (row for row in rows if wanted.items() <= row.items())
row["instructions"] = int(row["instructions"]) + 1
with open(sys.argv[2], "w", newline="") as f:
    writer = csv.DictWriter(f, lines.fieldnames, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
PYTHON
}

# by_claims SCRIPT: judges the audit by the claims, edited.
by_claims() {
    sed "$1" analysis/claims.csv >"$dir/claims.csv"
    "$release/analysis/slowpath-analysis" audit \
        --claims "$dir/claims.csv" "$dir/audit"
}

bad_claims() {
    printf 'nothing\n' >"$dir/bad.csv"
    ./run.sh audit --claims "$dir/bad.csv" --out "$dir/uncounted"
}

says 'there is a report' 0,1,3,4 'written to' make_report
cp -r "$dir/quick" "$dir/before" 2>/dev/null
says 'a report can be judged again' 0,1,3,4 'mtx/recurse' \
    ./run.sh judge "$dir/quick"
is 'with the same bytes' diff -r "$dir/quick" "$dir/before"
says 'a report is no worse than itself' 0,3,4 'new - old' \
    ./run.sh compare "$dir/quick" "$dir/quick"

is 'a run leaves an audit of its arms' \
    grep -q 'mtx,lock,global,hard,mine,' "$dir/quick/audit.csv"
says 'compare compares audits exactly' 0,3,4 ' 0 with more' \
    ./run.sh compare "$dir/quick" "$dir/quick"
one_more "$dir/quick" "$dir/more"
says 'one instruction more is a regression' 1 \
    'REGRESSION mtx/lock/global/hard/mine: instructions 25 -> 26' \
    ./run.sh compare "$dir/quick" "$dir/more"

says 'audit has help' 0 '--claims FILE' ./run.sh audit --help
says 'an unknown option of audit is refused' 2 "no option '--frob'" \
    ./run.sh audit --frob
says 'an audit needs its folder' 2 '--out needs a value' ./run.sh audit --out
says 'matrix is an option of audit' 2 "no option '--frob'" \
    ./run.sh audit --matrix --frob
says 'a bad claims file is found before anything is counted' 2 'bad.csv:1' \
    bad_claims
is 'and nothing is written' test ! -e "$dir/uncounted"
says 'the claims hold' 0 ' 0 not as claimed' ./run.sh audit --out "$dir/audit"
says 'a claim that does not hold is shown with its code' 1 \
    '    + cmp byte ptr [stop_scheduler], 0' \
    by_claims 's/,falls,0\.\.2,/,falls,0..1,/'
says 'an edited claims file is named' 2 "claims.csv:2:" \
    by_claims '2s/,base,/,wish,/'
sed 's/^3,/7,/' "$dir/audit/audit.csv" >"$dir/more/audit.csv"
says 'an audit of another schema is named' 2 "column 'schema' is '7'" \
    ./run.sh compare "$dir/quick" "$dir/more"

# shellcheck disable=SC2016 # the last line, by sed
edit cut '$d'
truncate -s -20 "$dir/cut/raw.csv"
says 'a line that is cut off is named' 2 'cut off' ./run.sh judge "$dir/cut"
mkdir "$dir/short" && cp "$dir/quick/run.json" "$dir/short" &&
    head -c -200 "$dir/quick/raw.csv.gz" >"$dir/short/raw.csv.gz"
says 'a compressed report is read to where it is cut off' 3,4 \
    'the compressed file is cut off: it is read up to here' \
    ./run.sh judge "$dir/short"
edit edited '5s/,base,/,bass,/;5s/,cand,/,card,/;5s/,null,/,nil,/
    5s/,count,/,cnt,/;5s/,planted,/,plant,/;5s/,ref,/,rf,/'
says 'an edited line is named' 2 'raw.csv:5:' ./run.sh judge "$dir/edited"
sed '2s,/uncontended/,/uncontende/,' analysis/gate.csv >"$dir/typo.csv"
says 'a misspelt line of the gate file is named' 2 \
    "typo.csv:2: column 'rows' is '*/uncontende/*': no row is called so" \
    ./run.sh judge --gate "$dir/typo.csv" "$dir/quick"
# shellcheck disable=SC2016 # the last line, by sed
edit other '2,$s/^2,/9,/'
says 'another schema is named' 2 "column 'schema' is '9'" \
    ./run.sh judge "$dir/other"
says 'a report that is not there is named' 2 "$dir/nowhere" \
    ./run.sh judge "$dir/nowhere"
mkdir "$dir/lone" && cp "$dir/quick/raw.csv.gz" "$dir/lone"
says 'a report without its run.json is judged, and that is told' 0,1,3,4 \
    "warning: no $dir/lone/run.json: machine and environment are unknown" \
    ./run.sh judge "$dir/lone"

plan
