# SPDX-License-Identifier: BSD-2-Clause
# What run.sh needs to know of arguments.  Sourced by it.
# shellcheck shell=bash disable=SC2034,SC2154

# Prints the value of --NAME VALUE or --NAME=VALUE among the arguments: of the
# last, as programs have it.
value_of() {
    local name=$1 previous='' value='' argument
    shift
    for argument; do
        [ "$previous" = "--$name" ] && value=$argument
        case $argument in "--$name="*) value=${argument#*=} ;; esac
        previous=$argument
    done
    printf '%s' "$value"
}

# without NAME ARGUMENT...: sets `arguments` to all but --NAME and its value.
without() {
    local name=$1 previous='' argument
    shift
    arguments=()
    for argument; do
        case $previous,$argument in
        --"$name",* | *,--"$name" | *,--"$name"=*) ;;
        *) arguments+=("$argument") ;;
        esac
        previous=$argument
    done
}

# need_values NAME... -- ARGUMENT...: ends all where an option of these has no
# value: a variable of the caller's that is not set is no wish for the default.
need_values() {
    local names=() name
    while [ "$1" != -- ]; do
        names+=("$1")
        shift
    done
    shift
    for name in "${names[@]}"; do
        ! has "--$name" "$@" || [ -n "$(value_of "$name" "$@")" ] ||
            usage_error "--$name needs a value"
    done
}

# take_format ARGUMENT...: sets `format` to what --format asks for, and
# `arguments` to the rest; what is no format ends all before it begins.
take_format() {
    format=
    arguments=("$@")
    has --format "$@" || return 0
    format=$(value_of format "$@")
    without format "$@"
    "$release/analysis/slowpath-analysis" --format "$format" --help \
        >/dev/null || exit
}

has() {
    local word=$1 argument
    shift
    for argument; do
        case $argument in "$word" | "$word="*) return 0 ;; esac
    done
    return 1
}

# take_minutes TEXT: sets `minutes` to the number; 08 is eight.
take_minutes() {
    case $1 in
    '' | *[!0-9]* | ??????* | 0) minutes=0 ;;
    *) minutes=$((10#$1)) ;;
    esac
    [ "$minutes" -gt 0 ] ||
        die "--minutes needs a whole number above 0, not '$1'"
}

# lists_benchmarks ARGUMENT...: whether Google Benchmark shall list, not run.
lists_benchmarks() {
    has --benchmark_list_tests "$@" &&
        ! has --benchmark_list_tests=false "$@"
}

# All here runs in the project's folder; the engine and the analysis, which take
# the caller's paths, run where the caller is.  Where these are two folders,
# every path in a variable is absolute: so both mean the same by it.

# theirs PATH: prints a path of the caller's.
theirs() {
    case $1 in
    '' | /*) printf '%s' "$1" ;;
    -*) printf '%s' "${callers:-./}$1" ;;
    *) printf '%s' "$callers$1" ;;
    esac
}

# own PATH: prints a path of the project's.
own() {
    case $1 in /*) printf '%s' "$1" ;; *) printf '%s' "$project$1" ;; esac
}

# path_of NAME ARGUMENT...: prints the value of an option that is a path.
path_of() {
    theirs "$(value_of "$@")"
}

# there PROGRAM ARGUMENT...: runs one of ours where the caller is.
there() (
    cd "$caller" || die "the folder that this is called from is gone: $caller"
    program=$(own "$1")
    shift
    exec "$program" "$@"
)
