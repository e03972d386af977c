#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what run.sh takes of the environment that it is called in: paths are
# the caller's, variables and closed streams change nothing, what cannot be
# written or fetched is told in one line.  The engine, the analysis, the
# packages and git's repositories are fakes or made here.  Prints TAP.
set -u
cd "$(dirname "$0")/../../.." || exit 2
readonly top=$PWD

. tests/tap.sh

# Whatever called this: only what a test sets is there.
unset BASH_ENV CC CDPATH SLOWPATH_BUILD "${!BENCHMARK_@}"
export GIT_CONFIG_GLOBAL=$dir/gitconfig HOME=$dir

# fake FILE: a program, read from standard input.
fake() {
    mkdir -p "$(dirname "$1")"
    cat >"$1"
    chmod +x "$1"
}

# make_tree DIR: a checkout with a build that is as it should be.
make_tree() {
    local built=$1/build/fake
    mkdir -p "$1" "$built/meson-info" "$built/bench/arm"
    (cd "$top" && cp --parents -r run.sh bench/*/*.sh bench/*/*/*.sh \
        bench/*/*.def bench/*/*/*.def analysis/*/*.sh analysis/*/*.def \
        analysis/gate.csv analysis/claims.csv locks meson.build \
        meson_options.txt bench/guest tests/guest tests/*.sh "$1")
    printf '{"directories": {\n"source": "%s"}}\n' "$1" \
        >"$built/meson-info/meson-info.json"
    : >"$built/build.ninja"
    cp "$dir/arms.list" "$built/bench/arm"
    cp "$dir/engine" "$built/bench/slowpath-bench"
    fake "$built/bench/audit/slowpath-audit" <<<'#!/bin/sh'
    mkdir -p "$built/analysis"
    cp "$dir/analysis" "$built/analysis/slowpath-analysis"
}

# name, lock, role, check, place: of one lock with its controls.
cat >"$dir/arms.list" <<'LIST'
mtx-none mtx base none -
mtx-none-null mtx null none -
mtx-none-planted mtx planted none -
mtx-none-count mtx count none -
mtx-global-hard mtx cand global hard
mtx-global-hard-planted mtx planted global hard
mtx-global-hard-count mtx count global hard
mtx-td-hard mtx cand td hard
mtx-panicstr-hard mtx cand panicstr hard
LIST

# Says how it was called, and leaves what it is told to.
fake "$dir/engine" <<'SH'
#!/usr/bin/env bash
# What is asked of it before: which arms to build, and what a gate may name.
case " $* " in
*' --list-arms '*) echo mtx-none && exit ;;
*' --list '* | *' --list-known '*) exit ;;
esac
{
    printf 'in %s\n' "$PWD"
    printf 'argument %s\n' "$@"
    env | sort
    printf 'options %s\n' "${SHELLOPTS-}"
} >"$CALLS"
out=
while [ $# -gt 0 ]; do
    case $1 in --out) out=$2 ;; --out=*) out=${1#*=} ;; esac
    shift
done
[ -z "$out" ] || [ "${LEAVES-}" = '' ] || {
    mkdir -p "$out"
    printf "$LEAVES" | gzip >"$out/raw.csv.gz"
}
exit "${ENDS_WITH-0}"
SH
fake "$dir/analysis" <<'SH'
#!/bin/sh
{ printf 'in %s\n' "$PWD"; printf 'argument %s\n' "$@"; } >"$CALLS.analysis"
# The looks of a gate file; and how to go on after a look: not at all.
[ "$1" != gate ] || echo 10
[ "$1" != next ] || echo 0
case $1 in judge | next) exit "${JUDGES_WITH:-0}" ;; esac
SH
fake "$dir/bin/ninja" <<<'#!/bin/sh'
fake "$dir/bin/meson" <<<'#!/bin/sh'
fake "$dir/bin/dpkg-query" <<'SH'
#!/bin/sh
[ "${LACKS-}" != '' ] || echo installed
SH
fake "$dir/bin/apt-get" <<'SH'
#!/bin/sh
echo "$*" >>"$CALLS.apt"
SH
fake "$dir/bin/sudo" <<'SH'
#!/bin/sh
exec "$@"
SH
export CALLS=$dir/calls SLOWPATH_BUILD=build/fake PATH=$dir/bin:$PATH
tree=$dir/tree
make_tree "$tree"
mkdir -p "$dir/else/where"

# at DIR COMMAND...
at() (
    cd "$1" && shift && "$@"
)

# calls LINE...: the engine was called with each of these, as whole lines.
calls() {
    local line
    for line; do
        grep -qxF -- "$line" "$CALLS" || {
            printf 'no line: %s\n' "$line"
            cat "$CALLS"
            return 1
        }
    done
}

# says_one_line STATUS TEXT COMMAND...: and not a word more.
says_one_line() {
    local wanted=$1 text=$2 status
    shift 2
    "$@" >"$dir/said" 2>&1 </dev/null
    status=$?
    cat "$dir/said"
    [ $status = "$wanted" ] && grep -qF -- "$text" "$dir/said" &&
        [ "$(wc -l <"$dir/said")" = 1 ]
}

# Paths: each option that has one, in both forms, from elsewhere.
takes_paths_of_caller() {
    local option
    mkdir -p "$dir/else/a"
    echo 'mtx/*' | tee "$dir/else/a/b" >"$dir/else/a b"
    for option in arms base out rows-from topology benchmark_out; do
        at "$dir/else" "$tree/run.sh" bench --dry-run "--$option" a/b
        calls "in $dir/else" "argument --$option" 'argument a/b' || return 1
        at "$dir/else" "$tree/run.sh" bench --dry-run "--$option=a b"
        calls "in $dir/else" "argument --$option=a b" || return 1
    done
}

# What the shell itself makes of --out is the same folder.
makes_folder_of_caller() {
    LEAVES='a\nb\n' at "$dir/else" "$tree/run.sh" bench "$@" &&
        diff <(printf '%s\n' "in $dir/else" 'argument where/run,1') \
            <(grep -xF -e "in $dir/else" -e 'argument where/run,1' \
                "$CALLS.analysis") &&
        [ -f "$dir/else/where/run,1/raw.csv.gz" ] &&
        rm -r "$dir/else/where/run,1"
}

judges_of_caller() {
    at "$dir/else" "$tree/run.sh" judge --gate=g.csv --out o --undecided u \
        report &&
        grep -v -e --known -e /dev/fd/ "$CALLS.analysis" | diff - <(cat <<SAID
in $dir/else
argument judge
argument --gate=g.csv
argument --out
argument o
argument --undecided
argument u
argument report
SAID
        )
}

says_own_gate() {
    at "$dir/else" "$tree/run.sh" compare a b &&
        grep -qxF "argument $tree/analysis/gate.csv" "$CALLS.analysis"
}

# gate, whose folder of arms, gate file and report are the caller's.
gates_of_caller() {
    mkdir -p "$dir/else/old" "$dir/else/new"
    cp "$tree/analysis/gate.csv" "$dir/else/g.csv"
    echo 'mtx-global-hard/*' >"$dir/else/rows"
    LEAVES='row,unit\na,1\n' at "$dir/else" "$tree/run.sh" gate --base old \
        --arms=new --gate g.csv --out=where/gated --rows-from rows &&
        calls "in $dir/else" 'argument old' 'argument new' \
            'argument where/gated' 'argument rows' &&
        grep -qxF 'argument g.csv' "$CALLS.analysis"
}

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

# An engine's end without a report is no verdict.
ends_with_error() {
    local status
    for status in 0 1 2 3 4 7; do
        ENDS_WITH=$status at "$dir/else" "$tree/run.sh" bench --out x
        [ $? = 2 ] || return 1
        ENDS_WITH=$status at "$dir/else" "$tree/run.sh" gate --base old \
            --arms new --out x
        [ $? = 2 ] || return 1
    done
}

ends_interrupted() {
    ENDS_WITH=130 at "$dir/else" "$tree/run.sh" bench --out x
    [ $? = 130 ]
}

# A look that could not be judged decides nothing, whatever names an earlier one
# left.
ends_with_look() {
    local ends wanted
    mkdir -p "$dir/else/old" "$dir/else/new"
    for ends in 0:0 2:2 7:2 130:130 143:130; do
        wanted=${ends#*:}
        JUDGES_WITH=${ends%:*} LEAVES='row,unit\na,1\n' at "$dir/else" \
            "$tree/run.sh" gate --base old --arms new --out "look.$ends"
        [ $? = "$wanted" ] || return 1
    done
}

# tell_full COMMAND...: to a disk that is full, and to nothing at all.
tell_full() {
    "$tree/run.sh" "$@" >/dev/full
    [ $? = 2 ] || return 1
    "$tree/run.sh" "$@" >&-
    [ $? = 2 ]
}

helps_are_checked() {
    local command
    for command in arm audit gate guest list selftest test; do
        tell_full $command --help || return 1
    done
    tell_full help
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

is 'paths of every option are the caller'\''s' takes_paths_of_caller
is 'an --out elsewhere is one folder for all' \
    makes_folder_of_caller --out 'where/run,1'
is 'in either form' makes_folder_of_caller '--out=where/run,1'
is 'judge takes the caller'\''s paths' judges_of_caller
is 'and, unless another is named, the project'\''s gate file' says_own_gate
is 'a gate takes the caller'\''s paths' gates_of_caller
is 'a path with the end of a line is refused' says_one_line 2 'control' \
    at "$dir/else" "$tree/run.sh" bench --out=$'a\nb'
is 'variables and options of the caller'\''s shell stay out' shuts_out
is 'also where a shell is given run.sh' starts_anew
is 'a checkout whose path has commas, spaces and quotes runs' \
    runs_from "a b, 'c' \"d\" \$x"
is 'one with a backslash is refused' refuses_checkout 'a\b' 'backslash'
is 'and one with the end of a line' refuses_checkout $'a\nb' 'control'
is 'an engine that leaves no report ends with 2' ends_with_error
is 'but an interruption stays one' ends_interrupted
is 'a look that cannot be judged ends with 2' ends_with_look
is 'a report without a slice is UNFIT' says_one_line 4 'every unit was lost' \
    env LEAVES='header\n' "$tree/run.sh" bench --out "$dir/lost"
is 'help that cannot be written is an error' helps_are_checked
is 'minutes with a leading zero are decimal' says_one_line 2 'the very folder' \
    at "$dir/else" "$tree/run.sh" gate --base old --arms old --minutes 08
for minutes in 0 00 1.5 -1 x 999999 ''; do
    is "minutes '$minutes' are refused" says_one_line 2 '--minutes needs' \
        "$tree/run.sh" gate --minutes "$minutes"
done
is 'an unknown command is one line' says_one_line 2 './run.sh help' \
    "$tree/run.sh" bnech
is 'an unknown option of audit is one line' says_one_line 2 '--help' \
    "$tree/run.sh" audit --frob
is 'on a terminal packages are installed after yes' installs
is 'and not after no' asks_first n
is 'nor after nothing' asks_first ''
is 'without a terminal nobody is asked' installs_unasked_without_terminal
is 'a build folder that may not be written is told' read_only
is 'a checkout of another user is told' belongs_to_another
is 'a shallow clone is told' is_shallow
is 'a revision is taken as it was committed' keeps_line_ends

plan
