# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh drill.  Sourced by run.sh, whose functions it uses.
# shellcheck shell=bash disable=SC2034,SC2154

drill_engine() {
    there "$release/bench/drill/slowpath-drill-$check" "$@"
}

judge_drill() {
    "$release/analysis/slowpath-analysis" drill "$1"
}

# The check is that of a program; everything else is that program's option.
drill() {
    local check
    check=$(value_of check "$@")
    has --check "$@" || check=global
    without check "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    build_release drill
    [ -x "$release/bench/drill/slowpath-drill-$check" ] ||
        die "there is no drill with the check '$check':" \
            'try global, none, patch or td'
    measure drill.csv drill_engine judge_drill "$@"
}
