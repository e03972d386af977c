#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves whose commit bench/run/commit.sh tells: that of the tree alone,
# wherever it is called, and whatever the environment names; and when it calls a
# tree dirty.
# Prints TAP.
set -u
cd "$(dirname "$0")/../../.." || exit 2

. tests/tap.sh

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 \
    GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@localhost \
    GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@localhost

commit_of() {
    bench/run/commit.sh "$1"
}

# makes DIR: a repository with a commit.
makes() {
    mkdir -p "$1/bench" && git -C "$1" init -q && echo "$1" >"$1/bench/a.c" &&
        git -C "$1" add . && git -C "$1" commit -qm "$1"
}

# head DIR: its commit, as it is told.
head_of() {
    git -C "$1" rev-parse --short=12 HEAD
}

# tells_none COMMAND...: it ends with 1, and prints nothing on standard output.
tells_none() {
    "$@" >"$dir/out" && return 1
    [ ! -s "$dir/out" ]
}

# tells WANTED DIR
tells() {
    local got
    got=$(commit_of "$2")
    [ "$got" = "$1" ] || {
        printf 'told: %s, wanted: %s\n' "$got" "$1"
        return 1
    }
}

makes "$dir/other"
makes "$dir/tree"
commit=$(head_of "$dir/tree")
is 'a clean tree is its commit' tells "$commit" "$dir/tree"
is 'a hook changes nothing' env GIT_DIR="$dir/other/.git" \
    GIT_WORK_TREE="$dir/other" GIT_INDEX_FILE="$dir/none" \
    GIT_OBJECT_DIRECTORY="$dir/other/.git/objects" GIT_PREFIX=x/ \
    GIT_COMMON_DIR="$dir/other/.git" bash -c "
        [ \"\$(bench/run/commit.sh '$dir/tree')\" = '$commit' ]"
cp -r "$dir/tree" "$dir/copy"
is 'a copied tree is the same commit' tells "$commit" "$dir/copy"
git -C "$dir/tree" worktree add -q "$dir/worktree" 2>/dev/null
is 'so is a worktree' tells "$commit" "$dir/worktree"
echo more >>"$dir/tree/bench/a.c"
is 'an edited tree is dirty' tells "$commit-dirty" "$dir/tree"
is 'its worktree is not' tells "$commit" "$dir/worktree"
git -C "$dir/tree" checkout -q .
echo note >"$dir/tree/notes"
is 'a file that is not built changes nothing' tells "$commit" "$dir/tree"
for room in analysis base bench locks; do
    mkdir -p "$dir/tree/$room"
    echo new >"$dir/tree/$room/b.c"
    is "a new one of $room, which is built, is dirty" \
        tells "$commit-dirty" "$dir/tree"
    rm "$dir/tree/$room/b.c"
done
echo bad >"$dir/copy/.git/index"
is 'so is a tree that cannot be looked at' tells "$commit-dirty" "$dir/copy"

mkdir -p "$dir/tree/inside/bench"
is 'a tree without commits has none of those around it' \
    tells_none commit_of "$dir/tree/inside"
mkdir "$dir/empty"
git -C "$dir/empty" init -q
is 'nor has one before its first' tells_none commit_of "$dir/empty"
is 'nor one that is not there' tells_none commit_of "$dir/nowhere"
mkdir "$dir/bin"
ln -s "$(command -v sh)" "$dir/bin/sh"
is 'nor any without git' tells_none env PATH="$dir/bin" \
    "$(command -v sh)" bench/run/commit.sh "$dir/tree"

plan
