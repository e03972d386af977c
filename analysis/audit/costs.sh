#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Prints a claims file anew: costs.sh SLOWPATH_ANALYSIS CLAIMS DIR.  What stands
# in CLAIMS with another kind than cost stays; each line of the audit in DIR
# that none of these is for becomes a cost with its true figures.  Lines with
# the same figures are one, where that names no other line.
set -eu
analysis=$1 claims=$2 dir=$3
written=$(mktemp)
trap 'rm -f "$written"' EXIT

grep -v ',\(cost\|open\),' "$claims" | tee "$written"
{ "$analysis" audit --claims "$written" "$dir" || [ $? = 1 ]; } |
    sed -n 's/.*no line of the claims file is for it (.*:\([0-9]*\))$/\1/p' |
    awk '
function reason(state, op, place) {
    if (state == "code") return "the code of what is inlined"
    if (state == "stopped")
        return "faked: against the operation that nothing is in the way of"
    if (op ~ /^try/ || op == "downgrade")
        return "tries and up- and downgrades are tested at entry in either " \
            "place as in FreeBSD"
    return place == "entry" ? "tested before the compare-and-swap" \
        : "tested in the hard path or in what is out of line as a whole"
}

# Joins rows that differ in the field k alone.
function join_by(k,    i, j, n, field, key, joined, order, row) {
    for (i = 1; i <= n_rows; i++) {
        split(rows[i], field, SUBSEP)
        key = ""
        for (j = 1; j <= n_fields; j++)
            key = key (j == k ? "" : field[j]) SUBSEP
        if (!(key in joined)) order[++n] = key
        bar = key in joined && joined[key] != "" ? "|" : ""
        joined[key] = joined[key] bar field[k]
    }
    n_rows = n
    for (i = 1; i <= n; i++) {
        split(order[i], field, SUBSEP)
        row = ""
        for (j = 1; j <= n_fields; j++)
            row = row (j == k ? joined[order[i]] : field[j]) SUBSEP
        rows[i] = row
    }
}

function pattern(names) {
    return names ~ /\|/ ? "@(" names ")" : names
}

NR == FNR { is_wanted[$1] = 1; next }
FNR == 1 {
    n = split($0, names, ",")
    for (i = 1; i <= n; i++) column[names[i]] = i
    n_counts = split("instructions,loads,stores,atomics,branches,taken," \
        "lines_read,lines_written", counts, ",")
}
FNR in is_wanted {
    gsub(/"[^"]*"/, "")
    split($0, f, ",")
    start = f[column["arch"]] "," f[column["compiler"]]
    state = f[column["state"]]
    figures = f[column["fast_path"]] ","
    for (i = 1; i <= n_counts; i++)
        figures = figures "," (state == "code" ? "" \
            : f[column[counts[i]]] - f[column[counts[i] "_base"]])
    rows[++n_rows] = f[column["lock"]] SUBSEP f[column["op"]] SUBSEP \
        f[column["check"]] SUBSEP f[column["place"]] SUBSEP state SUBSEP \
        figures SUBSEP reason(state, f[column["op"]], f[column["place"]]) SUBSEP
}
END {
    n_fields = 7
    n_joins = split("5 3 4 1 2", joins, " ")
    for (i = 1; i <= n_joins; i++) join_by(joins[i])
    for (i = 1; i <= n_rows; i++) {
        split(rows[i], f, SUBSEP)
        printf "%s,%s,%s,%s,%s,%s,cost,%s,%s\n", start, pattern(f[1]),
            pattern(f[2]), pattern(f[3]), pattern(f[4]), pattern(f[5]), f[6],
            f[7]
    }
}' - "$dir/audit.csv"
grep ',open,' "$claims"
