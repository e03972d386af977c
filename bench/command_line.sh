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

takes_path() {
    case $1 in
    --arms | --claims | --gate | --out | --show | --topology | --undecided)
        return 0
        ;;
    esac
    return 1
}

# from_caller ARGUMENT...: sets `arguments`, with paths as the caller means
# them.
from_caller() {
    local argument previous='' name prefix=$caller/
    [ "$caller" = "$PWD" ] && prefix=
    arguments=()
    for argument; do
        name=${argument%%=*}
        case $previous,$argument in
        --format,* | --most-units,*) ;;
        *,/*) ;;
        *,--*=/*) ;;
        *,--*=?*)
            takes_path "$name" && argument=$name=$prefix${argument#*=}
            ;;
        *,-*) ;;
        *,?*)
            if takes_path "$previous"; then
                argument=$prefix$argument
            else
                case $command in
                arm | compare | judge) argument=$prefix$argument ;;
                esac
            fi
            ;;
        esac
        previous=$argument
        arguments+=("$argument")
    done
}
