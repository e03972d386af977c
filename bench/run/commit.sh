#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# commit.sh DIR: prints the commit that the tree in DIR is at, with -dirty
# behind it where files differ from it or are new among those that are built.
# Asks no other repository than the tree's own: none that is around it, nor one
# that a hook names in the environment.  Exit status 1, and nothing printed,
# where there is none.
set -u
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_COMMON_DIR \
    GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_PREFIX \
    GIT_NAMESPACE

# A path of its own: git takes those it is told relative to where it goes.
tree=$(CDPATH='' cd "$1" && pwd) || exit 1

own_git() {
    git --no-optional-locks --git-dir="$tree/.git" --work-tree="$tree" \
        -C "$tree" "$@" 2>/dev/null
}

[ -e "$tree/.git" ] || exit 1
commit=$(own_git rev-parse --verify --short=12 'HEAD^{commit}') || exit 1
# Not a word of what cannot be read: that is dirty, too.
changes=$(own_git status --porcelain --untracked-files=no) || changes=some
new=$(own_git ls-files --others --exclude-standard -- analysis bench \
    locks) || new=some
case $changes$new in
'') printf '%s\n' "$commit" ;;
*) printf '%s-dirty\n' "$commit" ;;
esac
