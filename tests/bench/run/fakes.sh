# SPDX-License-Identifier: BSD-2-Clause
# For tests of run.sh in shell: a checkout whose build is up to date, with an
# engine, an analysis, packages and build tools that are fakes.  They tell how
# they were called.  Sourced after tests/tap.sh, in the project's folder.
# shellcheck shell=bash disable=SC2154

readonly top=$PWD

# Whatever the caller has set: a test sets what it needs.
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
for tool in meson ninja; do
    fake "$dir/bin/$tool" <<'SH'
#!/bin/sh
echo "${0##*/} $*" >>"$CALLS.build"
SH
done
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
