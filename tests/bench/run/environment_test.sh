#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what run.sh takes of the environment that it is called in: variables
# and closed streams change nothing; what cannot be written, installed or
# fetched is told in one line.  Programs and packages are fakes.  Prints TAP.
set -u
cd "$(dirname "$0")/../../.." || exit 2

. tests/tap.sh
. tests/bench/run/fakes.sh

# Variables.
shuts_out() (
    printf 'echo loaded; set -f\n' >"$dir/benv"
    # shellcheck disable=SC2317 # if only it were
    printf() { echo from the caller; }
    export -f printf
    export BASH_ENV=$dir/benv ENV=$dir/benv CDPATH=$dir POSIXLY_CORRECT=1 \
        BENCHMARK_FORMAT=yaml BENCHMARK_FILTER=none GREP_OPTIONS=-v \
        TAR_OPTIONS=-v LANGUAGE=de GLOBIGNORE='*' GIT_DIR=/none \
        GIT_WORK_TREE=/none GIT_INDEX_FILE=/none GIT_COMMON_DIR=/none \
        GIT_OBJECT_DIRECTORY=/none GIT_PREFIX=none/ GIT_CONFIG_COUNT=0
    env SHELLOPTS=noglob:errexit:posix "$tree/run.sh" bench --dry-run ||
        return
    ! grep -E -e '^(BASH_ENV|BENCHMARK_|CDPATH|ENV|GLOBIGNORE|GREP_|LANGUAGE)' \
        -e '^(POSIXLY_CORRECT|TAR_|GIT_[DWIOP]|GIT_COM)' "$CALLS" &&
        ! grep -E '^options .*(noglob|errexit|posix)' "$CALLS" &&
        calls LC_ALL=C GIT_CONFIG_COUNT=0
)

# As the shell's argument run.sh is no less careful.
starts_anew() (
    # shellcheck disable=SC2317 # if only it were
    dirname() { echo /none; }
    export -f dirname
    bash "$tree/run.sh" bench --dry-run && calls "in $PWD"
)

# refuses_checkout NAME TEXT: a tree at such a path.
refuses_checkout() {
    make_tree "$dir/odd/$1"
    says_one_line 2 "$2" "$dir/odd/$1/run.sh" list
}

# An odd path that can be built in.
runs_from() {
    make_tree "$dir/odd/$1"
    "$dir/odd/$1/run.sh" bench --dry-run &&
        grep -qF "argument $dir/odd/$1/build/fake/bench/asked/" "$CALLS"
}

# on_terminal ANSWER: run.sh on a pseudo-terminal where packages are missing.
on_terminal() {
    rm -f "$CALLS.apt"
    printf '%s\n' "$1" | LACKS=yes script -qec "$tree/run.sh list" /dev/null
}

installs() {
    on_terminal y && grep -q '^-qq install' "$CALLS.apt"
}

asks_first() {
    on_terminal "$1" | grep -F 'Install them now? [y/N]' &&
        [ ! -e "$CALLS.apt" ]
}

installs_unasked_without_terminal() {
    rm -f "$CALLS.apt"
    LACKS=yes "$tree/run.sh" list </dev/null && [ -e "$CALLS.apt" ]
}

# as_nobody COMMAND...: who may not write here.
as_nobody() {
    chmod 755 "$dir"
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid 65534 --clear-groups env HOME=/ "$@"
    else
        "$@"
    fi
}

read_only() {
    chmod -R a+rX,a-w "$tree/build"
    says_one_line 2 "cp -r $tree DIR" as_nobody env CALLS=/dev/null \
        "$tree/run.sh" list
    local status=$?
    chmod -R u+w "$tree/build"
    return $status
}

# git's refusals.  A repository of ours, and one that somebody else owns.
make_repository() {
    git -C "$1" init -q && git -C "$1" add -A && git -C "$1" \
        -c user.name=t -c user.email=t@localhost commit -qm "${2-one}"
}

gate_of() {
    says_one_line 2 "$2" "$1/run.sh" gate --base "${3-v1}"
}

belongs_to_another() {
    [ "$(id -u)" = 0 ] || return 0
    make_repository "$tree" && chown -R 65534 "$tree/.git" "$tree" &&
        gate_of "$tree" 'git config --global --add safe.directory' HEAD
    local status=$?
    chown -R 0 "$tree"
    return $status
}

is_shallow() {
    make_repository "$tree" two
    git clone -q --depth 1 "file://$tree" "$dir/shallow" &&
        cp -r "$tree/build" "$dir/shallow" &&
        rm -f "$dir/shallow/build/fake/slowpath.sources" &&
        sed -i "s#$tree#$dir/shallow#" \
            "$dir/shallow/build/fake/meson-info/meson-info.json" &&
        gate_of "$dir/shallow" 'git fetch --unshallow'
}

# The same bytes of the locks, whatever a clone does to the ends of lines.
keeps_line_ends() {
    git -C "$tree" config core.autocrlf true
    LEAVES='row,unit\na,1\n' at "$tree" ./run.sh gate --base HEAD --out x
    git -C "$tree" config --unset core.autocrlf
    ! grep -rl $'\r' "$tree"/build/gate/*/source/locks
}

is 'variables and options of the caller'\''s shell stay out' shuts_out
is 'also where a shell is given run.sh' starts_anew
is 'a checkout whose path has commas, spaces and quotes runs' \
    runs_from "a b, 'c' \"d\" \$x"
is 'one with a backslash is refused' refuses_checkout 'a\b' 'backslash'
is 'and one with the end of a line' refuses_checkout $'a\nb' 'control'
is 'on a terminal packages are installed after yes' installs
is 'and not after no' asks_first n
is 'nor after nothing' asks_first ''
is 'without a terminal nobody is asked' installs_unasked_without_terminal
is 'a build folder that may not be written is told' read_only
is 'a checkout of another user is told' belongs_to_another
is 'a shallow clone is told' is_shallow
is 'a revision is taken as it was committed' keeps_line_ends

plan
