# SPDX-License-Identifier: BSD-2-Clause
# What every command needs: messages, exit statuses, and arguments.  Sourced by
# run.sh.
#
# Nothing here changes the working directory: relative paths are the caller's.
# The project's own files are named by the folder $project.
# shellcheck shell=bash disable=SC2034,SC2154

readonly USAGE_ERROR=2 UNFIT=4 INTERRUPTED=130

# use FILE...: sources files of the project, each of them once.
declare -gA used=()
use() {
    local file
    for file; do
        [ -z "${used[$file]-}" ] || continue
        used[$file]=yes
        # shellcheck disable=SC1090 # each file is checked by itself
        . "$project/$file" || exit "$USAGE_ERROR"
    done
}

# die COMPLAINT...: ends run.sh with one line on standard error.
die() {
    printf 'slowpath: %s\n' "$*" >&2
    exit "$USAGE_ERROR"
}

# usage_error COMPLAINT: dies, and names the help of the command.
usage_error() {
    die "$1; ./run.sh $command --help tells all"
}

# tell TEXT: prints what the user asked for.
tell() {
    printf '%s\n' "$1" 2>/dev/null ||
        die 'cannot write standard output: it is full or closed'
}

# options_in LIST: prints the options in a program's list, one a line: its name
# and the kind of its value.  The program is compiled with the same list.
options_in() {
    sed -n 's/^OPTION("\([^"]*\)", \([A-Z_]*\),.*/\1 \2/p' "$project/$1"
}

# options_told USAGE: prints, in the same form, the options that begin a line
# of a usage text.  An option of a shell command exists because it is told.
options_told() {
    sed -n -e 's/^  --\([a-z][a-z-]*\) "FLAG.*/\1 OPTION_TEXT/p' \
        -e 's/^  --\([a-z][a-z-]*\) [A-Z].*/\1 OPTION_VALUE/p' \
        -e 's/^  --\([a-z][a-z-]*\)\(  .*\)\{0,1\}$/\1 OPTION_SWITCH/p' <<<"$1"
}

# What read_arguments() found: the value of each option that was given, by its
# name; the words that are no options; and what is passed on to a program.
declare -gA given=()
words=() passed=()

# read_arguments OWN OPTIONS ARGUMENT...: reads a command line as the programs
# read theirs, before anything is built.  OPTIONS has the lines of the functions
# above.  Whatever is not among the words in OWN is passed on.  An unknown
# option, or one that lacks its value, ends run.sh.
read_arguments() {
    local own=" $1 no-install " name kind value taken
    local -A kinds=([help]=OPTION_SWITCH [no-install]=OPTION_SWITCH)
    while read -r name kind; do
        [ -z "$name" ] || kinds[$name]=$kind
    done <<<"$2"
    shift 2
    given=() words=() passed=()
    while [ $# != 0 ]; do
        case $1 in
        --) words+=("${@:2}") && break ;;
        -?*) ;;
        *) words+=("$1") && shift && continue ;;
        esac
        name=${1#--} taken=("$1")
        name=${name%%=*}
        kind=${kinds["${name:--}"]-}
        case $kind,$1 in
        ,* | OPTION_SWITCH,*=*) usage_error "there is no option '$1'" ;;
        OPTION_SWITCH,* | OPTION_MAYBE,*) value=${1#"--$name"} ;;
        *=*) value=${1#"--$name"} ;;
        *)
            [ $# != 1 ] || usage_error "--$name needs a value"
            shift
            value="=$1" taken+=("$1")
            ;;
        esac
        shift
        value=${value#=}
        [ "$kind,$value" != OPTION_VALUE, ] ||
            usage_error "--$name needs a value"
        [ "$name" != out ] || refuse_control --out "$value"
        given[$name]=$value
        case $own in *" $name "*) ;; *) passed+=("${taken[@]}") ;; esac
    done
    ! is_given no-install || may_install=no
}

# is_given NAME...: whether one of these options was given.
is_given() {
    local name
    for name; do
        [ -z "${given[$name]+given}" ] || return 0
    done
    return 1
}

# refuse_words: for a command that takes options and nothing else.
refuse_words() {
    [ ${#words[@]} = 0 ] || usage_error "'${words[0]}' is not an option"
}

# tell_help USAGE: prints the usage text and ends run.sh where --help was given.
tell_help() {
    is_given help || return 0
    tell "$1"
    exit
}

# as_path PATH: prints a path that no program takes for an option.
as_path() {
    case $1 in -*) printf './%s' "$1" ;; *) printf '%s' "$1" ;; esac
}

# take_number NAME LEAST MOST: sets the variable NAME to the value of the option
# of that name, if it was given.  08 is eight.
take_number() {
    local name=$1 least=$2 most=$3 value
    is_given "$name" || return 0
    value=${given[$name]}
    case $value in
    *[!0-9]* | ??????*) value=-1 ;;
    esac
    if [ "$value" -lt "$least" ] || [ "$value" -gt "$most" ]; then
        usage_error "--$name needs a whole number from $least to $most, $(
            )not '${given[$name]}'"
    fi
    printf -v "$name" %d "$((10#$value))"
}

# take_format: sets `format` to the value of --format.  What is no format ends
# run.sh.
take_format() {
    format=${given[format]-}
    [ -z "$format" ] ||
        "$release/analysis/slowpath-analysis" --format "$format" --help \
            >/dev/null || exit
}
