#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# commit.sh DIR: prints the commit of the tree in DIR, followed by -dirty where
# files differ from that commit, or where a folder that is built has new files.
# Asks the tree's own repository alone: neither one around the tree, nor one
# that a hook names in the environment.  Without a commit it prints nothing, and
# its exit status is 1.
set -u
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_COMMON_DIR \
    GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_PREFIX \
    GIT_NAMESPACE

# An absolute path, since git would take a relative one from the folder of -C.
tree=$(CDPATH='' cd "$1" && pwd) || exit 1

own_git() {
    git --no-optional-locks --git-dir="$tree/.git" --work-tree="$tree" \
        -C "$tree" "$@" 2>/dev/null
}

[ -e "$tree/.git" ] || exit 1
commit=$(own_git rev-parse --verify --short=12 'HEAD^{commit}') || exit 1
# A tree that git cannot read is dirty, too.
changes=$(own_git status --porcelain --untracked-files=no) || changes=some
new=$(own_git ls-files --others --exclude-standard -- analysis base bench \
    locks) || new=some
case $changes$new in
'') printf '%s\n' "$commit" ;;
*) printf '%s-dirty\n' "$commit" ;;
esac
