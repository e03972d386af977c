# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh selftest: the whole pipeline on known truth.  Each row is measured
# and judged as ./run.sh gate does it.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

use analysis/cmd/analysis.sh bench/arm/pick.sh bench/run/looks.sh \
    bench/run/measure.sh

readonly SELFTEST_USAGE='Usage: ./run.sh selftest [OPTIONS]

Measures a lock against copies of itself whose slowdown is known, many times, as
./run.sh gate would, and counts how often the verdict was wrong.

  --lock NAME    the arm: ./run.sh list has the names (mtx-global-hard)
  --repeat N     rows of each truth (60: half an hour on two CPUs)
  --minutes N    begin no row after this time
  --truths LIST  aa,+0.5,+1,+2,+5,boundary,drift,bursts,drift+1,bursts+1,
                 aa-60s,contended-120s, or some of these (all)
  --margin F     the margin of the gate, as a fraction (0.0025)
  --quick        aa and +5, two rows each: to see that it works
  --out DIR      where to write (default: a new folder in results); rows that
                 DIR has already are kept, and missing ones are added
  --arm-flags "FLAG ..."
                 compile the arms with these flags, too

  aa             the copy is as fast as the base
  +N             the copy is N % slower
  boundary       the copy is slower by the margin
  drift, bursts  as aa (with +1: as +1), while another process takes a share of
                 the CPUs that rises to a half, or bursts of 5 to 50 ms
  aa-60s         as aa, with the units of one minute, to see the half-width
  contended-120s the same with two threads and two minutes; both once

compare.py of libbenchmark-tools judges the same samples, if it is installed.

Exit status: 0 no target is missed, 1 one is, 2 usage or error,
  130 interrupted.'

readonly SELFTEST_PACKAGES='gzip libbenchmark-tools python3 python3-scipy'

# set_truth TRUTH: sets `fraction`, `load`, `seconds` and `row` to its meaning.
set_truth() {
    fraction=0 load='' seconds='' row="$lock/uncontended/1/spread"
    case $1 in
    aa) ;;
    aa-60s) seconds=60 ;;
    contended-120s) seconds=120 row="$lock/contended/2/*" ;;
    boundary) fraction=$margin ;;
    drift | bursts) load=$1 ;;
    drift+1 | bursts+1) load=${1%+1} fraction=0.01 ;;
    +0.5) fraction=0.005 ;;
    +[125]) fraction=0.0${1#+} ;;
    *) usage_error "there is no truth '$1'" ;;
    esac
}

# copy_arms NAME ENDING FOLDER: makes a side of the lock, as built with this
# ending.  Under its new name it is the candidate.
copy_arms() {
    mkdir -p "$3" || die "cannot make the folder $3"
    if ! cp "$old/$1$2.so" "$3/$1.so" || ! cp "$old/$1-count.so" "$3"; then
        die "cannot copy the arms of $1 to $3"
    fi
}

# write_gate: writes the gate file of this self-test, and sets `looks`.
write_gate() {
    cat >"$gate" <<END || die "cannot write $gate"
rows,candidates,margin,alpha,looks,least_units,largest_drop_rate
*/uncontended/*,revision,$margin,0.05,10;20;40,8,0.5
*/contended/*,revision,0.05,0.05,10;20;40,8,0.5
END
    looks=$(analysis gate --gate "$gate") || exit
}

# measure_for SECONDS: measures units until that time has passed.
measure_for() {
    local n=20 previous='' more
    SECONDS=0
    judging=()
    while :; do
        "$release/bench/slowpath-bench" --run-id "$id" --arms "$new" \
            --base "$old" --events= --out "$out" --units "$n" \
            "${options[@]}" ${previous:+--resume "$previous"} || return
        [ "$SECONDS" -lt "$1" ] || break
        more=$((n * ($1 - SECONDS) / (SECONDS + 1)))
        previous=$n
        n=$((n + (more < 10 ? 10 : more)))
    done
    look=$n
}

# run_row: measures and judges one row, beside the load that goes with it, and
# adds it to selftest.csv.
run_row() {
    local status busy=''
    rm -rf "$out"
    mkdir -p "$out" || die "cannot make the folder $out"
    SECONDS=0
    options=(--rows "$row")
    new=$home/arms/same
    if [ "$fraction" != 0 ]; then
        new=$home/arms/planted
        options+=(--plant "$fraction")
    fi
    if [ -n "$load" ]; then
        # Bursts come at times of their own in each row.
        [ "$load" = drift ] || set -- "$repeat"
        "$release/bench/selftest/slowpath-load" "$load" 600 "$@" &
        busy=$!
    fi
    if [ -n "$seconds" ]; then
        measure_for "$seconds"
    else
        look_until_decided
    fi 2>"$out/log"
    status=$?
    if [ -n "$busy" ]; then
        kill "$busy" 2>/dev/null
        wait "$busy" 2>/dev/null
    fi
    if [ $status != 0 ]; then
        [ $status = "$INTERRUPTED" ] || cat "$out/log" >&2
        return $status
    fi
    analysis judge ${judging[@]+"${judging[@]}"} --gate "$gate" "$out" \
        >"$out/verdict.new" 2>>"$out/log"
    [ -s "$out/summary.csv" ] || die "$out could not be judged: see its log"
    set --
    [ "$fraction" = 0 ] || set -- --plant "$fraction"
    "$release/analysis/slowpath-analysis" selftest --add "$truth/$repeat" \
        --seconds-spent "$SECONDS" "$@" "$home" >&2 || return
    mv "$out/verdict.new" "$out/verdict.txt" || die "cannot write to $out"
}

# run_rows: runs every truth once, then every truth again: whenever this ends,
# the truths have equally many rows.
run_rows() {
    local repeat truth fraction load seconds row out id new options judging
    local look minutes_left=$minutes minutes='' begin
    begin=$(date +%s)
    for repeat in $(seq "$repeats"); do
        for truth in ${truths//,/ }; do
            set_truth "$truth"
            [ -z "$seconds" ] || [ "$repeat" = 1 ] || continue
            out=$home/$truth/$repeat id=$truth-$repeat
            # The last file that a row gets.
            [ ! -f "$out/verdict.txt" ] || continue
            if [ -n "$minutes_left" ] &&
                [ $(($(date +%s) - begin)) -ge $((60 * minutes_left)) ]; then
                return 0
            fi
            [ "$is_interrupted" = no ] || return "$INTERRUPTED"
            run_row || return
        done
    done
}

# ask_compare: has the script of Google Benchmark judge the same samples, and
# writes down in selftest.csv what it said.
ask_compare() {
    local script
    script=$(dpkg -L libbenchmark-tools 2>/dev/null | grep '/compare.py$')
    # The system's Python: the packages are modules of that one.
    if [ -z "$script" ] ||
        ! /usr/bin/python3 -c 'import scipy' 2>/dev/null; then
        printf '%s: no libbenchmark-tools, no python3-scipy: no %s\n' \
            slowpath 'compare.py beside' >&2
        return
    fi
    /usr/bin/python3 "$project/bench/selftest/gb_compare.py" \
        "$script" "$home" ||
        printf 'slowpath: compare.py failed\n' >&2
}

# prepare_selftest: builds, and makes the folder with its arms and gate file.
prepare_selftest() {
    local folder names
    prepare_release
    pick_roles "$release" planted
    case " ${names[*]} " in
    *" $lock-planted "*) ;;
    *) die "there is no lock '$lock' with controls: ./run.sh list" ;;
    esac
    build_arms "$release" 'suite bench/selftest/slowpath-load' \
        "$lock" "$lock-planted" "$lock-count"
    # The rates can be had without these packages.
    # shellcheck disable=SC2086 # a list of words
    (install_packages $SELFTEST_PACKAGES) || true
    if [ -z "$home" ]; then
        local id
        new_id
        home=$project/results/$id
    fi
    gate=$home/gate.csv old=$folder
    rm -rf "$home/arms"
    copy_arms "$lock" '' "$home/arms/same"
    copy_arms "$lock" -planted "$home/arms/planted"
    write_gate
}

run_selftest() {
    local lock repeat repeats minutes='' truths margin home='' old gate looks
    local truth status is_interrupted=no
    read_arguments '' "$(options_told "$SELFTEST_USAGE")" "$@"
    tell_help "$SELFTEST_USAGE"
    refuse_words
    take_arm_flags
    take_number minutes 1 99999
    take_number repeat 1 99999
    lock=${given[lock]-mtx-global-hard} margin=${given[margin]-0.0025}
    truths=aa-60s,contended-120s,aa,+0.5,+1,+2,+5,boundary,drift,bursts
    truths=$truths,drift+1,bursts+1 repeats=${repeat-60}
    if is_given quick; then truths=aa,+5 repeats=${repeat-2}; fi
    truths=${given[truths]-$truths}
    ! is_given out || home=$(as_path "${given[out]}")
    case $margin in
    0.*[1-9]*) ;;
    *) die "--margin needs a fraction such as 0.0025, not '$margin'" ;;
    esac
    for truth in ${truths//,/ }; do (set_truth "$truth") || return; done
    prepare_selftest
    trap 'is_interrupted=yes' INT TERM
    run_rows
    status=$?
    [ $status = 0 ] || [ $status = "$INTERRUPTED" ] || return "$USAGE_ERROR"
    [ -s "$home/selftest.csv" ] || return $status
    ask_compare
    "$release/analysis/slowpath-analysis" selftest "$home" || status=$?
    printf 'written to %s\n' "$home" >&2
    return $status
}
