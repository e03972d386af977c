# SPDX-License-Identifier: BSD-2-Clause
# How commands call slowpath-analysis.
# shellcheck shell=bash disable=SC2034,SC2154

# analysis COMMAND ARGUMENT...: judges by the project's gate file, unless the
# arguments name another.
analysis() {
    local subcommand=$1
    shift
    case " $* " in
    *' --gate '* | *' --gate='* | *' --help '*) ;;
    *) set -- --gate "$project/analysis/gate.csv" "$@" ;;
    esac
    "$release/analysis/slowpath-analysis" "$subcommand" "$@"
}

# check_gate FILE COMMAND...: dies where a line of the gate file is for no row:
# neither for one of this build, nor for one that COMMAND lists.  Prints the
# looks of the file.
check_gate() {
    local gate=$1
    shift
    analysis gate --gate "$gate" --known <(list_known && "$@" 2>/dev/null)
}

# list_known: prints the rows and arms that a gate file may name, without
# building them.
list_known() {
    "$release/bench/slowpath-bench" --list-known \
        --arms-list "$release/bench/arm/arms.list"
}
