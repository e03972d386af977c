# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh bench.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

use analysis/cmd/analysis.sh bench/arm/pick.sh bench/audit/run/count.sh \
    bench/run/measure.sh

# bench_engine OPTION...: measures the arms in `folder`.
bench_engine() {
    "$release/bench/slowpath-bench" --arms "$folder" \
        --arms-list "$release/bench/arm/arms.list" "$@"
}

# judge_report DIR: counts what the measured arms execute, too: no noise can
# hide that from compare.
judge_report() {
    count_arms "$folder" "$1"
    [ $? != "$INTERRUPTED" ] || return "$INTERRUPTED"
    analysis judge ${format:+--format "$format"} "$1"
}

run_bench() {
    local format folder names
    read_arguments 'arm-flags format' "$(options_in bench/run/options.def)
        format OPTION_VALUE
        arm-flags OPTION_TEXT" "$@"
    refuse_words
    take_arm_flags
    build_release
    if is_given help; then
        "$release/bench/slowpath-bench" --help
        return
    fi
    pick_asked "$release" ${passed[@]+"${passed[@]}"}
    take_format
    build_arms "$release" '' "${names[@]}"
    check_gate "$project/analysis/gate.csv" true >/dev/null || exit
    measure raw.csv.gz bench_engine judge_report \
        ${passed[@]+"${passed[@]}"}
}
