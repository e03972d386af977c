# SPDX-License-Identifier: BSD-2-Clause
# How run.sh builds: which compiler has which folder in build/, and when such a
# folder is set up anew.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

# Variables that change code or what it is linked with, without being among the
# flags of the arms.
readonly COMPILER_VARIABLES='CFLAGS CPPFLAGS CXXFLAGS LDFLAGS CC_LD CXX_LD
    CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH
    GCC_EXEC_PREFIX GCC_COMPARE_DEBUG CCC_OVERRIDE_OPTIONS LD_RUN_PATH'

# need_writable PATH...: dies where one of these exists and cannot be written.
need_writable() {
    local path
    for path; do
        [ ! -e "$path" ] || [ -w "$path" ] ||
            die "cannot write $path: copy the project to a folder of your" \
                "own (cp -r $(printf %q "$project") DIR) and run it there"
    done
}

# The flags of --arm-flags.
arm_flags=

# The tree that is built: this one, or one with the locks of a revision.
tree=$project

# The build folder that the caller names; empty: run.sh has its own.
named_build=${SLOWPATH_BUILD-}
case $named_build in '' | /*) ;; *) named_build=$project/$named_build ;; esac

# Unsets the variables that would reach the compiler, and says which of them had
# flags.
shut_out_flags() {
    local name left_out=''
    for name in $COMPILER_VARIABLES; do
        case $name,${!name-} in *FLAGS,?*) left_out="$left_out $name" ;; esac
        unset "$name"
    done
    [ -z "$left_out" ] || printf 'slowpath: not used:%s; %s\n' "$left_out" \
        "flags of the arms: --arm-flags 'FLAG ...'" >&2
}

# take_arm_flags: sets `arm_flags` to what --arm-flags gives.
take_arm_flags() {
    arm_flags=${given[arm-flags]-}
    set -f
    # shellcheck disable=SC2086 # a list of words
    "$project/bench/arm/flags.sh" $arm_flags || exit "$USAGE_ERROR"
    set +f
}

# compiler: prints the compiler's command: CC, which may have flags in it.
compiler() {
    printf '%s' "${CC:-cc}"
}

# cached COMPILER: prints the same command with ccache, where that is installed.
cached() {
    case $1 in
    *ccache*) ;;
    *) ! command -v ccache >/dev/null || printf 'ccache ' ;;
    esac
    printf '%s' "$1"
}

# describe_compiler COMMAND: prints what tells one compiler from another, by
# whatever name it is called: its version, its target, and its linker.
describe_compiler() {
    local program=${1%% *} linker
    # shellcheck disable=SC2086 # a command with its flags
    {
        # The first word is the name by which it was called.
        $1 --version | sed '1s/^[^ ]* (/(/; q' &&
            $1 -dumpmachine &&
            linker=$($1 -print-prog-name=ld) &&
            "$linker" --version | sed q
    } 2>/dev/null || die "CC: '$1' is no compiler that can be run"
    sha256sum <"$(readlink -f "$(command -v "$program")")"
    case $1 in *' '*) printf '%s\n' "${1#* }" ;; esac
}

# choose_release: sets `release` to the build folder of the compiler:
# build/release, or build/release-CC where CC is not the default compiler.
choose_release() {
    local name said word
    release=${named_build:-$project/build/release}
    for word in ${CC-}; do
        case $word in
        -*) "$project/bench/arm/flags.sh" "$word" || exit "$USAGE_ERROR" ;;
        esac
    done
    [ -z "$named_build" ] && [ -n "${CC-}" ] || return 0
    said=$(describe_compiler "$CC") || exit
    [ "$said" != "$(describe_compiler cc 2>/dev/null)" ] || return 0
    name=${CC##*/}
    release=$project/build/release-${name//[!A-Za-z0-9.+_-]/_}
}

# key_of DIR OPTION...: prints what a build depends on without Meson's knowing.
key_of() {
    local dir=$1
    shift
    printf 'source %s\n' "$(readlink -f "$tree")"
    printf 'build %s\n' "$(readlink -m "$dir")"
    printf 'arm flags %s\noptions %s\n' "$arm_flags" "$*"
    describe_compiler "$(compiler)"
}

# is_as_wanted DIR KEY: whether DIR is set up, with this key.  A folder that the
# user set up by hand has no key: it only has to be of this tree.
is_as_wanted() {
    [ -f "$1/build.ninja" ] || return 1
    if [ -f "$1/slowpath.key" ]; then
        [ "$(cat "$1/slowpath.key")" = "$2" ]
        return
    fi
    case $1 in "$project/build/release"*) return 1 ;; esac
    grep -qF "\"source\": \"$(readlink -f "$tree")\"" \
        "$1/meson-info/meson-info.json"
}

# list_sources FIND TEST...: prints each source file with its size and time.
list_sources() {
    local sources=("$tree/meson.build" "$tree/meson_options.txt") room
    for room in analysis base bench locks; do
        [ ! -d "$tree/$room" ] || sources+=("$tree/$room")
    done
    find "${sources[@]}" -type f "$@" -printf '%p %s %T@\n' | sort
}

# has_missed DIR: whether a source has changed since DIR was built and yet is
# older than that build, as it may come from a cache, a tarball or a copy.
# Ninja would not build it.
has_missed() {
    local seen=$1/slowpath.sources missed
    [ -f "$seen" ] || return 1
    missed=$(list_sources ! -newer "$seen" | comm -23 - "$seen")
    [ -n "$missed" ]
}

# make_way DIR: removes a folder of Meson's, and dies where it is none.
make_way() {
    [ -e "$1" ] || return 0
    [ "$1" != "$named_build" ] ||
        die "$1 is of another compiler, other flags, another path or other" \
            'files: remove it'
    printf 'setting up %s anew\n' "$1" >&2
    if [ -d "$1/meson-private" ]; then rm -rf "$1"; else rmdir "$1"; fi ||
        die "cannot remove $1, which was not built for this: see slowpath.key"
}

# lock_folder DIR: waits until nothing else builds in DIR, and locks it until
# the descriptor `lock` is closed, which is a local of the caller.
lock_folder() {
    need_writable "$(dirname "$1")" "$1" "$1.log"
    { exec {lock}>"$1.lock" && flock "$lock"; } || die "cannot lock $1.lock"
}

# set_up DIR [MESON OPTIONS]: sets DIR up, where it is not set up yet or was set
# up for another compiler, other flags, another path or other files.  Without
# options DIR keeps those that it had.
set_up() {
    local lock
    lock_folder "$1"
    set_up_locked "$@"
    exec {lock}>&-
}

# set_up_locked: the same for a folder that the caller has locked.
set_up_locked() {
    local dir=$1 key
    shift
    # shellcheck disable=SC2046 # a list of words
    [ $# != 0 ] || [ ! -f "$dir/slowpath.key" ] ||
        set -- $(sed -n 's/^options //p' "$dir/slowpath.key")
    key=$(key_of "$dir" "$@") || exit "$USAGE_ERROR"
    if is_as_wanted "$dir" "$key" && ! has_missed "$dir"; then
        return
    fi
    make_way "$dir"
    CC=$(cached "$(compiler)") meson setup "$dir" "$tree" \
        -Darm_flags="$arm_flags" "$@" >"$dir.log" 2>&1 || {
        grep -h 'ERROR:' "$dir.log" >&2 || cat "$dir.log" >&2
        die "meson could not set up $dir: see $dir.log"
    }
    printf '%s\n' "$key" >"$dir/slowpath.key"
}

# build DIR TARGETS [MESON OPTIONS]: sets DIR up if need be, and builds.
build() {
    local dir=$1 targets=$2 lock
    shift 2
    lock_folder "$dir"
    set_up_locked "$dir" "$@"
    list_sources >"$dir/slowpath.sources.new" ||
        die "cannot write to $dir"
    # shellcheck disable=SC2086 # a list of words
    ninja -C "$dir" $targets >"$dir.log" 2>&1 || {
        cat "$dir.log" >&2
        die "the build in $dir failed"
    }
    mv "$dir/slowpath.sources.new" "$dir/slowpath.sources"
    exec {lock}>&-
}

make_build_folder() {
    need_writable "$project" "$project/build"
    mkdir -p "$project/build" || die "cannot make the folder $project/build"
}

# prepare_release: chooses the release and sets it up.  Builds nothing: each
# command builds what it needs.  A build folder that the caller names keeps its
# own options.
prepare_release() {
    choose_release
    # shellcheck disable=SC2086 # a list of words
    install_packages $PACKAGES
    make_build_folder
    if [ -n "$named_build" ]; then
        set_up "$release"
    else
        set_up "$release" -Dtests=false -Ddebug=false
    fi
}

# build_release TARGET...: builds the programs of the release, and the targets.
build_release() {
    prepare_release
    build "$release" "suite $*"
}
