#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Prints the paths of all patches in a folder and in the folders there, one a
# line, in the same order everywhere: list_mutants.sh FOLDER.  Fails if there is
# none.
set -eu
cd "$1"
find . -name '*.patch' | sed 's,^\./,,' | LC_ALL=C sort | grep .
