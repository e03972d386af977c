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
  list              the rows and the arms that there are
  test              build with every compiler and sanitizer, and test
  help              this text

  --no-install      name missing packages instead of installing them

bench, gate, judge and compare print what --format asks for: text (the default),
csv, json, markdown, junit or benchfmt.
./run.sh COMMAND --help tells the options of a command.
Exit status: 0 all PASS, 1 a REGRESSION, 2 usage or error, 3 INCONCLUSIVE,
  4 UNFIT, 130 interrupted.  Of audit and drill: 0 what is claimed and
  promised holds, 1 not.'

readonly AUDIT_USAGE='Usage: ./run.sh audit [OPTIONS]

Counts what each operation of each lock executes, with each check and without,
and judges it by what is claimed: exactly, on any machine, without a clock.

  --out DIR      where to write audit.csv and audit.txt (default: a new folder
                 in results)
  --claims FILE  what may cost how much (default: analysis/claims.csv)
  --matrix       with gcc and clang, -O2 and -O3: one table.  clang 14 does not
                 make what is claimed everywhere: with it, this ends with 1

analysis/costs.sh writes the true figures of an audit into a claims file.

Exit status: 0 the claims hold, 1 not, 2 usage or error, 130 interrupted.'

readonly GATE_USAGE='Usage: ./run.sh gate [OPTIONS]

Measures the locks as they are against the same of another revision, in the same
processes, interleaved, and counts what either executes.

  --base WHAT    a revision, whose locks/ is built with the rest of this tree
                 (default: HEAD); or a folder of arms, or one FILE.so
  --arms WHAT    what is set against it, in the same way: a folder or a FILE.so
                 (default: the locks of this tree, changes included)
  --rows GLOB    all rows that match, as "mtx-*/contended/*", instead of the few
                 that ./run.sh gate --list marks
  --minutes N    no look is begun that would end later; rows that are not
                 decided then say so
  --gate FILE    margins, looks and the rest (default: analysis/gate.csv)
  --out DIR      where to write the report (default: a new folder in results)
  --format NAME  of the verdicts: text (the default), csv, json, markdown, junit
                 or benchfmt
  --list         the rows and the arms that there are
  --blocks, --seed, --cpus, --placements, --threads: as of ./run.sh bench

A row is looked at when it has as many units as the gate file says, and goes on
only while it is undecided.

Exit status: 0 all PASS, 1 a REGRESSION in time or in what is executed, 2 usage or
  error, 3 INCONCLUSIVE, 4 UNFIT, 130 interrupted.'

readonly ARM_USAGE='Usage: ./run.sh arm FILE.h [SOURCE.c ...] --out DIR

Builds the arms of a lock that FILE.h describes (docs/your-lock.md): the lock, a
copy of it, one with a known slowdown, and one that counts its slow path, each at
every fourth offset modulo 64; SOURCE.c is what it is made of besides.

  --out DIR      where to put them; must not have arms of this name

Environment: CC, the compiler (default: cc)
Exit status: 0, 2 usage or error.'

# What Debian 12 calls what we need; for tests, more.
readonly PACKAGES='g++ gcc git libbenchmark-dev libcapstone-dev libck-dev
    libcmocka-dev libcsv-dev libhwloc-dev libjansson-dev libmd-dev libpfm4-dev
    meson ninja-build pkg-config r-mathlib zlib1g-dev'
readonly TEST_PACKAGES='clang-14 clang-format-14 libclang-rt-14-dev libxml2-utils
    procps python3-yaml valgrind'

readonly USAGE_ERROR=2 INTERRUPTED=130

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

# build DIR TARGET [MESON OPTIONS]: sets up what is not yet, and builds.
build() {
    local dir=$1 target=$2
    shift 2
    if [ ! -f "$dir/build.ninja" ]; then
        meson setup "$dir" "$@" >"$dir.log" 2>&1 || {
            cat "$dir.log" >&2
            die "meson could not set up $dir"
        }
    fi
    ninja -C "$dir" "$target" >"$dir.log" 2>&1 || {
        cat "$dir.log" >&2
        die "the build in $dir failed"
    }
}

build_release() {
    # shellcheck disable=SC2086 # a list of words
    install_packages $PACKAGES
    mkdir -p build || die "cannot make the folder build"
    build "$release" suite
}

# Prints the value of --NAME VALUE or --NAME=VALUE among the arguments: of the
# last, as programs have it.
value_of() {
    local name=$1 previous='' value='' argument
    shift
    for argument; do
        [ "$previous" = "--$name" ] && value=$argument
        case $argument in "--$name="*) value=${argument#*=} ;; esac
        previous=$argument
    done
    printf '%s' "$value"
}

# without NAME ARGUMENT...: sets `arguments` to all but --NAME and its value.
without() {
    local name=$1 previous='' argument
    shift
    arguments=()
    for argument; do
        case $previous,$argument in
        --"$name",* | *,--"$name" | *,--"$name"=*) ;;
        *) arguments+=("$argument") ;;
        esac
        previous=$argument
    done
}

# take_format ARGUMENT...: sets `format` to what --format asks for, and
# `arguments` to the rest; what is no format ends all before it begins.
take_format() {
    format=
    arguments=("$@")
    has --format "$@" || return 0
    format=$(value_of format "$@")
    without format "$@"
    "$release/analysis/slowpath-analysis" --format "$format" --help \
        >/dev/null || exit
}

has() {
    local word=$1 argument
    shift
    for argument; do
        case $argument in "$word" | "$word="*) return 0 ;; esac
    done
    return 1
}

takes_path() {
    case $1 in
    --arms | --claims | --gate | --out | --show | --undecided) return 0 ;;
    esac
    return 1
}

# from_caller ARGUMENT...: sets `arguments`, with paths as the caller means them.
from_caller() {
    local argument previous='' name prefix=$caller/
    [ "$caller" = "$PWD" ] && prefix=
    arguments=()
    for argument; do
        name=${argument%%=*}
        case $previous,$argument in
        --format,* | --most-units,*) ;;
        *,/*) ;;
        *,--*=/*) ;;
        *,--*=?*)
            takes_path "$name" && argument=$name=$prefix${argument#*=}
            ;;
        *,-*) ;;
        *,?*)
            if takes_path "$previous"; then
                argument=$prefix$argument
            else
                case $command in
                arm | compare | judge) argument=$prefix$argument ;;
                esac
            fi
            ;;
        esac
        previous=$argument
        arguments+=("$argument")
    done
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
    local first n=1
    first=$(date -u +%Y%m%dT%H%M%SZ)-$(uname -n)-$(git rev-parse --short HEAD \
        2>/dev/null || echo unknown)
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
    if has --out "$@"; then
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
    "$release/bench/slowpath-bench" --arms "$release/bench/arms" "$@"
}

# The same arms are counted: what no noise can hide from compare.
judge_report() {
    "$release/bench/audit/slowpath-audit" --arms "$release/bench/arms" \
        --checks "$checks" --out "$1" ||
        printf 'slowpath: the report has no audit\n' >&2
    analysis judge ${format:+--format "$format"} "$1"
}

bench() {
    local checks format
    # Where none are named: bench/options.c.
    checks=$(value_of checks "$@")
    : "${checks:=global,td,panicstr}"
    build_release
    take_format "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    measure raw.csv bench_engine judge_report "$@"
}

# compile_arm NAME FILE OBJECTS DEFINE...: compiles one arm of a lock from
# the template and `sources`, into the folder OBJECTS.
compile_arm() {
    local name=$1 file=$2 objects=$3 source flags n=0
    shift 3
    flags=$(sed -n 's/^#define TOOLCHAIN_ARM_FLAGS "\(.*\)"$/\1/p' \
        "$release/bench/toolchain.h")
    mkdir -p "$objects" || die "cannot make the folder $objects"
    for source in bench/arms/arm.c ${sources[@]+"${sources[@]}"}; do
        # shellcheck disable=SC2086 # a list of words
        "${CC:-cc}" -std=gnu11 -D_GNU_SOURCE -fPIC $flags -I. \
            -DARM_DESCRIPTION="\"$(readlink -f "$file")\"" \
            -DARM_LOCK="\"$name\"" -DARM_CHECK='"none"' -DARM_PLACE='""' \
            "$@" -c "$source" -o "$objects/$((n += 1)).o" ||
            die "$source does not compile with $file"
    done
}

# Builds the arms of a lock that is described in a header.
arm() {
    local out file name ending define scratch sources pad
    out=$(value_of out "$@")
    without out "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    file=${1-}
    [ $# -gt 0 ] && shift
    sources=("$@")
    case $file in
    *.h) ;;
    *) usage_error "$ARM_USAGE" "arm needs a FILE.h, not '$file'" ;;
    esac
    [ -n "$out" ] || usage_error "$ARM_USAGE" '--out needs a folder'
    [ -r "$file" ] || die "cannot read $file"
    name=$(basename "$file" .h | tr _ -)
    case $name in
    *[!A-Za-z0-9-]*) die "'$name' is no name for a lock: letters, digits, -" ;;
    esac
    [ ${#name} -le 40 ] || die "'$name' is too long for a lock's name"
    build_release
    mkdir -p "$out" || die "cannot make the folder $out"
    [ ! -e "$out/$name.p0.so" ] || die "$out has arms of $name already"
    scratch=$(mktemp -d) || die 'cannot make a folder'
    # shellcheck disable=SC2064 # now
    trap "rm -rf '$scratch'" EXIT
    while read -r ending define; do
        ending=${ending#base}
        # shellcheck disable=SC2086 # a list of words
        compile_arm "$name" "$file" "$scratch/o$ending" $define
        for pad in $(seq 0 4 60); do
            "${CC:-cc}" -shared -pthread -Wl,-T,bench/arms/arm.ld \
                -Wl,--defsym=pad="$pad" -Wl,-z,now "$scratch/o$ending/"*.o \
                -o "$out/$name$ending.p$pad.so" ||
                die "the arms of $file cannot be linked"
        done
    done <<'ARMS'
base -DARM_ROLE="base"
-count -DARM_ROLE="count" -DCOUNT_HARD=1
-null -DARM_ROLE="null"
-planted -DARM_ROLE="planted" -DPLANTED=1
ARMS
    printf 'arms of %s in %s\n' "$name" "$out" >&2
}

# as_arms WHAT: sets `folder` to one of arms: WHAT itself, or, for one shared
# object, a folder of its own with that lock at that offset.
as_arms() {
    local what=$1 name ending file
    folder=$what
    if [ -d "$what" ]; then
        return
    fi
    name=$(basename "$what" .so)
    case $name in
    *.p*[0-9]) ;;
    *) name=$name.p0 ;;
    esac
    folder=$(mktemp -d "$scratch/arms.XXXXXX") ||
        die "cannot make a folder in $scratch"
    for ending in '' -null -planted -count; do
        file=${what%.so}.so
        [ -n "$ending" ] && file=$(dirname "$what")/${name%.p*}$ending.p${name##*.p}.so
        [ -f "$file" ] && ln -s "$(readlink -f "$file")" \
            "$folder/${name%.p*}$ending.p${name##*.p}.so"
    done
}

# build_revision REV: builds the arms of the locks at a revision, by the present
# template, and sets `folder` to where they are.
build_revision() {
    local sha dir
    sha=$(git rev-parse --verify --quiet "$1^{commit}") ||
        die "'$1' is no revision, no folder and no .so: --base takes one of these"
    dir=build/gate/$sha
    mkdir -p "$dir/source" || die "cannot make the folder $dir"
    rm -rf "$dir/source/bench" "$dir/source/locks"
    git archive "$sha" locks | tar -x -C "$dir/source" ||
        die "revision $1 has no locks/"
    cp -pr bench meson.build meson_options.txt "$dir/source" ||
        die "cannot copy this tree's bench to $dir"
    printf 'building the locks of %s\n' "$1" >&2
    if ! (cd "$dir/source" && build ../build gated -Darms_only=true); then
        die "the locks of $1 do not go with this tree's bench/arms: see above"
    fi
    folder=$dir/build/bench/arms
}

# The looks that a gate file plans, of all its lines.
looks_of() {
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "looks") at = i }
             NR > 1 && at { n = split($at, look, ";")
                            for (i = 1; i <= n; i++) print look[i] }' "$1" |
        sort -nu
}

# most_units NOW SPENT LEFT ROWS: how many units a row may come to, when NOW of
# each took SPENT seconds together, LEFT are left and ROWS go on.
most_units() {
    local now=$1 spent=$2 left=$3 n_rows=$4 done_units
    done_units=$(cut -d, -f3,4 "$out/raw.csv" | sort -u | wc -l)
    [ "$left" -gt 0 ] || left=0
    echo $((now + left * done_units / ((spent + 1) * n_rows)))
}

# Runs looks until every row is decided or the last is over.  Uses `out`, `id`,
# `old`, `new`, `gate`, `minutes`; sets `judging`, the options of the last judgement,
# and `look`, the units of the last look.  Returns the engine's status.
look_until_decided() {
    local previous='' status n_rows most
    judging=(--undecided "$out/undecided")
    for look in $(looks_of "$gate"); do
        if [ -n "$previous" ]; then
            set -- "${options[@]}" --resume "$previous" \
                --rows-from "$out/undecided"
        else
            set -- ${options[@]+"${options[@]}"}
        fi
        "$release/bench/slowpath-bench" --run-id "$id" --arms "$new" \
            --base "$old" --events= --out "$out" --units "$look" "$@"
        status=$?
        [ $status = 0 ] || return $status
        previous=$look
        analysis judge "${judging[@]}" --gate "$gate" "$out" >/dev/null
        n_rows=$(wc -l <"$out/undecided")
        if [ -n "$minutes" ] && [ "$n_rows" -gt 0 ]; then
            most=$(most_units "$look" "$SECONDS" \
                "$((minutes * 60 - SECONDS))" "$n_rows")
            judging=(--undecided "$out/undecided" --most-units "$most")
            analysis judge "${judging[@]}" --gate "$gate" "$out" >/dev/null
            n_rows=$(wc -l <"$out/undecided")
        fi
        printf '%s units: %s rows go on\n' "$look" "$n_rows" >&2
        [ "$n_rows" -gt 0 ] || break
    done
}

# Counts what both sides execute, for judge to compare: exactly, or not at all.
audit_sides() {
    local side folder check checks
    mkdir -p "$out/audit" || return 2
    for side in base work; do
        folder=$old checks=
        [ $side = work ] && folder=$new
        # Somebody's own lock may not have them all.
        for check in global td panicstr; do
            compgen -G "$folder/*-$check-*.p*.so" >/dev/null &&
                checks=$checks$check,
        done
        "$release/bench/audit/slowpath-audit" --arms "$folder" \
            --checks "$checks" --out "$out/audit/$side" || {
            rm -rf "$out/audit"
            return "$USAGE_ERROR"
        }
    done
}

gate() {
    local base arms minutes gate old new id out status verdict counted=0
    local options judging format look
    base=$(value_of base "$@") arms=$(value_of arms "$@")
    minutes=$(value_of minutes "$@") gate=$(value_of gate "$@")
    out=$(value_of out "$@")
    : "${base:=HEAD}" "${gate:=analysis/gate.csv}"
    case $minutes in *[!0-9]* | 0) die "--minutes needs a number above 0" ;; esac
    [ -r "$gate" ] || die "cannot read the gate file $gate"
    [ -n "$(looks_of "$gate")" ] || die "$gate plans no looks"
    without base "$@"
    for option in arms minutes gate out; do
        without $option ${arguments[@]+"${arguments[@]}"}
    done
    build_release
    take_format ${arguments[@]+"${arguments[@]}"}
    options=(${arguments[@]+"${arguments[@]}"})
    scratch=$(mktemp -d) || die 'cannot make a folder'
    trap 'rm -rf "$scratch"' EXIT
    if [ -n "$arms" ]; then
        as_arms "$arms"
    else
        build "$release" gated
        folder=$release/bench/arms
    fi
    new=$folder
    case $base in /*) ;; *) [ -e "$caller/$base" ] && base=$caller/$base ;; esac
    if [ -e "$base" ]; then as_arms "$base"; else build_revision "$base"; fi
    old=$folder
    [ "$(readlink -f "$old")" != "$(readlink -f "$new")" ] ||
        die "--base is the very folder that is to be compared with it"
    if has --list ${options[@]+"${options[@]}"}; then
        "$release/bench/slowpath-bench" --arms "$new" --base "$old" \
            "${options[@]}"
        return
    fi
    if [ -z "$out" ]; then
        new_id
        out=results/$id
    fi
    id=$(basename "$out")
    mkdir -p "$(dirname "$out")" || die "cannot make the folder of $out"
    # The engine ends by itself; what it wrote is judged then.
    trap : INT TERM
    SECONDS=0
    look_until_decided
    status=$?
    if [ ! -f "$out/raw.csv" ]; then
        rmdir "$out" 2>/dev/null
        return $status
    fi
    if [ "$out" = "results/$id" ]; then
        ln -sfnT "$id" results/latest
    fi
    # Somebody's own lock may have nothing to count one by one.
    if [ $status = 0 ]; then
        audit_sides || [ -e "$base" ] || counted=$USAGE_ERROR
    fi
    analysis judge "${judging[@]}" --gate "$gate" \
        ${format:+--format "$format"} "$out"
    verdict=$?
    printf 'written to %s\n' "$out" >&2
    [ $status = 0 ] || return $status
    [ $counted = 0 ] || [ $verdict = 1 ] || return $counted
    return $verdict
}

drill_engine() {
    "$release/bench/drill/slowpath-drill-$check" "$@"
}

judge_drill() {
    "$release/analysis/slowpath-analysis" drill "$1"
}

# The check is that of a program; everything else is that program's option.
drill() {
    local check
    check=$(value_of check "$@")
    has --check "$@" || check=global
    without check "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    build_release
    [ -x "$release/bench/drill/slowpath-drill-$check" ] ||
        die "there is no drill with the check '$check':" \
            'try global, none, patch or td'
    measure drill.csv drill_engine judge_drill "$@"
}


# make_folder: makes one in results for an audit, set as `out`; if nothing comes
# of it, it goes.
make_folder() {
    new_id
    out=results/$id
    # shellcheck disable=SC2064 # as it is called now
    trap "find '$out' -depth -type d -empty -delete" EXIT
    trap 'exit "$INTERRUPTED"' INT TERM
}

# audit_build DIR OUT [MESON OPTIONS]: counts the arms of one build.
audit_build() {
    local dir=$1 out=$2
    shift 2
    build "$dir" audit "$@"
    printf 'counting with %s\n' "$dir" >&2
    "$dir/bench/audit/slowpath-audit" --arms "$dir/bench/arms" --out "$out"
}

# The same claims with every compiler.
audit_matrix() {
    local out=$1 claims=$2 o
    install_packages clang-14
    audit_build "$release" "$out/gcc-O2" || return "$USAGE_ERROR"
    audit_build build/audit-gcc-O3 "$out/gcc-O3" -Darm_optimization=3 ||
        return "$USAGE_ERROR"
    for o in 2 3; do
        CC=clang-14 CXX=clang++-14 audit_build "build/audit-clang-O$o" \
            "$out/clang-O$o" "-Darm_optimization=$o" || return "$USAGE_ERROR"
    done
    "$release/analysis/slowpath-analysis" matrix --claims "$claims" \
        "$out/gcc-O2" "$out/gcc-O3" "$out/clang-O2" "$out/clang-O3"
}

audit() {
    local out='' claims=analysis/claims.csv is_matrix=no id status
    while [ $# -gt 0 ]; do
        case $1 in
        --matrix) is_matrix=yes ;;
        --out | --claims)
            [ -n "${2-}" ] || usage_error "$AUDIT_USAGE" "$1 needs a value"
            if [ "$1" = --out ]; then out=$2; else claims=$2; fi
            shift
            ;;
        --out=?*) out=${1#*=} ;;
        --claims=?*) claims=${1#*=} ;;
        *) usage_error "$AUDIT_USAGE" "audit has no option '$1'" ;;
        esac
        shift
    done
    # shellcheck disable=SC2086 # a list of words
    install_packages $PACKAGES
    mkdir -p build || die "cannot make the folder build"
    # What it is judged by comes first: counting takes its time.
    build "$release" audit
    "$release/analysis/slowpath-analysis" claims --claims "$claims" ||
        return "$USAGE_ERROR"
    [ -n "$out" ] || make_folder
    mkdir -p "$out" || die "cannot make the folder $out"
    if [ "$is_matrix" = yes ]; then
        audit_matrix "$out" "$claims"
        status=$?
    else
        audit_build "$release" "$out" || return "$USAGE_ERROR"
        "$release/analysis/slowpath-analysis" audit --claims "$claims" "$out"
        status=$?
    fi
    printf 'written to %s\n' "$out" >&2
    return $status
}

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
    local log=build/$(basename "$1").log
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
    install_packages $PACKAGES $TEST_PACKAGES
    mkdir -p build || die "cannot make the folder build"
    run_tests build/gcc 'gcc' -Dwerror=true
    CC=clang-14 CXX=clang++-14 run_tests build/clang 'clang' -Dwerror=true
    run_tests build/asan 'gcc, address and undefined sanitizers' \
        -Dwerror=true -Db_sanitize=address,undefined
    run_tests build/tsan 'gcc, thread sanitizer' \
        -Dwerror=true -Db_sanitize=thread
    run_script tests/run_test.sh
    run_script tests/gate_test.sh
    run_script tests/selftest_test.sh
    check 'the sources are formatted' is_formatted
    [ "$skipped" = 0 ] || printf '\n%d skipped\n' "$skipped"
    printf '\n%d passed, %d failed\n' "$((passed - skipped))" "$failed"
    [ "$failed" = 0 ]
}

readonly caller=$PWD
cd "$(dirname "$(readlink -f "$0")")" || exit "$USAGE_ERROR"
release=build/release
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
arm | audit | bench | compare | drill | gate | judge | selftest)
    from_caller "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    ;;
esac

case $command in
arm)
    if has --help "$@"; then
        printf '%s\n' "$ARM_USAGE"
        exit 0
    fi
    arm "$@"
    ;;
audit)
    if has --help "$@"; then
        printf '%s\n' "$AUDIT_USAGE"
        exit 0
    fi
    audit "$@"
    ;;
bench)
    bench "$@"
    ;;
compare | judge)
    build_release
    analysis "$command" "$@"
    ;;
drill)
    drill "$@"
    ;;
gate)
    if has --help "$@"; then
        printf '%s\n' "$GATE_USAGE"
        exit 0
    fi
    gate "$@"
    ;;
help)
    printf '%s\n' "$USAGE"
    ;;
list)
    if has --help "$@"; then
        printf 'Usage: ./run.sh list [--rows GLOB] [--placements LIST] %s\n' \
            '[--cpus LIST] [--threads N]'
        exit 0
    fi
    build_release
    "$release/bench/slowpath-bench" --arms "$release/bench/arms" --list "$@"
    ;;
selftest)
    . bench/selftest/selftest.sh
    if has --help "$@"; then
        printf '%s\n' "$SELFTEST_USAGE"
        exit 0
    fi
    selftest "$@"
    ;;
test)
    if has --help "$@"; then
        printf 'Usage: ./run.sh test\n'
        exit 0
    fi
    run_all_tests "$@"
    ;;
*)
    printf 'slowpath: there is no command %s\n\n%s\n' "'$command'" "$USAGE" >&2
    exit "$USAGE_ERROR"
    ;;
esac
