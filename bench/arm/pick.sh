# SPDX-License-Identifier: BSD-2-Clause
# Which arms a command needs, and a folder that has these alone.  A build's
# arms.list tells what can be built: an arm a line, its name, lock, role, check
# and place.
# shellcheck shell=bash disable=SC2034,SC2154

# pick_asked DIR OPTION...: sets `names` to the arms that slowpath-bench needs
# with these options, of those that DIR can build.
pick_asked() {
    local text
    text=$("$release/bench/slowpath-bench" --list-arms \
        --arms-list "$1/bench/arm/arms.list" "${@:2}") || exit
    mapfile -t names <<<"$text"
}

# pick_roles DIR ROLE...: sets `names` to the arms of these roles that DIR can
# build.
pick_roles() {
    local name lock role list=$1/bench/arm/arms.list
    shift
    names=()
    while read -r name lock role _; do
        case " $* " in *" $role "*) names+=("$name") ;; esac
    done <"$list"
}

# build_arms DIR TARGETS NAME...: builds these arms of a build that is set up,
# with other targets.  Sets `folder` to a folder that has these arms and no
# others: what else lies in the build may be out of date.
build_arms() {
    local dir=$1 targets=$2 name key
    shift 2
    build "$dir" "$targets $(printf 'bench/arm/%s.so ' "$@")"
    key=$(printf '%s\n' "$@" | cksum | tr ' ' -)
    folder=$dir/bench/asked/$key
    mkdir -p "$folder" || die "cannot make the folder $folder"
    for name; do
        [ -e "$folder/$name.so" ] ||
            ln -sf "../../arm/$name.so" "$folder/$name.so" ||
            die "cannot write to $folder"
    done
}
