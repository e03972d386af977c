#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# slowpath's one command: finds what is missing, builds, runs.
set -u

readonly USAGE='Usage: ./run.sh [COMMAND] [OPTIONS]

  bench             measure, judge, and write results/<run id> (the default)
  audit             count what a check costs in instructions and accesses
  judge DIR         judge a report again, as with another gate file
  compare OLD NEW   two reports, each in itself and one against the other
  gate              the locks as they are against another revision of them
  drill             panic a world of threads, again and again, and tell how
                    often it could be dumped
  selftest          how often all this is wrong, on known truth
  arm FILE.h        build a lock of your own: docs/your-lock.md
  guest             an emulated machine of many arm64 processors, with counters
  list              the rows and the arms that there are
  test              the tests, or a part of them
  help              this text

  --no-install      name missing packages instead of installing them
  --arm-flags "FLAG ..."
                    of arm, audit, bench, gate, list and selftest: compile the
                    arms with these flags, too.  CFLAGS and LDFLAGS do not
                    reach them

CC names the compiler (cc); each has a build folder of its own.

bench, gate, judge and compare print what --format asks for: text (the default),
csv, json, markdown, junit or benchfmt.
./run.sh COMMAND --help tells the options of a command.
Exit status: 0 all PASS, 1 a REGRESSION, 2 usage or error, 3 INCONCLUSIVE,
  4 UNFIT, 130 interrupted.  Of audit and drill: 0 what is claimed and
  promised holds, 1 not.'

# What Debian 12 calls what we need; for tests, more.
readonly PACKAGES='g++ gcc git libbenchmark-dev libcapstone-dev libck-dev
    libcmocka-dev libcsv-dev libelf-dev libhwloc-dev libjansson-dev libmd-dev
    libpfm4-dev meson ninja-build pkg-config r-mathlib zlib1g-dev'
readonly TEST_PACKAGES='clang-14 clang-format-14 gdb libclang-rt-14-dev
    libxml2-utils procps python3-yaml shellcheck valgrind'

readonly USAGE_ERROR=2 INTERRUPTED=130

# How slowpath-audit ends where arms have nothing to count.
readonly NOTHING_TO_COUNT=3

# usage_error USAGE COMPLAINT: tells both and ends.
usage_error() {
    printf 'slowpath: %s\n\n%s\n' "$2" "$1" >&2
    exit "$USAGE_ERROR"
}

die() {
    printf 'slowpath: %s\n' "$*" >&2
    exit "$USAGE_ERROR"
}

# Prints those of the packages that are not installed.
missing() {
    local package
    for package; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null |
            grep -qx installed || printf '%s ' "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
    local wanted
    command -v dpkg-query >/dev/null ||
        die "this is not Debian: install the counterparts of $* by hand"
    wanted=$(missing "$@")
    [ -z "$wanted" ] && return
    [ "$may_install" = yes ] ||
        die "missing packages; install them with: apt-get install $wanted"
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
        die "missing packages, and no root here to install them: $wanted"
    printf 'installing %s\n' "$wanted" >&2
    # shellcheck disable=SC2086 # a list of words
    {
        as_root apt-get -qq update &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install \
                --yes --no-install-recommends $wanted
    } >&2 || die "apt-get could not install: $wanted"
}

analysis() {
    local command=$1
    shift
    if has --gate "$@" || has --help "$@"; then
        "$release/analysis/slowpath-analysis" "$command" "$@"
    else
        "$release/analysis/slowpath-analysis" "$command" \
            --gate analysis/gate.csv "$@"
    fi
}

# new_id: a run id that no other run has: its folder is made, or is not ours.
new_id() {
    local first n=1 commit
    commit=$(bench/commit.sh .) || commit=unknown
    first=$(date -u +%Y%m%dT%H%M%SZ)-$(uname -n)-${commit%-dirty}
    id=$first
    mkdir -p results || die "cannot make the folder results"
    until mkdir "results/$id" 2>/dev/null; do
        n=$((n + 1))
        [ $n -lt 100 ] || die "cannot make the folder results/$first"
        id=$first.$n
    done
}

# measure FILE ENGINE JUDGE OPTION...: has the engine write a report whose main
# file is FILE, and judges it.
measure() {
    local file=$1 engine=$2 judge=$3 id out status verdict
    shift 3
    if has --dry-run "$@"; then
        id=none out=
    elif has --out "$@"; then
        out=$(value_of out "$@")
        [ -n "$out" ] || die '--out needs a folder'
        id=$(basename "$out")
        mkdir -p "$(dirname "$out")" || die "cannot make the folder of $out"
    elif has --help "$@" || has --benchmark_list_tests "$@" ||
        has --show "$@"; then
        id=none out=
    else
        new_id
        out=results/$id
        set -- "$@" --out "$out"
    fi
    # The engine ends by itself; what it wrote is judged then.
    trap : INT TERM
    "$engine" --run-id "$id" "$@"
    status=$?
    # Nothing was begun: help, a listing, or what the engine refused.
    [ "$out" = "results/$id" ] && rmdir "$out" 2>/dev/null
    if { [ $status != 0 ] && [ $status != $INTERRUPTED ]; } ||
        [ ! -f "$out/$file" ]; then
        return $status
    fi
    if [ "$out" = "results/$id" ]; then
        ln -sfnT "$id" results/latest ||
            printf 'slowpath: results/latest is left as it is\n' >&2
    fi
    "$judge" "$out"
    verdict=$?
    printf 'written to %s\n' "$out" >&2
    [ $status = $INTERRUPTED ] && return $INTERRUPTED
    return $verdict
}

bench_engine() {
    "$release/bench/slowpath-bench" --arms "$folder" "$@"
}

# count_arms ARMS CHECKS OUT: counts what arms execute.  What could not be
# counted leaves its reason in OUT, for judge and compare: it is no success.
# Returns 0, NOTHING_TO_COUNT or INTERRUPTED.
count_arms() {
    local arms=$1 checks=$2 out=$3 status
    rm -f "$out/audit.csv" "$out/audit.txt" "$out/uncounted.txt"
    "$release/bench/audit/slowpath-audit" --arms "$arms" --checks "$checks" \
        --out "$out"
    status=$?
    case $status in
    0 | "$NOTHING_TO_COUNT") return $status ;;
    "$INTERRUPTED" | 143) return "$INTERRUPTED" ;;
    esac
    if [ ! -f "$out/uncounted.txt" ]; then
        mkdir -p "$out" || die "cannot make the folder $out"
        printf 'slowpath-audit ended with %s: see standard error of the run\n' \
            $status >"$out/uncounted.txt"
    fi
    return 0
}

# The same arms are counted: what no noise can hide from compare.
judge_report() {
    count_arms "$folder" "$checks" "$1"
    [ $? != $INTERRUPTED ] || return $INTERRUPTED
    analysis judge ${format:+--format "$format"} "$1"
}

# check_gate FILE COMMAND...: checks a gate file, whose lines must be for rows
# that there are: in this build, or in what COMMAND lists; prints its looks.
check_gate() {
    local gate=$1
    shift
    analysis gate --gate "$gate" --known <(
        list_known "$release/bench/arms/arms.list"
        "$@" 2>/dev/null
    )
}

# Judges or compares reports, by a gate file whose lines are known.
judge_reports() {
    if has --gate "$@" && ! has --help "$@"; then
        analysis "$command" \
            --known <(list_known "$release/bench/arms/arms.list") "$@"
    else
        analysis "$command" "$@"
    fi
}

bench() {
    local checks format folder
    prepare_release
    build_asked "$@"
    take_format "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    has --help "$@" || check_gate analysis/gate.csv true >/dev/null || exit
    measure raw.csv.gz bench_engine judge_report "$@" --checks "$checks"
}

list() {
    local names folder
    prepare_release
    mapfile -t names < <(arms_of "$release/bench/arms/arms.list" all)
    build_arms "$release" suite "${names[@]}"
    bench_engine --list "$@"
}

# run_or_help USAGE COMMAND ARGUMENT...
run_or_help() {
    local usage=$1
    shift
    if has --help "$@"; then
        printf '%s\n' "$usage"
        exit 0
    fi
    "$@"
}

readonly caller=$PWD
cd "$(dirname "$(readlink -f "$0")")" || exit "$USAGE_ERROR"
. bench/arms/pick.sh
. bench/command_line.sh
. bench/build.sh
shut_out_flags
may_install=yes
arguments=()
for argument; do
    if [ "$argument" = --no-install ]; then
        may_install=no
    else
        arguments+=("$argument")
    fi
done
set -- ${arguments[@]+"${arguments[@]}"}

command=bench
case ${1-} in
'') ;;
--help | -h)
    command=help
    ;;
-*) ;;
*)
    command=$1
    shift
    ;;
esac

case $command in
arm | audit | bench | gate | list | selftest)
    take_arm_flags "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    ;;
esac
case $command in
arm | audit | bench | compare | drill | gate | guest | judge | selftest)
    from_caller "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    ;;
esac

case $command in
help | test) ;;
*) choose_release ;;
esac

case $command in
arm)
    . bench/arms/arm.sh
    run_or_help "$ARM_USAGE" arm "$@"
    ;;
audit)
    . bench/audit/audit.sh
    run_or_help "$AUDIT_USAGE" audit "$@"
    ;;
bench)
    bench "$@"
    ;;
compare | judge)
    build_release
    judge_reports "$@"
    ;;
drill)
    . bench/drill/drill.sh
    drill "$@"
    ;;
gate)
    . bench/gate.sh
    run_or_help "$GATE_USAGE" gate "$@"
    ;;
guest)
    . tests/guest/image.sh
    . tests/guest/boot.sh
    . tests/guest/guest.sh
    run_or_help "$GUEST_USAGE" guest "$@"
    ;;
help)
    printf '%s\n' "$USAGE"
    ;;
list)
    run_or_help 'Usage: ./run.sh list [--rows GLOB] [--placements LIST] '\
'[--cpus LIST] [--threads N]

Lists the rows and the arms; a row that cannot run says why.  The CPUs of each
row: ./run.sh bench --dry-run' list "$@"
    ;;
selftest)
    . bench/gate.sh
    . bench/selftest/selftest.sh
    run_or_help "$SELFTEST_USAGE" selftest "$@"
    ;;
test)
    . tests/guest/guest.sh
    . tests/all.sh
    run_or_help "$TEST_USAGE" test_parts "$@"
    ;;
*)
    usage_error "$USAGE" "there is no command '$command'"
    ;;
esac
