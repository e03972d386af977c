#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves what ./run.sh test promises, on a small project of the same shape: what
# fails, dies, does not end or cannot be built is counted and told above the
# last line, and the rest still runs.  Prints TAP.
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh

readonly root=$PWD
readonly project=$dir/project

# script NAME SECONDS LINE...: a script of the project, and its line in the
# list.  SECONDS may have the build that it needs behind them.
script() {
    local name=$1 seconds=$2
    shift 2
    printf '#!/bin/bash\n' >"$project/tests/$name"
    [ $# = 0 ] || printf '%s\n' "$@" >>"$project/tests/$name"
    chmod +x "$project/tests/$name"
    printf '%s tests/%s %s\n' "$name" "$name" "$seconds" \
        >>"$project/tests/scripts"
}

# program NAME LINE...: a test of the project's build.
program() {
    local name=$1
    shift
    printf '#!/bin/bash\n' >"$project/$name"
    printf '%s\n' "$@" >>"$project/$name"
    chmod +x "$project/$name"
    printf "test('%s', find_program('%s'), protocol: 'tap', timeout: 2, %s)\n" \
        "$name" "$name" "suite: 'small'" >>"$project/meson.build"
}

make_project() {
    rm -rf "$project"
    mkdir -p "$project/tests"
    ln -s "$root/tests/lib" "$root/tests/test.sh" "$root/tests/lanes.sh" \
        "$root/tests/parts.sh" "$project/tests"
    printf "project('small')\n" >"$project/meson.build"
    program good 'echo ok 1 - it works; echo 1..1'
}

# In the project: what run.sh gives to test.sh, and then the command.
cat >"$dir/run" <<'SH'
PACKAGES='' TEST_PACKAGES='' GUEST_HOST_PACKAGES=''
USAGE_ERROR=2 INTERRUPTED=130
project=$PWD
use() { :; }
cached() { :; }
install_packages() { :; }
make_build_folder() { mkdir -p build; }
die() {
    printf 'slowpath: %s\n' "$*" >&2
    exit 2
}
tell() {
    printf '%s\n' "$1" 2>/dev/null || die 'cannot write standard output'
}
set_up() {
    [ -f "$1/build.ninja" ] || meson setup "$1" >&2
}
. tests/test.sh
test_parts "$@"
SH

# shellcheck disable=SC2016 # sed's last line
# tells STATUS LAST TEXT PART...: these parts end with the status and the last
# line, and the text stands above it, after all that ran.
tells() {
    local status=$1 last=$2 text=$3
    shift 3
    (cd "$project" && bash "$dir/run" "$@") >"$dir/out" 2>&1
    [ $? = "$status" ] && [ "$(tail -n 1 "$dir/out")" = "$last" ] &&
        sed -n '/^== .*: [0-9]* s$/h; /^== .*: [0-9]* s$/!H; ${x; p}' \
            "$dir/out" | grep -qF -- "$text" && return
    cat "$dir/out"
    return 1
}

# in_order PART...: the parts end with 0, and are shown in this order.
in_order() {
    (cd "$project" && bash "$dir/run" "$@") >"$dir/out" 2>&1 &&
        diff <(sed -n 's/^== \(.*\): [0-9]* s$/\1/p' "$dir/out") \
            <(printf '%s\n' "$@")
}

# is_gone PID: the process has ended, or ends at once: one whose parent ended
# before it is waited for by the system's first process.
is_gone() {
    local tries=0
    while kill -0 "$1" 2>/dev/null; do
        [ $((tries += 1)) -lt 100 ] || return
        sleep 0.05
    done
}

# interrupted FILE PART...: Ctrl-C, once that many files with a process's number
# are there, ends with its status and leaves none of the processes.
interrupted() {
    local pid tries=0 files="$1" waiting
    shift
    # What a shell starts beside itself ignores it otherwise.
    (cd "$project" && exec env --default-signal=INT bash "$dir/run" "$@") &
    pid=$!
    for waiting in $files; do
        until [ -f "$project/$waiting" ]; do
            [ $((tries += 1)) -lt 1200 ] && kill -0 "$pid" || return
            sleep 0.05
        done
    done
    kill -INT "$pid"
    wait "$pid"
    [ $? = 130 ] || return
    for waiting in $files; do
        is_gone "$(cat "$project/$waiting")" || return
    done
}

# lists LINE...: the list of names has the lines.
lists() {
    local line
    (cd "$project" && bash "$dir/run" --list) >"$dir/out" || return
    for line; do
        grep -qxF -- "$line" "$dir/out" || return
    done
}

make_project
script fine 60 'echo ok 1 - a; echo "ok 2 - b # SKIP no b here"; echo 1..2'
is 'what passes is counted, and what is skipped is not' \
    tells 0 '2 passed, 0 failed' '1 skipped' gcc fine
is 'a test is a part' tells 0 '1 passed, 0 failed' '' good
is 'and a suite is' tells 0 '1 passed, 0 failed' '' small
is 'all names are listed' lists 'build gcc' 'script fine' 'suite small' \
    'test good'
says 'that cannot be written is an error' 2 'cannot write standard output' \
    sh -c "cd '$project' && exec bash '$dir/run' --list >/dev/full"
said="slowpath: there is no test 'bad': ./run.sh test --list has the names"
is 'an unknown name is refused in one line' tells 2 "$said" '' good bad
said="slowpath: test has no option '--bad': ./run.sh test --help"
is 'an option is no name' tells 2 "$said" '' --bad

program bad 'echo ok 1 - a; echo not ok 2 - b; echo "# b is wrong"; echo 1..2'
is 'a test that fails is told' tells 1 '2 passed, 1 failed' '# b is wrong' gcc
is 'directly above the last line' \
    diff <(tail -n 4 "$dir/out") <(printf '%s\n' 'not ok 2 - b' \
        '# b is wrong' 1..2 '2 passed, 1 failed')
make_project
program dead 'echo ok 1 - a; echo this is my end >&2; exit 3'
is 'so is one that dies' tells 1 '2 passed, 1 failed' 'this is my end' gcc
make_project
program hung 'echo ok 1 - a; echo 1..2; echo "# I wait"; exec sleep 600'
is 'so is one that does not end' tells 1 '2 passed, 1 failed' '# I wait' gcc
make_project
cat >>"$project/meson.build" <<'MESON'
custom_target('broken', build_by_default: true, output: 'broken',
    command: ['sh', '-c', 'echo no such header; exit 1'])
MESON
is 'so is a build, and what could be built still runs' \
    tells 1 '1 passed, 1 failed' 'no such header' gcc
make_project
printf 'nonsense(\n' >>"$project/meson.build"
script fine 60 'echo ok 1 - a; echo 1..1'
is 'so is a build that cannot be set up, and the rest still runs' \
    tells 1 '1 passed, 1 failed' 'the build cannot be set up' gcc fine

make_project
script bad 60 'echo not ok 1 - a; echo "# a is wrong"; echo ok 2 - b; echo 1..2'
script dead 60 'echo ok 1 - a; echo I die >&2; kill -KILL $$'
script short 60 'echo ok 1 - a; echo 1..2'
script quiet 60 'echo ok 1 - a'
script hung 1 'echo ok 1 - a; echo "# I wait"; sleep 600; echo 1..1'
script fine 60 'echo ok 1 - a; echo 1..1'
is 'a script that fails is told' \
    tells 1 '2 passed, 1 failed' '# a is wrong' bad fine
is 'so is one that dies' tells 1 '2 passed, 1 failed' 'I die' dead fine
is 'so is one that runs less than it planned' \
    tells 1 '2 passed, 1 failed' 'ran 1 tests of 2' short fine
is 'so is one without a plan' \
    tells 1 '2 passed, 1 failed' 'ended before its last line' quiet fine
is 'so is one that does not end' \
    tells 1 '2 passed, 1 failed' 'was not done in 1 s' hung fine

make_project
# shellcheck disable=SC2016 # the script's
script killer 60 'kill -KILL $(ps -o ppid= -p $PPID); sleep 600'
script fine 60 'echo ok 1 - a; echo 1..1'
is 'so is one that takes along what runs it' \
    tells 1 '1 passed, 1 failed' 'it died before' killer fine

make_project
# shellcheck disable=SC2016 # the scripts'
wait_for='for _ in $(seq 600); do [ -e $there ] && break; sleep 0.05; done'
script one 60 'touch one.here; there=two.here' "$wait_for" \
    '[ -e two.here ] && echo ok 1 - a; touch ended; echo 1..1'
script two 60 'touch two.here; there=ended' "$wait_for" \
    '[ -e one.here ] && echo ok 1 - a; echo 1..1'
is 'two parts run side by side' tells 0 '2 passed, 0 failed' '' one two
rm "$project/"*.here "$project/ended"
is 'and are shown in their order, whichever ends first' in_order two one
cat >>"$project/meson.build" <<'MESON'
custom_target('made', build_by_default: true, output: 'made',
    command: ['sh', '-c', 'sleep 1; echo >@OUTPUT@'])
MESON
script needs '60 gcc' '[ -e build/gcc/made ] && echo ok 1 - a; echo 1..1'
is 'one that needs a build waits until it is made' \
    tells 0 '2 passed, 0 failed' '' gcc needs

make_project
# shellcheck disable=SC2016 # the scripts'
waits='echo $$ >$0.new; mv $0.new waiting.${0##*/}; exec sleep 600'
script waits 60 "$waits"
script too 60 "$waits"
is 'Ctrl-C ends what runs, and all' \
    interrupted 'waiting.waits waiting.too' waits too
cat >>"$project/meson.build" <<MESON
custom_target('slow', build_by_default: true, output: 'slow',
    command: ['sh', '-c', 'echo \$\$ >new; mv new "$project/waiting.build";'
        + 'exec sleep 600'])
MESON
is 'and what builds' interrupted waiting.build gcc
plan
