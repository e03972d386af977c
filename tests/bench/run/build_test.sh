#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves how run.sh finds and keeps its builds: each compiler has a folder,
# which is set up anew for another compiler, other flags or another path, and
# nothing of the environment's flags reaches a build.  Meson, Ninja and the
# compilers are fakes.  Prints TAP.
set -u
# Of ./run.sh test, which has these tests beside others.
unset SLOWPATH_BUILD
cd "$(dirname "$0")/../../.." || exit 2
readonly top=$PWD

. tests/tap.sh

fake() {
    cat >"$dir/bin/$1"
    chmod +x "$dir/bin/$1"
}

# compiler NAME VERSION: the program stays the same whatever its version.
compiler() {
    echo "$2" >"$dir/$1.version"
    fake "$1" <<SH
#!/bin/sh
case \$* in
*--version) echo "\${0##*/} (Fake) \$(cat '$dir/$1.version')" ;;
*-dumpmachine) echo fake-linux ;;
*-print-prog-name=ld) echo ld ;;
*) exit 1 ;;
esac
SH
}

mkdir -p "$dir/bin"
fake meson <<'SH'
#!/bin/sh
echo "meson CC=$CC CFLAGS=${CFLAGS-} LDFLAGS=${LDFLAGS-} $*" >>"$CALLS"
[ "${MESON_FAILS-}" = '' ] || { echo "meson.build:1:0: ERROR: no"; exit 1; }
mkdir -p "$2/meson-private" "$2/meson-info"
printf '{"directories": {"source": "%s"}}\n' "$3" |
    sed 's/{"dir/{\n"dir/' >"$2/meson-info/meson-info.json"
: >"$2/build.ninja"
SH
fake ninja <<'SH'
#!/bin/sh
echo "ninja $*" >>"$CALLS"
SH
compiler cc 12.2.0
cp "$dir/bin/cc" "$dir/bin/gcc"
compiler clang-14 14.0.6
export PATH=$dir/bin:$PATH CALLS=$dir/calls

# tree NAME: a checkout, as far as this goes.
tree() {
    mkdir -p "$dir/$1/bench/arm" "$dir/$1/bench/run" "$dir/$1/build"
    cp "$top/bench/run/build.sh" "$top/bench/run/command_line.sh" \
        "$top/bench/run/environment.sh" "$dir/$1/bench/run"
    cp "$top/bench/arm/flags.sh" "$dir/$1/bench/arm"
    mkdir "$dir/$1/locks"
    touch "$dir/$1/meson.build" "$dir/$1/meson_options.txt"
    echo one >"$dir/$1/locks/a file.c"
}

# built TREE OPTION...: builds there, and prints the calls.
cat >"$dir/built" <<'SH'
cd "$(dirname "$0")/$1" || exit
shift
: >"$CALLS"
readonly PACKAGES='' project=$PWD command=build
install_packages() { :; }
. bench/run/command_line.sh
. bench/run/environment.sh
. bench/run/build.sh
shut_out_flags
read_arguments '' 'arm-flags OPTION_TEXT' "$@"
take_arm_flags
build_release
cat "$CALLS"
SH
built() {
    bash "$dir/built" "$@"
}

# The setups of a build, in a word each; the folder as it is called in the tree.
setups() {
    local call='^meson CC=\(ccache \|\)\([^ ]*\).* setup \([^ ]*\).*'
    built "$@" 2>"$dir/err" | sed -n "s/$call/\2:\3/p" | sed "s#:$dir/$1/#:#"
}

# sets_up WHAT TREE OPTION...
sets_up() {
    local wanted=$1 got
    shift
    got=$(setups "$@")
    [ "$got" = "$wanted" ] || {
        printf 'set up: %s, wanted: %s\n' "$got" "$wanted"
        cat "$dir/err"
        return 1
    }
}

tree one
is 'the first build is set up' sets_up cc:build/release one
is 'and kept' sets_up '' one
CC=gcc is 'the default compiler by another name has the same' \
    sets_up '' one
CC=clang-14 is 'another compiler has its own' \
    sets_up clang-14:build/release-clang-14 one
CC=clang-14 is 'which is kept' sets_up '' one
is 'beside the first' sets_up '' one
CC='clang-14 -m32' is 'flags in CC make another' \
    sets_up clang-14:build/release-clang-14_-m32 one
says 'a CC that cannot be run is refused' 2 "CC: 'nothing' is no compiler" \
    env CC=nothing bash "$dir/built" one

says 'nor may it have flags that arms refuse' 2 "an arm takes no '-flto'" \
    env CC='cc -flto' bash "$dir/built" one

is 'flags of the arms set up anew' sets_up cc:build/release one --arm-flags -O3
is 'as they are told' grep -q -w -e '-Darm_flags=-O3' "$CALLS"
is 'are kept' sets_up '' one --arm-flags=-O3
is 'and given up' sets_up cc:build/release one

echo 12.3.0 >"$dir/cc.version"
is 'a compiler that was upgraded sets up anew' sets_up cc:build/release one
is 'as is told' grep -qF "setting up $dir/one/build/release anew" "$dir/err"
echo '# other code, the same version' >>"$dir/bin/cc"
is 'so does another program of that name' sets_up cc:build/release one

cp -r "$dir/one" "$dir/two"
is 'a copied checkout is set up anew' sets_up cc:build/release two
is 'the first is left alone' sets_up '' one
mv "$dir/one" "$dir/three"
is 'a checkout that was moved is set up anew' sets_up cc:build/release three
tree four
cp -r "$dir/three/build" "$dir/four"
is 'a build from a cache is set up anew' sets_up cc:build/release four
tree five
rmdir "$dir/five/build"
ln -s "$dir/four/build" "$dir/five/build"
is 'one that two checkouts share is set up for each' \
    sets_up cc:build/release five
is 'by turns' sets_up cc:build/release four
rm "$dir/four/build/release/slowpath.key"
is 'so is one of which nothing is known' sets_up cc:build/release four
: >"$dir/four/build/release/mine"
rm -r "$dir/four/build/release/"{meson-private,build.ninja}
says 'a folder that is none of ours is not removed' 2 \
    "cannot remove $dir/four/build/release" built four
is 'nor what is in it' test -e "$dir/four/build/release/mine"

CFLAGS=-g LDFLAGS=-s is 'flags of the environment set nothing up' \
    sets_up '' three
is 'are told' grep -q 'not used: CFLAGS LDFLAGS; flags of the arms' "$dir/err"
CFLAGS=-g LDFLAGS=-s sets_up cc:build/release three --arm-flags -O1
is 'and reach no build' \
    grep -q '^meson CC=\(ccache \|\)cc CFLAGS= LDFLAGS= setup' "$CALLS"

is 'without these flags it is anew' sets_up cc:build/release three
echo two >"$dir/three/locks/a file.c"
is 'a file that was edited is left to Ninja' sets_up '' three
touch -d '2020-01-01' "$dir/three/locks/a file.c"
is 'one that came with an older time sets up anew' \
    sets_up cc:build/release three
is 'once' sets_up '' three
touch -d '2020-01-02' "$dir/three/locks/b.c"
is 'so does a new one' sets_up cc:build/release three
rm "$dir/three/locks/b.c"
is 'one that is gone is left to Meson' sets_up '' three

for flag in -fsanitize=address -flto -flto=auto --coverage -pg \
    -Wl,-O1 -fprofile-generate -c file.o; do
    says "$flag is refused for arms" 2 "an arm takes no '$flag'" \
        built three --arm-flags "-O2 $flag"
done
is 'in one line' test "$(wc -l <"$dir/log")" = 1
is 'before anything is built' test ! -s "$CALLS"
says 'flags need a value' 2 '--arm-flags needs a value' built three --arm-flags

MESON_FAILS=1 says 'what Meson says is told' 2 'ERROR: no' \
    built three --arm-flags -O0
mkdir "$dir/mine"
SLOWPATH_BUILD=$dir/mine/b is 'a folder can be named' \
    sets_up "cc:$dir/mine/b" three
SLOWPATH_BUILD=$dir/mine/b says 'and is not removed' 2 \
    'is of another compiler, other flags' \
    built three --arm-flags -O1

# waits_for_another TREE: a build begins when another of the folder is over.
waits_for_another() {
    local lock pid tries=0
    exec {lock}>"$dir/$1/build/release.lock"
    flock "$lock"
    bash "$dir/built" "$1" >"$dir/log" 2>&1 {lock}>&- &
    pid=$!
    until pgrep -P "$pid" flock >/dev/null; do
        [ $((tries += 1)) -lt 1500 ] && kill -0 "$pid" || return
        sleep 0.02
    done
    [ ! -s "$CALLS" ] || return
    exec {lock}>&-
    wait "$pid" && [ -s "$CALLS" ]
}

is 'a build waits for another of its folder' waits_for_another three

# A clone has no folder of builds, and ./run.sh arm may come first.
cat >"$dir/linked" <<'SH'
cd "$(dirname "$0")/$1" || exit
readonly project=$PWD
. bench/run/command_line.sh
. bench/run/build.sh
. bench/arm/arm.sh
link_sources mine.h more.c
[ -e "$scratch/lock/mine.h" ] && [ -e "$scratch/0/source.c" ]
SH
tree bare
rmdir "$dir/bare/build"
cp "$top/bench/arm/arm.sh" "$dir/bare/bench/arm"
touch "$dir/bare/mine.h" "$dir/bare/more.c"
is 'a lock of one'"'"'s own needs no build before' bash "$dir/linked" bare
plan
