# SPDX-License-Identifier: BSD-2-Clause
# A guest's job: what the audit counts of the locks, operation by operation, and
# what it counts of whole passes: stepped.sh ROW,ARM...  Writes the audit's
# files, and stepped.csv: row, arm, instructions of a pass.  Both take long, and
# each has a processor.
# shellcheck shell=sh

readonly FEW=1 MANY=3

cd build/arm64 || exit
taskset 1 bench/audit/slowpath-audit --arms bench/arm \
    --checks global,panicstr --out /tmp/out &
audit=$!
for pair; do
    case=${pair#*/}
    case=${case%%/*}
    # A null arm is its base, loaded once more.
    arm=${pair#*,}
    counted=$(taskset 2 tests/bench/audit/passes count \
        "bench/arm/${arm%-null}.so" "$case" $FEW $MANY) || exit
    # shellcheck disable=SC2086 # two numbers
    set -- $counted
    echo "$pair,$((($2 - $1) / (MANY - FEW)))"
done >/tmp/out/stepped.csv
wait $audit
