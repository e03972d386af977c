# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh guest.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

use bench/guest/image.sh bench/guest/boot.sh

# What the guest keeps between runs.
guest=$project/build/guest

readonly GUEST_USAGE='Usage: ./run.sh guest [OPTIONS] [-- COMMAND]

Builds the project for arm64, and boots it with the kernel of Debian in an
emulated machine of many processors with hardware counters: the neoverse-n1 of
QEMU.
Nothing needs root, and nothing is left running when it ends.

  --cpus N       number of processors (8), up to 64; use --icount for many
                 more than the host has
  --sockets N    packages that they are in, each with memory of its own (2)
  --icount       run one instruction a nanosecond, one processor after the
                 other: counts are exact, and the same at each boot
  --seconds N    end the guest after this time (1200)
  --out DIR      where to put what the guest writes, and its console
                 (build/guest/out)
  -- COMMAND     run this in the guest instead of the tests: by sh, in the
                 project'\''s folder, with build/arm64/bench/slowpath-bench and
                 all the rest.  What it writes to /tmp/out comes to DIR

Exit status: that of the command, or of the tests: 0 all pass, 1 not; 2 usage or
  error, 130 interrupted.'

readonly GUEST_HOST_PACKAGES='cpio device-tree-compiler g++-aarch64-linux-gnu
    gcc-aarch64-linux-gnu kmod python3 qemu-system-arm'

# is_packed DIR TARGETS: whether these files of the build, and what else goes
# into the image, are in it as they are.
is_packed() {
    local packed=$guest/project.cpio newer
    [ -f "$packed" ] && [ -f "$guest/project.targets" ] &&
        [ "$2" = "$(cat "$guest/project.targets")" ] || return
    # shellcheck disable=SC2086 # a list of words
    newer=$(cd "$1" && find $2 "$project/tests" "$project/analysis" \
        -newer "$packed" -type f -print -quit) || return
    [ -z "$newer" ]
}

# Builds the tests and what they run for arm64, and packs them.
make_project() {
    local dir=$project/build/arm64 image=$guest/project targets
    sed "s#@ROOT@#$guest/root#" "$project/bench/guest/arm64.ini.in" \
        >"$guest/arm64.ini.new"
    cmp -s "$guest/arm64.ini.new" "$guest/arm64.ini" || {
        mv "$guest/arm64.ini.new" "$guest/arm64.ini"
        rm -rf "$dir"
    }
    [ -f "$dir/build.ninja" ] || printf 'building for arm64\n' >&2
    # So that what is listed next is what there is to build.
    build "$dir" build.ninja --cross-file "$guest/arm64.ini" -Dwerror=true \
        -Ddebug=false -Dthorough=false
    targets=$("$project/bench/guest/list_tests.py" "$dir" targets) ||
        die "cannot list the tests of $dir"
    build "$dir" "$targets"
    ! is_packed "$dir" "$targets" || return 0
    rm -rf "$image" "$guest/project.targets"
    mkdir -p "$image/slowpath/build/arm64"
    (cd "$project" &&
        git ls-files --cached --others --exclude-standard analysis tests |
        grep -v '\.[ch]$' | xargs cp --parents -t "$image/slowpath") ||
        die "cannot copy the tests to $image"
    # shellcheck disable=SC2086 # a list of words
    (cd "$dir" && cp --parents -t "$image/slowpath/build/arm64" $targets &&
        cd "$image/slowpath/build/arm64" &&
        aarch64-linux-gnu-strip --strip-debug $targets) ||
        die "cannot copy the build to $image"
    "$project/bench/guest/list_tests.py" "$dir" script /slowpath \
        >"$image/tests.sh"
    # shellcheck disable=SC2046,SC2086 # lists of words
    add_libraries "$image" $(printf "$image/slowpath/build/arm64/%s " $targets)
    pack "$image" "$guest/project.cpio"
    printf '%s\n' "$targets" >"$guest/project.targets"
}

run_guest() {
    local cpus=8 sockets=2 seconds=1200 counts=no out=$guest/out status
    local job=$project/tests/guest/suite.sh options=()
    while [ $# != 0 ] && [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    read_arguments '' "$(options_told "$GUEST_USAGE")" \
        ${options[@]+"${options[@]}"}
    tell_help "$GUEST_USAGE"
    refuse_words
    if [ $# -gt 1 ]; then
        shift
        job=$guest/command
        mkdir -p "$guest"
        printf '%s\n' "$*" >"$job"
    fi
    take_number cpus 1 64
    [ "$cpus" -ge 2 ] || sockets=1
    take_number sockets 1 8
    take_number seconds 1 7200
    ! is_given out || out=$(as_path "${given[out]}")
    ! is_given icount || counts=yes
    [ $((cpus % sockets)) = 0 ] ||
        usage_error "$cpus CPUs do not fill $sockets sockets alike"
    # shellcheck disable=SC2086 # lists of words
    install_packages $PACKAGES $GUEST_HOST_PACKAGES
    mkdir -p "$guest" || die "cannot make the folder $guest"
    make_root
    make_base
    make_project
    printf 'booting %d CPUs in %d sockets\n' "$cpus" "$sockets" >&2
    boot "$job" "$out"
    status=$?
    if [ "$job" = "$project/tests/guest/suite.sh" ]; then
        cat "$out/suite.tap"
    else
        sed 's/\r$//' "$out/console.log"
    fi
    return $status
}
