# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh guest.  Sourced by run.sh, whose functions it uses.
# shellcheck shell=bash disable=SC2034,SC2154

readonly GUEST_USAGE='Usage: ./run.sh guest [OPTIONS] [-- COMMAND]

Builds the project for arm64 and boots Debian'\''s kernel with it in an emulated
machine of many processors, which have hardware counters: QEMU'\''s neoverse-n1.
Nothing needs root, and nothing is left behind when it ends.

  --cpus N       processors (8), up to 64; many more than the host has
                 take --icount
  --sockets N    packages that they are in, each with memory of its own (2)
  --icount       one instruction a nanosecond, one processor after the other:
                 what is counted is exact, and the same at each boot
  --seconds N    the guest is ended then (1200)
  --out DIR      what the guest wrote, and its console (build/guest/out)
  -- COMMAND     what is run instead of the tests, in sh, in the project'\''s
                 folder there: build/arm64/bench/slowpath-bench and all
                 else.  What it writes to /tmp/out is brought out

Exit status: that of the command, or of the tests: 0 all pass, 1 not; 2 usage or
  error, 130 interrupted.'

readonly GUEST_HOST_PACKAGES='cpio device-tree-compiler g++-aarch64-linux-gnu
    gcc-aarch64-linux-gnu kmod python3 qemu-system-arm'

# Builds the tests and what they run for arm64, and packs them.
make_project() {
    local dir=$PWD/build/arm64 image=$guest/project targets
    sed "s#@ROOT@#$guest/root#" bench/guest/arm64.ini.in >"$guest/arm64.ini.new"
    cmp -s "$guest/arm64.ini.new" "$guest/arm64.ini" || {
        mv "$guest/arm64.ini.new" "$guest/arm64.ini"
        rm -rf "$dir"
    }
    [ -f "$dir/build.ninja" ] || printf 'building for arm64\n' >&2
    # So that what is listed next is what there is to build.
    build "$dir" build.ninja --cross-file "$guest/arm64.ini" -Dwerror=true \
        -Ddebug=false -Dthorough=false
    targets=$(bench/guest/list_tests.py "$dir" targets) ||
        die 'cannot list the tests of build/arm64'
    build "$dir" "$targets"
    [ "$dir/.ninja_log" -nt "$guest/project.cpio" ] ||
        [ -n "$(find tests analysis -newer "$guest/project.cpio" -type f)" ] ||
        return 0
    rm -rf "$image"
    mkdir -p "$image/slowpath/build/arm64"
    git ls-files --cached --others --exclude-standard analysis tests |
        grep -v '\.[ch]$' | xargs cp --parents -t "$image/slowpath" ||
        die 'cannot copy the tests'
    # shellcheck disable=SC2086 # a list of words
    (cd "$dir" && cp --parents -t "$image/slowpath/build/arm64" $targets &&
        cd "$image/slowpath/build/arm64" &&
        aarch64-linux-gnu-strip --strip-debug $targets) ||
        die 'cannot copy what was built'
    bench/guest/list_tests.py "$dir" script /slowpath >"$image/tests.sh"
    # shellcheck disable=SC2046,SC2086 # lists of words
    add_libraries "$image" $(printf "$image/slowpath/build/arm64/%s " $targets)
    pack "$image" "$guest/project.cpio"
}

# take_number NAME LEAST MOST ARGUMENT...: sets the variable NAME to the value
# of the option of that name, if there is one.
take_number() {
    local name=$1 least=$2 most=$3 value
    shift 3
    has "--$name" "$@" || return 0
    value=$(value_of "$name" "$@")
    case $value in
    '' | *[!0-9]* | ?????*) value=-1 ;;
    esac
    if [ "$value" -lt "$least" ] || [ "$value" -gt "$most" ]; then
        usage_error "--$name takes a number from $least to $most"
    fi
    printf -v "$name" %d "$((10#$value))"
}

guest() {
    local cpus=8 sockets=2 seconds=1200 counts=no out guest=$PWD/build/guest
    local job=tests/guest/suite.sh option before=() status
    while [ $# != 0 ] && [ "$1" != -- ]; do
        before+=("$1")
        shift
    done
    if [ $# -gt 1 ]; then
        shift
        job=$guest/command
        mkdir -p "$guest"
        printf '%s\n' "$*" >"$job"
    fi
    set -- ${before[@]+"${before[@]}"}
    take_number cpus 1 64 "$@"
    [ "$cpus" -ge 2 ] || sockets=1
    take_number sockets 1 8 "$@"
    take_number seconds 1 7200 "$@"
    need_values out -- "$@"
    out=$(path_of out "$@")
    : "${out:=$guest/out}"
    for option in cpus sockets seconds out; do
        without $option "$@"
        set -- ${arguments[@]+"${arguments[@]}"}
    done
    if has --icount "$@"; then
        counts=yes
        shift
    fi
    [ $# = 0 ] || usage_error "guest has no option '$1'"
    [ $((cpus % sockets)) = 0 ] ||
        usage_error "$cpus CPUs do not fill $sockets sockets alike"
    # shellcheck disable=SC2086 # lists of words
    install_packages $PACKAGES $GUEST_HOST_PACKAGES
    mkdir -p "$guest" || die 'cannot make the folder build/guest'
    make_root
    make_base
    make_project
    printf 'booting %d CPUs in %d sockets\n' "$cpus" "$sockets" >&2
    boot "$job" "$out"
    status=$?
    if [ "$job" = tests/guest/suite.sh ]; then
        cat "$out/suite.tap"
    else
        sed 's/\r$//' "$out/console.log"
    fi
    return $status
}
