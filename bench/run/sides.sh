# SPDX-License-Identifier: BSD-2-Clause
# The two sides of a gate: which arms they are, how they are built, and what
# each of them executes.
# shellcheck shell=bash disable=SC2034,SC2154

# as_arms WHAT: sets `folder` to a folder of arms.  A folder is that itself.
# One shared object gets a new folder, with the controls that lie beside it;
# `only` is its name then.
as_arms() {
    local what=$1 ending file
    folder=$what
    if [ -d "$what" ]; then
        return
    fi
    only=$(basename -- "$what" .so)
    folder=$(mktemp -d "$scratch/arms.XXXXXX") ||
        die "cannot make a folder in $scratch"
    for ending in '' -planted -count; do
        file=${what%.so}$ending.so
        [ -f "$file" ] && ln -s "$(readlink -f "$file")" "$folder"
    done
}

# build_revision REV: builds the arms of the locks at a revision, by the
# template of this tree, and sets `folder` to where they are.
build_revision() {
    local sha dir made tree why
    [ -e "$project/.git" ] || die "this tree has no commits of its own:" \
        '--base takes a folder of arms or a .so'
    sha=$(git -C "$project" rev-parse --verify --quiet "$1^{commit}" \
        2>/dev/null) || {
        why=$(explain_repository)
        die "'$1' is no revision, no folder and no .so:" \
            "${why:---base takes one of these}"
    }
    dir=$project/build/gate/$sha
    case $release in
    "$project/build/release"*) made=build${release#"$project/build/release"} ;;
    *) made=build ;;
    esac
    make_build_folder
    mkdir -p "$dir/source" || die "cannot make the folder $dir"
    rm -rf "$dir/source/bench" "$dir/source/locks"
    # As they were committed, whatever a clone does to the ends of lines.
    git -C "$project" -c core.autocrlf=false \
        -c core.attributesFile=/dev/null archive "$sha" locks |
        tar -x -C "$dir/source" ||
        die "revision $1 has no locks/"
    cp -pr "$project/bench" "$project/meson.build" \
        "$project/meson_options.txt" "$dir/source" ||
        die "cannot copy this tree's bench to $dir"
    printf 'building the locks of %s\n' "$1" >&2
    tree=$dir/source
    # A subshell: what dies there does not end this one before it says more.
    folder=$(set_up "$dir/$made" -Darms_only=true >&2 &&
        build_gated "$dir/$made" '' && printf '%s' "$folder") ||
        die "the locks of $1 do not go with this tree's bench/arm: see above"
}

# build_gated DIR TARGETS: builds the arms of the gate's rows, with their
# controls and other targets, and sets `folder` to where they are.
build_gated() {
    local names
    pick_asked "$1" --base "$base" ${options[@]+"${options[@]}"}
    build_arms "$1" "$2" "${names[@]}"
}

# find_sides BASE ARMS: builds what must be built, and sets `old` and `new`.
# Where a side is one lock, adds its rows to `options`.
find_sides() {
    local base=$1 arms=$2 folder
    if [ -n "$arms" ]; then
        as_arms "$arms"
    else
        build_gated "$release" ''
    fi
    new=$folder
    if [ -e "$base" ]; then
        as_arms "$base"
    else
        build_revision "$base"
    fi
    old=$folder
    [ "$(readlink -f "$old")" != "$(readlink -f "$new")" ] ||
        die "--base is the very folder that is to be compared with it"
    # The lock of a FILE.so is all that is asked for.
    if [ -n "$only" ] && ! is_given rows; then
        options+=(--rows "$only/*")
    fi
}

# count_side SIDE ARMS: counts what one side executes.  Returns what
# count_arms() does.
count_side() {
    local side=$1 folder=$2 count_seconds=''
    if [ -n "$minutes" ]; then
        count_seconds=$((minutes * 60 - SECONDS))
        [ $count_seconds -gt 0 ] || count_seconds=1
    fi
    # A folder of the user's may have many more arms.
    count_arms "$folder" "$out/audit/$side" --checks usual
}

# count_sides: counts what both sides execute, for judge to compare exactly.
# Where only one side has operations to count, says so instead.
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
