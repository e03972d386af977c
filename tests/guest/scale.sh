# SPDX-License-Identifier: BSD-2-Clause
# A guest's job: what the engine itself costs with as many threads as there are
# CPUs, one processor being emulated at a time (--icount), so that a second is
# as many instructions of all together.  Prints a line: threads, seconds until a
# unit of one block is done, of a block more, kilobytes of the larger of engine
# and unit, lines and bytes that a block writes.
# shellcheck shell=sh

readonly FEW=1 MANY=3
n=$(nproc)
cd build/arm64 || exit

# run BLOCKS: one unit; sets what it took.
run() {
    rm -rf /tmp/run
    command time -f '%e %M' -o /tmp/took \
        bench/slowpath-bench --arms bench/arm --run-id scale --seed 1 \
        --events= --rows "mtx/contended/$n/spread" --placements spread \
        --threads "$n" --checks global --units 1 --blocks "$1" \
        --out /tmp/run 2>/tmp/log || {
        cat /tmp/log
        exit 1
    }
    took="$(cat /tmp/took) $(busybox zcat /tmp/run/raw.csv.gz | wc -l)"
    took="$took $(busybox zcat /tmp/run/raw.csv.gz | wc -c)"
}

run $FEW
few=$took
run $MANY
echo "$few $took" | awk -v n="$n" -v more=$((MANY - FEW)) '{
    printf "%d threads: %.2f s for a unit of one block, %.2f s a block more, ",
        n, $1, ($5 - $1) / more
    printf "%d KB, %d lines and %d bytes a block\n", $6, ($7 - $3) / more,
        ($8 - $4) / more }'
