#!/usr/bin/env -S bash -p
# SPDX-License-Identifier: BSD-2-Clause
# slowpath's one command: finds what is missing, builds, runs.
#
# -p: the caller's functions, shell options and BASH_ENV are not taken.
case $- in *p*) ;; *) exec bash -p -- "$0" "$@" ;; esac
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

readonly USAGE_ERROR=2 UNFIT=4 INTERRUPTED=130

# How slowpath-audit ends where arms have nothing to count.
readonly NOTHING_TO_COUNT=3

# usage_error COMPLAINT: in one line, with where to read on.
usage_error() {
    die "$1; ./run.sh $command --help tells all"
}

die() {
    printf 'slowpath: %s\n' "$*" >&2
    exit "$USAGE_ERROR"
}

analysis() {
    local command=$1
    shift
    has --gate "$@" || has --help "$@" ||
        set -- --gate "$(own analysis/gate.csv)" "$@"
    there "$release/analysis/slowpath-analysis" "$command" "$@"
}

bench_engine() {
    there "$release/bench/slowpath-bench" --arms "$(own "$folder")" "$@"
}

# count_arms ARMS CHECKS OUT: counts what arms execute.  What could not be
# counted leaves its reason in OUT, for judge and compare: it is no success.
# Returns 0, NOTHING_TO_COUNT or INTERRUPTED.  Where `count_seconds` is set, it
# takes no longer.
count_arms() {
    local arms=$1 checks=$2 out=$3 status
    rm -f "$out/audit.csv" "$out/audit.txt" "$out/uncounted.txt"
    ${count_seconds:+timeout --foreground --kill-after=1 "$count_seconds"} \
        "$release/bench/audit/slowpath-audit" --arms "$arms" \
        --checks "$checks" --out "$out"
    status=$?
    case $status in
    0 | "$NOTHING_TO_COUNT") return $status ;;
    "$INTERRUPTED" | 143) return "$INTERRUPTED" ;;
    esac
    if [ -n "${count_seconds-}" ] && [ $status = 124 ]; then
        mkdir -p "$out" || die "cannot make the folder $out"
        echo 'the time of --minutes was over' >"$out/uncounted.txt"
    elif [ ! -f "$out/uncounted.txt" ]; then
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
        list_known "$release/bench/arm/arms.list"
        "$@" 2>/dev/null
    )
}

# Judges or compares reports, by a gate file whose lines are known.
judge_reports() {
    if has --gate "$@" && ! has --help "$@"; then
        analysis "$command" \
            --known <(list_known "$release/bench/arm/arms.list") "$@"
    else
        analysis "$command" "$@"
    fi
}

bench() {
    local checks format folder
    need_values rows-from -- "$@"
    prepare_release
    build_asked "$@"
    take_format "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    has --help "$@" || check_gate "$(own analysis/gate.csv)" true >/dev/null ||
        exit
    # Before the others: the last of them may lack its value.
    measure raw.csv.gz bench_engine judge_report --checks "$checks" "$@"
}

list() {
    local names folder
    prepare_release
    mapfile -t names < <(arms_of "$release/bench/arm/arms.list" all)
    build_arms "$release" suite "${names[@]}"
    bench_engine --list "$@"
}

# tell TEXT: prints what was asked for.
tell() {
    printf '%s\n' "$1" 2>/dev/null ||
        die 'cannot write standard output: it is full or closed'
}

# run_or_help USAGE COMMAND ARGUMENT...
run_or_help() {
    local usage=$1
    shift
    if has --help "$@"; then
        tell "$usage"
        exit 0
    fi
    "$@"
}

readonly caller=$PWD
cd -- "$(dirname "$(readlink -f "$0")")" || exit "$USAGE_ERROR"
. ./bench/run/environment.sh
shut_out_environment
. bench/arm/pick.sh
. bench/run/command_line.sh
. bench/run/build.sh
. bench/run/measure.sh
. bench/run/packages.sh
shut_out_flags
callers='' project=''
[ "$caller" -ef . ] || callers=${caller%/}/ project=${PWD%/}/
refuse_checkout
may_install=yes
arguments=()
for argument; do
    case $argument in
    --no-install) may_install=no ;;
    --out=*) refuse_control --out "$argument" ;;&
    *) arguments+=("$argument") ;;
    esac
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
help | test) ;;
*) choose_release ;;
esac

case $command in
arm)
    . bench/arm/arm.sh
    run_or_help "$ARM_USAGE" arm "$@"
    ;;
audit)
    . bench/audit/run/audit.sh
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
    . bench/drill/run/drill.sh
    drill "$@"
    ;;
gate)
    . bench/run/gate.sh
    run_or_help "$GATE_USAGE" gate "$@"
    ;;
guest)
    . bench/guest/image.sh
    . bench/guest/boot.sh
    . bench/guest/guest.sh
    run_or_help "$GUEST_USAGE" guest "$@"
    ;;
help)
    tell "$USAGE"
    ;;
list)
    run_or_help 'Usage: ./run.sh list [--rows GLOB] [--placements LIST] '\
'[--cpus LIST] [--threads N]

Lists the rows and the arms; a row that cannot run says why.  The CPUs of each
row: ./run.sh bench --dry-run' list "$@"
    ;;
selftest)
    . bench/run/gate.sh
    . bench/selftest/selftest.sh
    run_or_help "$SELFTEST_USAGE" selftest "$@"
    ;;
test)
    . bench/guest/guest.sh
    . tests/all.sh
    run_or_help "$TEST_USAGE" test_parts "$@"
    ;;
*)
    die "there is no command '$command'; ./run.sh help tells all"
    ;;
esac
