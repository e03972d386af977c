#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that ./run.sh selftest goes all the way from arms to rates: a slowdown
# of 5 % is found and a copy is not called slower; that rows are kept and added
# to; and that the load beside them ends.  Prints TAP.  Asks for no time: what a
# noisy machine cannot tell may stay INCONCLUSIVE or UNFIT, but for one row in
# two of 5 %.
set -u
cd "$(dirname "$0")/.." || exit 2

. tests/tap.sh

load=$release/bench/selftest/slowpath-load

selftest() {
    ./run.sh selftest --no-install --out "$dir/self" "$@"
}

# asks PYTHON [ARGUMENT...]: the statement holds of `rows`, the lines of
# selftest.csv by the names of their columns.
asks() {
    python3 - "$dir/self/selftest.csv" "$@" <<'PYTHON'
import csv, sys

with open(sys.argv[1], newline="") as f:
    rows = list(csv.DictReader(f, strict=True))
assert rows and all(None not in row.values() for row in rows), rows
n_with = lambda **wanted: sum(
    all(row[key] == wanted[key] for key in wanted) for row in rows)
assert eval(sys.argv[2]), rows
PYTHON
}

# has_verdicts TRUTH LEAST VERDICT: of the rows of a truth, at least so many.
has_verdicts() {
    asks "n_with(truth='$1', verdict='$3') >= $2"
}

lacks() {
    asks "n_with(truth='$1', verdict='$2') == 0"
}

has_columns() {
    head -1 "$dir/self/selftest.csv" | grep -qx "$(printf '%s,' truth true_pct \
        repeat row units look verdict estimate_pct lower_pct upper_pct \
        half_width_pct gb_p gb_alarm margin_pct)seconds" &&
        asks 'all(None not in row for row in rows)'
}

# The samples are the rows' own, and each row that compare.py judged has a p.
is_compared() {
    ! /usr/bin/python3 -c 'import scipy' 2>/dev/null ||
        asks 'all(row["gb_p"] and row["gb_alarm"] in ("0", "1")
                  for row in rows)'
}

added() {
    selftest --truths aa --repeat 3 >"$dir/log2" 2>&1
    asks 'n_with(truth="aa") == 3 and n_with(truth="+5") == 2' &&
        [ "$dir/self/aa/1/verdict.txt" -ot "$dir/mark" ]
}

# Its parent is killed; it goes too, children and all.
load_dies() {
    local parent n
    bash -c "$load drift 60 & wait" &
    parent=$!
    until pgrep -P "$(pgrep -P "$parent" slowpath-load)" >/dev/null; do
        sleep 0.1
    done 2>/dev/null
    n=$(pgrep -P "$parent" slowpath-load)
    kill -9 "$parent"
    wait "$parent" 2>/dev/null
    for _ in $(seq 50); do
        [ -d "/proc/$n" ] || ! pgrep -P "$n" >/dev/null && return
        sleep 0.1
    done
    return 1
}

says 'selftest has help' 0 '--truths LIST' ./run.sh selftest --help
says 'what is no truth is refused' 2 "no truth '+3'" selftest --truths aa,+3
says 'what is no number is refused' 2 '--repeat needs a whole number' \
    selftest --repeat x
says 'what is no option is refused' 2 "no option '--nonsense'" \
    selftest --nonsense
says 'a lock that is not there is refused' 2 "no lock 'none-such'" \
    selftest --lock none-such
says 'the pipeline runs on known truth' 0,1 'compare.py wrong' selftest --quick
is 'a slowdown of 5 % is found' has_verdicts +5 1 REGRESSION
is 'and never passed' lacks +5 PASS
is 'a copy is not called slower' lacks aa REGRESSION
is 'a line per row tells all of it' has_columns
is 'compare.py has judged the same samples' is_compared
touch "$dir/mark"
is 'rows are kept, and added to' added
says 'rows beside a load are measured too' 0,1 'bursts' \
    selftest --truths bursts,drift+1 --repeat 1
is 'a load ends by itself' timeout 20 "$load" bursts 1 7
is 'and with its parent' load_dies
says 'a load without an end is refused' 2 Usage "$load" drift 0

plan
