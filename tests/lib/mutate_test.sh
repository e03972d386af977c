#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Proves that mutate.pl breaks a source where a patch says, and fails with the
# name of a patch that does not apply exactly.
#
#     mutate_test.sh MUTATE LIST_MUTANTS FOLDER PATCH...
#
# The PATCHes are those in FOLDER that the build knows.
set -u
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
mutate=$1 list_files=$2 folder=$3
shift 3

mkdir "$dir/locks" "$dir/out" || exit 2
cd "$dir" || exit 2

# lines FIRST LAST [SED]: a lock of one number a line, some of them replaced.
lines() {
    seq "$1" "$2" | sed "${3-}"
}

cat >good.patch <<'END'
Caught-by: one case: one failure
--- a/locks/lock.c
+++ b/locks/lock.c
@@ -3,5 +3,4 @@ a function
 3
 4
-5
-6
+five
 7
END
sed 's/^ 3$/ three/' good.patch >context.patch
sed 's/locks.lock.c/locks\/other.c/' good.patch >stranger.patch
sed 's/^+five/+5\n+6/; s/3,4 @@/3,5 @@/' good.patch >nothing.patch
sed '$d' good.patch >short.patch
sed '/^@@/,$d' good.patch >empty.patch
cat good.patch good.patch >both.patch

# breaks PATCH: the only output is the lock with 5 and 6 replaced.
breaks() {
    rm -f out/*
    "$mutate" out locks/lock.c "$1.patch" &&
        [ "$(ls out)" = "$1.lock.c" ] &&
        sed '/^6$/d; s/^5$/five/' locks/lock.c | diff - "out/$1.lock.c"
}

# fails TEXT PATCH: it ends with a failure that names the patch and has TEXT,
# and writes nothing.
fails() {
    rm -f out/*
    ! "$mutate" out locks/lock.c "$2.patch" 2>err && cat err &&
        grep -q "^$2.patch: .*$1" err && [ -z "$(ls out)" ]
}

lines 1 9 >locks/lock.c
is 'a patch breaks the source where it says' breaks good
is 'a patch of another context fails' fails 'stand 0 times' context
is 'a patch of another file fails' fails 'it is for locks/other.c' stranger
is 'a patch that changes nothing fails' fails 'changes nothing' nothing
is 'a patch that is cut short fails' fails 'cut short' short
is 'a file that is no patch fails' fails 'no patch' empty
is 'a patch of two files fails' fails 'more than one file' both
is 'a patch that is not there fails' fails 'No such file' absent

lines 1 9 '1i 0' >locks/lock.c
is 'lines that moved as they are break as before' breaks good
lines 1 9 's/^4$/4;/' >locks/lock.c
is 'a source whose context changed fails' fails 'stand 0 times' good
{ lines 1 9; lines 1 9; } >locks/lock.c
is 'a context that stands twice fails' fails 'stand 2 times' good
lines 1 9 's/^3$/33/' >locks/lock.c
is 'a line that only ends as the context begins fails' \
    fails 'stand 0 times' good

# Each that does not apply is named, though another does.
names_all() {
    lines 1 9 >locks/lock.c
    ! "$mutate" out locks/lock.c {context,good,short}.patch 2>err &&
        [ "$(cut -d: -f1 err)" = $'context.patch\nshort.patch' ]
}
is 'each patch that does not apply is named' names_all

# The build lists the patches when it is configured.
lists() {
    "$list_files" "$folder" "*.patch" >listed &&
        printf '%s\n' "$@" | diff listed -
}
is 'each patch of a lock is built: if not, configure again' lists "$@"
mkdir none
lists_nothing() {
    ! "$list_files" none "*.patch"
}
is 'a folder without a patch fails' lists_nothing
plan
