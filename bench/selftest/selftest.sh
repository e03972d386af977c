# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh selftest: the whole pipeline on known truth.  Sourced by run.sh,
# whose functions it uses; a row is measured and judged as ./run.sh gate does
# it.
# shellcheck shell=bash disable=SC2034,SC2154

readonly SELFTEST_USAGE='Usage: ./run.sh selftest [OPTIONS]

Measures a lock against copies of itself whose slowdown is known, row after row,
as ./run.sh gate would, and counts how often it was wrong.

  --lock NAME    as it is called in build/release/bench/arm (mtx-global-hard)
  --repeat N     rows of each truth (60: half an hour on two CPUs)
  --minutes N    no row is begun later
  --truths LIST  of aa,+0.5,+1,+2,+5,boundary,drift,bursts,drift+1,bursts+1,
                 aa-60s,contended-120s (all)
  --margin F     of the gate, as a fraction (0.0025)
  --quick        aa and +5, two rows each: does it work at all
  --out DIR      where to (default: a new folder in results); rows that are
                 there already are kept, and the rest is added

  aa             a plain copy of the base
  +N             planted: N % slower;  boundary: exactly by the margin
  drift, bursts  aa (with +1: planted) while another process takes a share of
                 the CPUs that rises to a half, or bursts of 5 to 50 ms
  aa-60s         aa, as many units as a minute takes, to see the half-width;
  contended-120s the same for two threads and two minutes; once each

compare.py of libbenchmark-tools judges the same samples, if it is there.

Exit status: 0 no target is missed, 1 one is, 2 usage or error,
  130 interrupted.'

readonly SELFTEST_PACKAGES='gzip libbenchmark-tools python3 python3-scipy'

# set_truth TRUTH: sets `fraction`, `load`, `seconds` and `row` to what it is.
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

# copy_arms NAME ENDING FOLDER: the lock, as built with this ending, as a new
# side: it is the candidate, whatever it was built as.
copy_arms() {
    mkdir -p "$3" || die "cannot make the folder $3"
    if ! cp "$old/$1$2.so" "$3/$1.so" || ! cp "$old/$1-count.so" "$3"; then
        die "cannot copy the arms of $1 to $3"
    fi
}

# The gate file of this self-test, with its margin, and how it looks: sets
# `looks`.
write_gate() {
    cat >"$gate" <<END || die "cannot write $gate"
rows,candidates,margin,alpha,looks,least_units,largest_drop_rate
*/uncontended/*,revision,$margin,0.05,10;20;40,8,0.5
*/contended/*,revision,0.05,0.05,10;20;40,8,0.5
END
    looks=$(analysis gate --gate "$gate") || exit
}

# measure_for SECONDS: units until that time has passed.
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

# Prints what summary.csv says of what was measured, as a line without
# compare.py's columns.  The columns stand before the only one with commas of
# its own.
print_line() {
    awk -F, -v truth="$truth" -v fraction="$fraction" -v repeat="$repeat" \
        -v look="$look" -v margin="$margin" -v took="$SECONDS" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["arm"] == "" { next }
        { printf "%s,%.10g,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", truth,
              100 * fraction, repeat, $at["row"], $at["units"], look,
              $at["verdict"], $at["estimate_pct"], $at["lower_pct"],
              $at["upper_pct"], $at["half_width_pct"], $at["margin_pct"],
              took }' "$out/summary.csv"
}

# Measures and judges one row, beside the load that goes with it.
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
        >"$out/verdict.txt" 2>>"$out/log"
    [ -s "$out/summary.csv" ] || die "$out could not be judged: see its log"
    print_line >"$out/line.csv"
}

# Every truth once, then every truth again: an end too early leaves them even.
run_rows() {
    local repeat truth fraction load seconds row out id new options judging
    local look minutes_left=$minutes minutes='' begin
    begin=$(date +%s)
    for repeat in $(seq "$repeats"); do
        for truth in ${truths//,/ }; do
            set_truth "$truth"
            [ -z "$seconds" ] || [ "$repeat" = 1 ] || continue
            out=$home/$truth/$repeat id=$truth-$repeat
            [ ! -s "$out/line.csv" ] || continue
            if [ -n "$minutes_left" ] &&
                [ $(($(date +%s) - begin)) -ge $((60 * minutes_left)) ]; then
                return 0
            fi
            [ "$is_interrupted" = no ] || return "$INTERRUPTED"
            run_row || return
            cut -d, -f1,3,5,7-10 "$out/line.csv" >&2
        done
    done
}

# Has Google Benchmark's script judge the same samples.
ask_compare() {
    local script
    script=$(dpkg -L libbenchmark-tools 2>/dev/null | grep '/compare.py$')
    rm -f "$home/gb.csv"
    # The system's own: that is whose modules the packages are.
    if [ -z "$script" ] ||
        ! /usr/bin/python3 -c 'import scipy' 2>/dev/null; then
        printf '%s: no libbenchmark-tools, no python3-scipy: no %s\n' \
            slowpath 'compare.py beside' >&2
        return
    fi
    /usr/bin/python3 bench/selftest/gb_compare.py "$script" "$home" ||
        printf 'slowpath: compare.py failed\n' >&2
}

# All rows there are, with what compare.py said.
write_csv() {
    local said=/dev/null
    [ -f "$home/gb.csv" ] && said=$home/gb.csv
    {
        printf '%s,%s\n' truth,true_pct,repeat,row,units,look,verdict \
            "$(printf '%s,' estimate_pct lower_pct upper_pct \
                half_width_pct gb_p gb_alarm margin_pct)seconds"
        LC_ALL=C sort -t, -k1,1 -k3,3n "$home"/*/*/line.csv |
            awk -F, -v OFS=, -v said="$said" '
            BEGIN { while ((getline line <said) > 0) {
                        split(line, part, ",")
                        gb[part[1], part[2]] = part[3] "," part[4] } }
            { $11 = $11 "," (($1, $3) in gb ? gb[$1, $3] : ",") }
            { print }'
    } >"$home/selftest.csv"
}

# Builds, and makes the folder with its arms and its gate file.
prepare_selftest() {
    local list=$release/bench/arm/arms.list folder names
    prepare_release
    mapfile -t names < <(awk -v lock="$lock" '
        $1 == lock || $1 == lock "-planted" || $1 == lock "-count" {
            print $1 }' "$list")
    [ ${#names[@]} = 3 ] || die "there is no lock '$lock' with controls"
    build_arms "$release" 'suite bench/selftest/slowpath-load' "${names[@]}"
    # Not what anybody needs who only wants to know the rates.
    # shellcheck disable=SC2086 # a list of words
    (install_packages $SELFTEST_PACKAGES) || true
    if [ -z "$home" ]; then
        local id
        new_id
        home=$(own "results/$id")
    fi
    gate=$home/gate.csv old=$(own "$folder")
    rm -rf "$home/arms"
    copy_arms "$lock" '' "$home/arms/same"
    copy_arms "$lock" -planted "$home/arms/planted"
    write_gate
}

selftest() {
    local lock repeats minutes truths margin home old gate looks option status
    local is_interrupted=no scratch
    need_values lock repeat truths margin out -- "$@"
    lock=$(value_of lock "$@") repeats=$(value_of repeat "$@")
    minutes=$(value_of minutes "$@") truths=$(value_of truths "$@")
    margin=$(value_of margin "$@") home=$(path_of out "$@")
    if has --quick "$@"; then : "${truths:=aa,+5}" "${repeats:=2}"; fi
    : "${lock:=mtx-global-hard}" "${repeats:=60}" "${margin:=0.0025}"
    : "${truths:=aa-60s,contended-120s,aa,+0.5,+1,+2,+5,boundary,drift,$(
        )bursts,drift+1,bursts+1}"
    for option in lock repeat minutes truths margin out; do
        without $option "$@"
        set -- ${arguments[@]+"${arguments[@]}"}
    done
    [ "${*#--quick}" = '' ] ||
        usage_error "selftest has no option '$*'"
    case $repeats in
    '' | *[!0-9]* | 0) die '--repeat needs a whole number above 0' ;;
    esac
    [ -z "$minutes" ] || take_minutes "$minutes"
    case $margin in
    0.*[1-9]*) ;;
    *) die "--margin needs a fraction as 0.0025, not '$margin'" ;;
    esac
    for option in ${truths//,/ }; do (set_truth "$option") || return; done
    prepare_selftest
    trap 'is_interrupted=yes' INT TERM
    run_rows
    status=$?
    [ $status = 0 ] || [ $status = "$INTERRUPTED" ] || return "$USAGE_ERROR"
    ls "$home"/*/*/line.csv >/dev/null 2>&1 || return $status
    ask_compare
    write_csv
    "$release/analysis/slowpath-analysis" selftest "$home" || status=$?
    printf 'written to %s\n' "$home" >&2
    return $status
}
