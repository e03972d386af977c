# SPDX-License-Identifier: BSD-2-Clause
# A guest's job: what hardware counters say of every lock that nobody else
# wants.  Writes the report run/.
# shellcheck shell=sh

readonly EVENTS=CPU_CYCLES,INST_RETIRED,LL_CACHE_MISS_RD,perf::cache-misses

cd build/arm64 &&
    bench/slowpath-bench --arms bench/arm --run-id guest --seed 2011 \
        --rows '*/@(uncontended|recurse|read-uncontended)/1/*' \
        --events "$EVENTS" --units 1 --blocks 1 --out /tmp/out/run
