# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh drill.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

use bench/run/measure.sh

# drill_engine OPTION...: panics with the check `check`.
drill_engine() {
    "$release/bench/drill/slowpath-drill-$check" "$@"
}

judge_drill() {
    "$release/analysis/slowpath-analysis" drill "$1"
}

# Each check has a program of its own, which takes all other options.
run_drill() {
    local check
    read_arguments check "$(options_in bench/drill/run/options.def)
        check OPTION_VALUE" "$@"
    refuse_words
    check=${given[check]-global}
    build_release drill
    [ -x "$release/bench/drill/slowpath-drill-$check" ] ||
        die "there is no drill with the check '$check':" \
            'try global, none, patch or td'
    measure drill.csv drill_engine judge_drill ${passed[@]+"${passed[@]}"}
}
