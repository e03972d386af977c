#!/usr/bin/env -S bash -p
# SPDX-License-Identifier: BSD-2-Clause
# slowpath's one command.  It only dispatches: each command has a file of its
# own, beside what it runs.
#
# -p keeps the caller's functions, shell options and BASH_ENV out.
case $- in *p*) ;; *) exec bash -p -- "$0" "$@" ;; esac
set -u

readonly USAGE='Usage: ./run.sh [COMMAND] [OPTIONS]

  bench             measure, judge, and write results/<run id> (the default)
  audit             count the instructions and accesses that a check costs
  judge DIR         judge a report again, for example by another gate file
  compare OLD NEW   judge one report against another
  gate              measure the locks of this tree against another revision
  drill             let a world of threads panic, many times, and tell how
                    often a dump of it could be written
  selftest          measure known slowdowns, and tell how often that was wrong
  arm FILE.h        build a lock of your own: docs/your-lock.md
  guest             run in an emulated arm64 machine with hardware counters
  list              list the rows and the arms
  test              run the tests, or some of them
  help              print this text

Every command takes:
  --no-install      name missing packages instead of installing them
  --help            tell the options of the command
arm, audit, bench, gate, list and selftest take:
  --arm-flags "FLAG ..."
                    compile the arms with these flags, too; CFLAGS and LDFLAGS
                    do not reach the arms
bench, gate, judge and compare take:
  --format NAME     how to print: text (the default), csv, json, markdown,
                    junit or benchfmt

CC names the compiler (cc); each compiler has a build folder of its own.
Exit status: 0 all PASS, 1 a REGRESSION, 2 usage or error, 3 INCONCLUSIVE,
  4 UNFIT, 130 interrupted.  Of audit and drill: 0 the claims or promises
  hold, 1 they do not.'

project=$(readlink -f "$0") && project=$(dirname "$project") || exit 2
readonly project
# shellcheck source=bench/run/command_line.sh
. "$project/bench/run/command_line.sh"
use bench/run/environment.sh bench/run/packages.sh bench/run/build.sh
shut_out_environment
shut_out_flags
refuse_checkout

first=()
[ "${1-}" != --no-install ] || { first=("$1") && shift; }
command=bench
case ${1-} in
--help | -h) command=help ;;
'' | -*) ;;
*) command=$1 && shift ;;
esac

case $command in
arm) use bench/arm/arm.sh ;;
audit) use bench/audit/run/audit.sh ;;
bench | gate | list) use "bench/run/$command.sh" ;;
compare | judge) use analysis/cmd/judge.sh ;;
drill) use bench/drill/run/drill.sh ;;
guest) use bench/guest/guest.sh ;;
help) tell "$USAGE" && exit ;;
selftest) use bench/selftest/selftest.sh ;;
test) use tests/test.sh ;;
*) die "there is no command '$command'; ./run.sh help tells all" ;;
esac
"run_$command" ${first[@]+"${first[@]}"} "$@"
