# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh arm.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

readonly ARM_USAGE='Usage: ./run.sh arm FILE.h [SOURCE.c ...] --out DIR

Builds the arms of a lock that FILE.h describes (docs/your-lock.md): the lock,
the lock with a known slowdown, and the lock that counts entries to its slow
path.  Each SOURCE.c is compiled into all three.

  --out DIR      where to put the arms; must not have arms of this name
  --arm-flags "FLAG ..."
                 compile the arms with these flags, too: ./run.sh help

Environment: CC, the compiler (default: cc)
Exit status: 0, 2 usage or error.'

# link_sources FILE.h SOURCE...: makes the folder `scratch` in build, with links
# to these files by names that neither Meson nor the preprocessor can mistake.
# Sets `description` and `sources` to the links, relative to the project and to
# bench/arm.
link_sources() {
    local source plain n=0
    # In build, since compiled code is run there: TMPDIR may not allow that.
    make_build_folder
    scratch=$(mktemp -d "$project/build/arm.XXXXXX") ||
        die "cannot make a folder in $project/build"
    trap 'rm -rf "$scratch"' EXIT
    ln -s "$(readlink -f "$(dirname "$1")")" "$scratch/lock"
    description=${scratch#"$project/"}/lock/${1##*/}
    shift
    sources=''
    for source; do
        mkdir -p "$scratch/$n"
        plain=$scratch/$n/source.${source##*.}
        ln -s "$(readlink -f "$source")" "$plain"
        sources=$sources${sources:+,}../../${plain#"$project/"}
        n=$((n + 1))
    done
}

run_arm() {
    local out file name source sources description
    read_arguments '' "$(options_told "$ARM_USAGE")" "$@"
    tell_help "$ARM_USAGE"
    take_arm_flags
    choose_release
    set -- ${words[@]+"${words[@]}"}
    file=$(as_path "${1-}")
    [ $# -gt 0 ] && shift
    case $file in
    *.h) ;;
    *) usage_error "arm needs a FILE.h, not '$file'" ;;
    esac
    is_given out || usage_error '--out needs a folder'
    for source in "$file" "$@"; do
        [ -r "$source" ] || die "cannot read $source"
    done
    name=$(basename "$file" .h | tr _ -)
    case $name in
    *[!A-Za-z0-9-]*) die "'$name' is no name for a lock: letters, digits, -" ;;
    esac
    [ ${#name} -le 40 ] || die "'$name' is too long for a lock's name"
    # shellcheck disable=SC2086 # a list of words
    install_packages $PACKAGES
    out=$(as_path "${given[out]}")
    mkdir -p "$out" || die "cannot make the folder $out"
    [ ! -e "$out/$name.so" ] || die "$out has arms of $name already"
    link_sources "$file" "$@"
    (build "$scratch/build" all -Darms_only=true \
        -Down_lock="$description" -Down_sources="$sources") ||
        die "$file does not compile: see above"
    cp "$scratch/build/bench/arm/$name"*.so "$out" ||
        die "cannot copy the arms to $out"
    printf 'arms of %s in %s\n' "$name" "$out" >&2
}
