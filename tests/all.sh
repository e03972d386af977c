# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh test.  Sourced by run.sh, whose functions it uses.
# shellcheck shell=bash disable=SC2034,SC2154

# check NAME COMMAND...: runs one check that is not Meson's.
check() {
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n' "$name"
    fi
}

is_formatted() {
    git ls-files '*.c' '*.h' '*.cc' |
        xargs clang-format-14 --dry-run --Werror
}

# count WORD FILE: how often a word stands in a file.
count() {
    grep -o -- "$1" "$2" | wc -l
}

# Runs the tests of one build and adds up what Meson counted.
run_tests() {
    local dir=$1 name=$2 junit bad
    shift 2
    printf '\n== %s\n' "$name"
    build "$dir" all "$@"
    junit=$dir/meson-logs/testlog.junit.xml
    rm -f "$junit"
    meson test -C "$dir" --no-rebuild --print-errorlogs
    [ -f "$junit" ] || die "meson ran no test in $dir"
    bad=$(($(count '<failure' "$junit") + $(count '<error' "$junit")))
    failed=$((failed + bad))
    skipped=$((skipped + $(count '<skipped' "$junit")))
    passed=$((passed + $(count '<testcase' "$junit") - bad))
}

# Runs a script that prints TAP and adds up what it says.
run_script() {
    local log
    log=build/$(basename "$1").log
    printf '\n== %s\n' "$1"
    "$1" | tee "$log"
    passed=$((passed + $(grep -c '^ok ' "$log")))
    failed=$((failed + $(grep -c '^not ok ' "$log")))
    check 'the script ran to its end' grep -q '^1\.\.' "$log"
}

run_all_tests() {
    [ $# = 0 ] || die "test takes no options"
    passed=0 failed=0 skipped=0
    # shellcheck disable=SC2086 # lists of words
    install_packages $PACKAGES $TEST_PACKAGES $GUEST_HOST_PACKAGES
    mkdir -p build || die "cannot make the folder build"
    # Less is optimized away before a sanitizer sees it, and it names lines.
    local -r watched=(-Dwerror=true -Doptimization=1 -Dc_args=-g1)
    # Whose targets are built from nothing there, each by who asks for it.
    # Nobody reads what debuggers would.
    set_up build/gcc -Dwerror=true -Ddebug=false
    export SLOWPATH_BUILD=build/gcc
    run_script tests/run_test.sh
    run_script tests/pins_test.sh
    run_script tests/gate_test.sh
    run_script tests/selftest_test.sh
    run_script tests/guest/guest_test.sh
    run_tests build/gcc 'gcc'
    # How threads interleave is up to the explorer, not to the compiler.
    CC=clang-14 CXX=clang++-14 run_tests build/clang 'clang' -Dwerror=true \
        -Dthorough=false -Ddebug=false
    run_tests build/asan 'gcc, address and undefined sanitizers' \
        "${watched[@]}" -Db_sanitize=address,undefined
    run_tests build/tsan 'gcc, thread sanitizer' \
        "${watched[@]}" -Db_sanitize=thread
    check 'the sources are formatted' is_formatted
    [ "$skipped" = 0 ] || printf '\n%d skipped\n' "$skipped"
    printf '\n%d passed, %d failed\n' "$((passed - skipped))" "$failed"
    [ "$failed" = 0 ]
}
