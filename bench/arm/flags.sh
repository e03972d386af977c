#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# flags.sh FLAG...: refuses flags that make something else of an arm than the
# lock, with one line and exit status 1.
set -u
for flag; do
    why=
    case $flag in
    -fsanitize*)
        why='instruments it: what a sanitizer adds would be measured' ;;
    -flto* | -ffat-lto-objects | -fwhole-program | -fuse-linker-plugin)
        why='would optimize across its border: arms are built without LTO' ;;
    -pg | -p | --coverage | -coverage | -fprofile* | -ftest-coverage | \
        -finstrument* | -fpatchable* | -fxray* | -fcs-profile* | -mfentry)
        why='instruments it: what that adds would be measured' ;;
    -Wl,* | -fuse-ld* | -l* | -L* | -shared | -static* | -T* | -z | -Xlinker)
        why='is for the linker: arms are all linked in one way' ;;
    -c | -S | -E | -o* | -x* | -M* | -fsyntax-only | -save-temps*)
        why='is for the build alone' ;;
    -*) ;;
    *) why='is no flag: each begins with -, its value is joined by =' ;;
    esac
    [ -z "$why" ] || {
        printf "slowpath: an arm takes no '%s': it %s\n" "$flag" "$why" >&2
        exit 1
    }
done
