# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh gate.  Sourced by run.sh, whose functions it uses.
# shellcheck shell=bash disable=SC2034,SC2154

readonly GATE_USAGE='Usage: ./run.sh gate [OPTIONS]

Measures the locks as they are against the same of another revision, in the same
processes, interleaved, and counts what either executes.

  --base WHAT    a revision, whose locks/ is built with the rest of this tree
                 (default: HEAD); or a folder of arms, or one FILE.so
  --arms WHAT    what is set against it, in the same way: a folder or a FILE.so
                 (default: the locks of this tree, changes included)
  --rows GLOB    all rows that match, as "mtx-*/contended/*", instead of the few
                 that ./run.sh gate --list marks
  --minutes N    what is measured and counted ends by then (what is built comes
                 before): no look is begun that would end later, and rows that
                 are not decided say so
  --gate FILE    margins, looks and the rest (default: analysis/gate.csv)
  --out DIR      where to write the report (default: a new folder in results)
  --format NAME  of the verdicts: text (the default), csv, json, markdown, junit
                 or benchfmt
  --arm-flags "FLAG ..."
                 compile the arms of both sides with these, too; sides that
                 were made by two compilers, or with other flags, are refused
  --list         the rows and the arms that there are
  --blocks, --seed, --cpus, --placements, --threads, --dry-run, --topology: as
                 of ./run.sh bench

A row is looked at when it has as many units as the gate file says, and goes on
only while it is undecided.

Exit status: 0 all PASS, 1 a REGRESSION in time or in what is executed, 2 usage
  or error, 3 INCONCLUSIVE, 4 UNFIT, 130 interrupted.'

# as_arms WHAT: sets `folder` to one of arms: WHAT itself, or, for one shared
# object, a folder of its own with that lock and the controls that lie beside
# it, and `only` to its name.
as_arms() {
    local what=$1 ending file
    folder=$what
    if [ -d "$what" ]; then
        return
    fi
    only=$(basename "$what" .so)
    folder=$(mktemp -d "$scratch/arms.XXXXXX") ||
        die "cannot make a folder in $scratch"
    for ending in '' -planted -count; do
        file=${what%.so}$ending.so
        [ -f "$file" ] && ln -s "$(readlink -f "$file")" "$folder"
    done
}

# build_revision REV: builds the arms of the locks at a revision, by the present
# template, and sets `folder` to where they are.
build_revision() {
    local sha dir made tree why
    [ -e .git ] || die "this tree has no commits of its own:" \
        '--base takes a folder of arms or a .so'
    sha=$(git rev-parse --verify --quiet "$1^{commit}" 2>/dev/null) || {
        why=$(explain_repository)
        die "'$1' is no revision, no folder and no .so:" \
            "${why:---base takes one of these}"
    }
    dir=build/gate/$sha
    case $release in
    build/release*) made=build${release#build/release} ;;
    *) made=build ;;
    esac
    make_build_folder
    mkdir -p "$dir/source" || die "cannot make the folder $dir"
    rm -rf "$dir/source/bench" "$dir/source/locks"
    # As they were committed, whatever a clone does to the ends of lines.
    git -c core.autocrlf=false -c core.attributesFile=/dev/null \
        archive "$sha" locks | tar -x -C "$dir/source" ||
        die "revision $1 has no locks/"
    cp -pr bench meson.build meson_options.txt "$dir/source" ||
        die "cannot copy this tree's bench to $dir"
    printf 'building the locks of %s\n' "$1" >&2
    tree=$dir/source
    # In a shell of its own, which says what does not build and ends.
    folder=$(set_up "$dir/$made" -Darms_only=true >&2 &&
        build_gated "$dir/$made" '' && printf '%s' "$folder") ||
        die "the locks of $1 do not go with this tree's bench/arm: see above"
}

# build_gated DIR TARGETS: builds the arms of a gate's rows and what is counted
# of them, with other targets, and sets `folder` to where they are.
build_gated() {
    local list=$1/bench/arm/arms.list names locks
    locks=$(wanted_locks "$list" gate "${globs[@]}")
    [ -n "$locks" ] ||
        die "no row matches '${globs[*]}'; ./run.sh gate --list shows all"
    mapfile -t names < <(arms_of "$list" gate "$USUAL_CHECKS" "$locks")
    build_arms "$1" "$2" "${names[@]}"
}

# most_units NOW SPENT LEFT ROWS: how many units a row may come to, when NOW of
# each took SPENT seconds together, LEFT are left and ROWS go on.
most_units() {
    local now=$1 spent=$2 left=$3 n_rows=$4 done_units
    # Counted from the end: a run's name before them may have commas.
    done_units=$(zcat "$out/raw.csv.gz" | awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) from_end[$i] = NF - i; next }
        { print $(NF - from_end["row"]) "," $(NF - from_end["unit"]) }
        ' | sort -u | wc -l)
    [ "$left" -gt 0 ] || left=0
    echo $((now + left * done_units / ((spent + 1) * n_rows)))
}

# What of --minutes is kept for counting: a sixth, and no more than a minute.
audit_seconds() {
    echo $((minutes < 6 ? minutes * 10 : 60))
}

# judge_look OPTION...: judges what was measured so far, and sets `n_rows` to
# how many rows go on, whose names are in a file then.  Returns 0, INTERRUPTED,
# or USAGE_ERROR.
judge_look() {
    judging=(--undecided "$out/undecided" "$@")
    analysis judge "${judging[@]}" --gate "$gate" "$out" >/dev/null
    case $? in
    0 | 1 | 3 | "$UNFIT") ;;
    "$INTERRUPTED" | 143) return "$INTERRUPTED" ;;
    *) return "$USAGE_ERROR" ;;
    esac
    n_rows=$(wc -l <"$out/undecided")
    [ -n "$minutes" ] && [ "$n_rows" -gt 0 ] && [ $# = 0 ] || return 0
    judge_look --most-units "$(most_units "$look" "$SECONDS" \
        "$((minutes * 60 - SECONDS))" "$n_rows")"
}

# seconds_left: of --minutes, for measuring.
seconds_left() {
    echo $((minutes * 60 - SECONDS - $(audit_seconds)))
}

# Runs looks until every row is decided or the last is over.  Uses `out`, `id`,
# `old`, `new`, `gate`, `looks`, `minutes`; sets `judging`, the options of the
# last judgement, `look`, the units of the last look, and `is_over`.  Returns
# the engine's status, or judge_look's.
look_until_decided() {
    local previous='' n_rows seconds=''
    judging=(--undecided "$out/undecided")
    for look in $looks; do
        set -- ${options[@]+"${options[@]}"}
        [ -z "$previous" ] ||
            set -- "$@" --resume "$previous" --rows-from "$out/undecided"
        if [ -n "$minutes" ]; then
            seconds=$(seconds_left)
            [ "$seconds" -gt 0 ] || {
                is_over=yes
                break
            }
        fi
        there "$release/bench/slowpath-bench" --run-id "$id" --arms "$new" \
            --base "$old" --events= --out "$out" --units "$look" \
            ${seconds:+--seconds "$seconds"} "$@" || return
        has_lines "$out/raw.csv.gz" || return 0
        previous=$look
        judge_look || return
        printf '%s units: %s rows go on\n' "$look" "$n_rows" >&2
        [ "$n_rows" -gt 0 ] || break
        if [ -n "$minutes" ] && [ "$(seconds_left)" -le 0 ]; then
            is_over=yes
            break
        fi
    done
}

# count_side SIDE ARMS: counts what one side executes.  Returns as count_arms.
count_side() {
    local side=$1 folder=$2 check checks='' count_seconds=''
    # Somebody's own lock may not have them all.
    for check in ${USUAL_CHECKS//,/ }; do
        compgen -G "$folder/*-$check-*.so" >/dev/null &&
            checks=$checks$check,
    done
    if [ -n "$minutes" ]; then
        count_seconds=$((minutes * 60 - SECONDS))
        [ $count_seconds -gt 0 ] || count_seconds=1
    fi
    count_arms "$folder" "$checks" "$out/audit/$side"
}

# Counts what both sides execute, for judge to compare: exactly.  What only one
# side has to count is not counted.
count_sides() {
    local base work why
    rm -rf "$out/audit"
    mkdir -p "$out/audit" || die "cannot make the folder $out/audit"
    count_side base "$old"
    base=$?
    [ $base != "$INTERRUPTED" ] || return "$INTERRUPTED"
    count_side work "$new"
    work=$?
    [ $work != "$INTERRUPTED" ] || return "$INTERRUPTED"
    if [ $base != $work ]; then
        why='only one side has operations to count: give both, or neither'
        printf '%s\n' "$why" >"$out/audit/uncounted.txt"
        mv "$out/audit/uncounted.txt" "$out/audit/work/"
    fi
}

# find_sides BASE ARMS: builds what must be, and sets `old` and `new`, and in
# `options` the rows, where the sides say which.
find_sides() {
    local base=$1 arms=$2 folder
    if [ -n "$arms" ]; then
        as_arms "$arms"
    else
        build_gated "$release" suite
    fi
    new=$(own "$folder")
    if [ -e "$(theirs "$base")" ]; then
        as_arms "$(theirs "$base")"
    else
        build_revision "$base"
    fi
    old=$(own "$folder")
    [ "$(readlink -f "$old")" != "$(readlink -f "$new")" ] ||
        die "--base is the very folder that is to be compared with it"
    # The lock of a FILE.so is all that is asked for.
    if [ -n "$only" ] && ! has --rows ${options[@]+"${options[@]}"}; then
        options+=(--rows "$only/*")
    fi
}

# Looks until all is decided, and judges.  Returns the exit status of all of it.
measure_sides() {
    local status verdict judging look is_over=no
    # The engine ends by itself; what it wrote is judged then.
    trap : INT TERM
    SECONDS=0
    look_until_decided
    status=$?
    if ! has_lines "$out/raw.csv.gz"; then
        rmdir "$out" 2>/dev/null
        engine_status $status "$out/raw.csv.gz"
        return
    fi
    point_latest "$out"
    if [ $status = 0 ]; then
        count_sides
        status=$?
    fi
    analysis judge "${judging[@]}" --gate "$gate" \
        ${format:+--format "$format"} "$out"
    verdict=$?
    printf 'written to %s\n' "$out" >&2
    [ $status = 0 ] || [ $status -ge 128 ] || return "$USAGE_ERROR"
    [ $status = 0 ] || return $status
    if [ $is_over = yes ]; then
        printf 'slowpath: the %s min of --minutes are over: %s\n' "$minutes" \
            'what was measured until then is judged' >&2
        [ $verdict != 0 ] || verdict=3
    fi
    return $verdict
}

gate() {
    local base arms minutes gate old new id out options format name looks only=
    local globs
    need_values base arms gate out rows rows-from -- "$@"
    base=$(value_of base "$@") arms=$(path_of arms "$@")
    minutes=$(value_of minutes "$@") gate=$(path_of gate "$@")
    out=$(path_of out "$@")
    : "${base:=HEAD}" "${gate:=$(own analysis/gate.csv)}"
    ! has --minutes "$@" || take_minutes "$minutes"
    arguments=("$@")
    for name in base arms minutes gate out; do
        without $name ${arguments[@]+"${arguments[@]}"}
    done
    build_release
    # What it is judged by comes first: measuring takes its time.
    analysis gate --gate "$gate" >/dev/null || exit
    take_format ${arguments[@]+"${arguments[@]}"}
    globs_of GATED ${arguments[@]+"${arguments[@]}"}
    options=(${arguments[@]+"${arguments[@]}"})
    scratch=$(mktemp -d "$(own build)/gate.XXXXXX") ||
        die 'cannot make a folder in build'
    trap 'rm -rf "$scratch"' EXIT
    find_sides "$base" "$arms"
    if has --list ${options[@]+"${options[@]}"} ||
        has --dry-run ${options[@]+"${options[@]}"}; then
        there "$release/bench/slowpath-bench" --arms "$new" --base "$old" \
            "${options[@]}"
        return
    fi
    looks=$(check_gate "$gate" "$release/bench/slowpath-bench" --list \
        --arms "$new" --base "$old") || exit
    if [ -z "$out" ]; then
        new_id
        out=$(own "results/$id")
    fi
    id=$(basename "$out")
    mkdir -p "$(dirname "$out")" || die "cannot make the folder of $out"
    measure_sides
}
