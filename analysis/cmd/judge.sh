# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh judge and ./run.sh compare: reports that are there already.  Sourced
# by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

use analysis/cmd/analysis.sh

# run_analysis ARGUMENT...: runs `command`, which is a command of
# slowpath-analysis too.  Lines of a gate file that the caller names must be for
# rows that there are.
run_analysis() {
    read_arguments '' "$(options_in analysis/cmd/options.def)" "$@"
    build_release
    if is_given gate && ! is_given help; then
        analysis "$command" --known <(list_known) "$@"
    else
        analysis "$command" "$@"
    fi
}

run_compare() {
    run_analysis "$@"
}

run_judge() {
    run_analysis "$@"
}
