# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh test.  Sourced by run.sh, whose functions it uses.
# shellcheck shell=bash disable=SC2034,SC2154

use bench/guest/guest.sh
. "$project/tests/parts.sh"
. "$project/tests/lanes.sh"

readonly TEST_USAGE='Usage: ./run.sh test [--all | --list | NAME...]

Builds with gcc and runs all tests of this build, and the scripts.

  --all     with clang, with the sanitizers, and on the guest too
  --list    the names of the parts
  NAME      a part: a build, a script, or a suite or a test of the build gcc

What failed stands once more above the last line, which counts: N passed,
N failed.
Exit status: 0 all passed, 1 not, 2 usage or error, 130 interrupted.'

# Prints the names, each after what it is.
list_parts() {
    # shellcheck disable=SC2086 # a list of words
    printf 'build %s\n' $TEST_BUILDS
    scripts | sed 's/^/script /'
    prepare_build gcc || die "$(cat build/gcc.log.err)"
    tests/lib/meson_tests.py names build/gcc
}

# is_build NAME
is_build() {
    case " $TEST_BUILDS " in *" $1 "*) return 0 ;; esac
    return 1
}

# choose NAME...: sets `parts` to the builds and scripts, and `tests` to what is
# left: tests of the build gcc, which are the part `tests` where that build is
# none itself.
choose() {
    local name rest=() text script seconds needs
    for name; do
        if is_build "$name" || script_of "$name"; then
            parts+=("$name")
        else
            rest+=("$name")
        fi
    done
    [ ${#rest[@]} != 0 ] || return 0
    prepare_build gcc || die "$(cat build/gcc.log.err)"
    text=$(tests/lib/meson_tests.py chosen build/gcc "${rest[@]}" \
        2>build/chosen.err) ||
        die "there is no test '$(cat build/chosen.err)': ./run.sh test --list" \
            'has the names'
    case " ${parts[*]-} " in
    *' gcc '*) ;;
    *) mapfile -t tests <<<"$text" && parts=(tests "${parts[@]}") ;;
    esac
}

# needed PART...: the packages that these parts take.
needed() {
    printf '%s %s' "$PACKAGES" "$TEST_PACKAGES"
    case " $* " in *' guest '*) printf ' %s' "$GUEST_HOST_PACKAGES" ;; esac
}

# tell_all PART...: whatever ran: what failed, and the last line.
tell_all() {
    local part
    printf '\n'
    [ "$skipped" = 0 ] || printf '%d skipped\n' "$skipped"
    for part; do
        [ ! -f "build/test/$part.log.failed" ] ||
            cat "build/test/$part.log.failed"
    done
    printf '%d passed, %d failed\n' "$passed" "$failed"
}

run_test() {
    read_arguments '' "$(options_told "$TEST_USAGE")" "$@"
    tell_help "$TEST_USAGE"
    # No option of this command is a path.
    cd "$project" &&
        test_parts ${passed[@]+"${passed[@]}"} ${words[@]+"${words[@]}"}
}

test_parts() {
    local passed=0 failed=0 skipped=0 parts=() tests=() listed
    local usual=(gcc all format gate interrupted pins report run selftest)
    make_build_folder
    case ${1-} in
    '') parts=("${usual[@]}") ;;
    --all) parts=("${usual[@]}" clang asan tsan guest) ;;
    --list) ;;
    -*) die "test has no option '$1': ./run.sh test --help" ;;
    *) parts=("$@") ;;
    esac
    # shellcheck disable=SC2046 # a list of words
    install_packages $(needed "${parts[@]}")
    # The same source in another folder is the same, for ccache.
    export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD}
    export CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR:-1}
    case ${1-} in
    --list)
        listed=$(list_parts) || exit "$USAGE_ERROR"
        tell "$listed"
        return
        ;;
    '' | -*) [ $# -le 1 ] || die "test $1 takes no names" ;;
    *)
        parts=()
        choose "$@"
        ;;
    esac
    rm -rf build/test
    mkdir -p build/test || die 'cannot make the folder build/test'
    run_parts "${parts[@]}"
    tell_all "${parts[@]}"
    [ "$failed" = 0 ]
}
