#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Prints the paths of all files in a folder, and in the folders there, whose
# names match a pattern of find(1), one a line, in the same order everywhere:
# list_files.sh FOLDER PATTERN.  Fails if there is none.
set -eu
cd "$1"
find . -type f -name "$2" | sed 's,^\./,,' | LC_ALL=C sort | grep .
