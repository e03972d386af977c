# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh arm.  Sourced by run.sh, whose functions it uses.
# shellcheck shell=bash disable=SC2034,SC2154

readonly ARM_USAGE='Usage: ./run.sh arm FILE.h [SOURCE.c ...] --out DIR

Builds the arms of a lock that FILE.h describes (docs/your-lock.md): the lock,
one with a known slowdown, and one that counts its slow path; SOURCE.c is what
it is made of besides.

  --out DIR      where to put them; must not have arms of this name
  --arm-flags "FLAG ..."
                 what they are compiled with besides: ./run.sh help

Environment: CC, the compiler (default: cc)
Exit status: 0, 2 usage or error.'

# link_sources FILE.h SOURCE...: makes `scratch`, with links to these by names
# that neither Meson nor the preprocessor can mistake, and sets `sources`.
link_sources() {
    local source plain n=0
    # Here: what is compiled is run, which TMPDIR may not allow.
    make_build_folder
    scratch=$(mktemp -d build/arm.XXXXXX) || die 'cannot make a folder in build'
    trap 'rm -rf "$scratch"' EXIT
    ln -s "$(readlink -f "$(dirname "$(theirs "$1")")")" "$scratch/lock"
    shift
    sources=''
    for source; do
        mkdir -p "$scratch/$n"
        plain=$scratch/$n/source.${source##*.}
        ln -s "$(readlink -f "$(theirs "$source")")" "$plain"
        sources=$sources${sources:+,}../../$plain
        n=$((n + 1))
    done
}

# Builds the arms of a lock that is described in a header, as ours are.
arm() {
    local out file name source sources
    out=$(path_of out "$@")
    without out "$@"
    set -- ${arguments[@]+"${arguments[@]}"}
    file=${1-}
    [ $# -gt 0 ] && shift
    case $file in
    *.h) ;;
    *) usage_error "arm needs a FILE.h, not '$file'" ;;
    esac
    [ -n "$out" ] || usage_error '--out needs a folder'
    for source in "$file" "$@"; do
        [ -r "$(theirs "$source")" ] || die "cannot read $source"
    done
    name=$(basename "$file" .h | tr _ -)
    case $name in
    *[!A-Za-z0-9-]*) die "'$name' is no name for a lock: letters, digits, -" ;;
    esac
    [ ${#name} -le 40 ] || die "'$name' is too long for a lock's name"
    # shellcheck disable=SC2086 # a list of words
    install_packages $PACKAGES
    mkdir -p "$out" || die "cannot make the folder $out"
    [ ! -e "$out/$name.so" ] || die "$out has arms of $name already"
    link_sources "$file" "$@"
    (build "$scratch/build" all -Darms_only=true \
        -Down_lock="$scratch/lock/${file##*/}" -Down_sources="$sources") ||
        die "$file does not compile: see above"
    cp "$scratch/build/bench/arm/$name"*.so "$out" ||
        die "cannot copy the arms to $out"
    printf 'arms of %s in %s\n' "$name" "$out" >&2
}
