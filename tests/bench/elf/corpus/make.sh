#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Links the fuzzer's seeds anew: the code by hand, without crt and lines, as
# short as ld makes it.  Before the file stands the byte that move_fuzz.c takes.
set -eu
cd "$(dirname "$0")"
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
for machine in x86_64 aarch64; do
    prefix=$machine-linux-gnu-
    fill=0xcc
    [ "$machine" = x86_64 ] || fill=0x00
    sed "s/@FILL@/$fill/" ../../../../bench/arm/block.ld.in \
        >"$temporary/block.ld"
    "${prefix}gcc" -c -o "$temporary/object.o" \
        "../forms/by_hand_$machine.S"
    "${prefix}gcc" -shared -nostdlib -o "$temporary/linked.so" \
        "$temporary/object.o" -Wl,-T,"$temporary/block.ld" -Wl,-q \
        -Wl,--no-relax -Wl,-z,now -Wl,-z,noseparate-code \
        -Wl,-z,max-page-size=4096
    for offset in 4 60; do
        {
            # shellcheck disable=SC2059 # an octal escape
            printf "\\$(printf %03o "$offset")"
            cat "$temporary/linked.so"
        } >"$machine-$offset"
    done
done
