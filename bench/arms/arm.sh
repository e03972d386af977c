# SPDX-License-Identifier: BSD-2-Clause
# ./run.sh arm.  Sourced by run.sh, whose functions it uses.
# shellcheck shell=bash disable=SC2034,SC2154

readonly ARM_USAGE='Usage: ./run.sh arm FILE.h [SOURCE.c ...] --out DIR

Builds the arms of a lock that FILE.h describes (docs/your-lock.md): the lock, a
copy of it, one with a known slowdown, and one that counts its slow path, each at
every fourth offset modulo 64; SOURCE.c is what it is made of besides.

  --out DIR      where to put them; must not have arms of this name

Environment: CC, the compiler (default: cc)
Exit status: 0, 2 usage or error.'

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
