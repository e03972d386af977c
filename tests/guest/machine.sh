# SPDX-License-Identifier: BSD-2-Clause
# A guest's job on a machine of sockets: threads at each placement, a lock
# wanted by all CPUs at once, and a panic that has to stop all of them.  Writes
# the reports places/, crowd/ and drill/, and topology.csv, what the kernel
# says: cpu, package, CPUs of its L3, node.
# shellcheck shell=sh

readonly ENGINE='bench/slowpath-bench --arms bench/arm'
readonly BENCH="$ENGINE --run-id guest --seed 2011 --events="
readonly SYS=/sys/devices/system
cd build/arm64 || exit

for cpu in $(seq 0 $(($(nproc) - 1))); do
    topology=$SYS/cpu/cpu$cpu
    node=$(cd "$topology" && echo node[0-9]*)
    echo "$cpu,$(cat "$topology/topology/physical_package_id"),$(
        tr , ';' <"$topology/cache/index3/shared_cpu_list"),${node#node}"
done >/tmp/out/topology.csv

$BENCH --rows 'mtx/contended/2/*' \
    --placements same-l3,same-socket,cross-socket \
    --units 2 --blocks 4 --out /tmp/out/places || exit
$BENCH --rows '@(mtx|rm|rw|sx)/contended/*/spread' --placements spread \
    --threads "$(nproc)" --checks global \
    --units 1 --blocks 2 --out /tmp/out/crowd || exit
bench/drill/slowpath-drill-global --run-id guest --mode on --panics 8 \
    --seed 2011 --threads "$(nproc)" --moments section,hard,malloc,two \
    --timeout 30 --out /tmp/out/drill
