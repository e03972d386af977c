# SPDX-License-Identifier: BSD-2-Clause
# Which arms a command needs, before they are built: by the list of all that the
# build can make (arms.list, a line each: name, lock, role, check, place).
# shellcheck shell=bash disable=SC2034,SC2154

# Checks that are run and counted where none are named: bench/run/options.c.
readonly USUAL_CHECKS=global,td,panicstr

# names_in FILE [ENTRY]: the first text of each entry, or of each of one kind,
# of a list that the engine reads, too.
names_in() {
    sed -n "s/^${2:-[A-Z_]*}(\"\([^\"]*\)\".*/\1/p" "$project/$1"
}

# globs_of KIND: sets `globs` to the rows that the options ask for; where they
# name none, to those of a kind: DEFAULT, QUICK or GATED.
globs_of() {
    local kind=$1 file
    if is_given list; then
        globs=('*')
    elif is_given rows-from; then
        file=$(as_path "${given[rows-from]}")
        [ -r "$file" ] || die "cannot read $file"
        mapfile -t globs <"$file"
    elif is_given rows; then
        globs=("${given[rows]}")
    else
        mapfile -t globs < <(names_in bench/arm/rows.def "ROW_$kind")
    fi
}

# may_match GLOB WORD: false only if no row that begins with WORD/ matches.
# What stands before the first letter that a glob gives a meaning decides.
may_match() {
    local plain=${1%%[][*?(\\!@+|]*}
    case $plain in
    */*) [ "${plain%%/*}" = "$2" ] ;;
    *) case $2 in "$plain"*) ;; *) return 1 ;; esac ;;
    esac
}

# wanted_locks LIST KIND GLOB...: the locks of a list that may have rows that
# match; a gate's rows are called by their arms (KIND gate), those of a bench by
# locks.
wanted_locks() {
    local list=$1 kind=$2 name lock role glob
    shift 2
    while read -r name lock role _; do
        [ "$role" = base ] || [ "$role" = cand ] || continue
        [ "$kind" = bench ] && name=$lock
        for glob; do
            may_match "$glob" "$name" && printf '%s\n' "$lock"
        done
    done <"$list" | sort -u | tr '\n' ' '
}

# arms_of LIST KIND CHECKS LOCKS: prints the arms of some locks with some
# checks, as
#   bench     with the controls of the locks without a check, and the references
#   gate      with the controls of what is gated: a lock with its check, if
#             that has any, else without
#   audit     without controls
#   all       every arm of every lock
arms_of() {
    awk -v kind="$2" -v checks=",${3-}," -v locks=" ${4-} " '
        function is_checked() {
            return index(checks, "," $4 ",") || index(checks, "," $4 "-" $5 ",")
        }
        FNR == NR { if ($3 == "planted" && $4 != "none") gated[$2] = 1; next }
        kind == "all" { print $1; next }
        $3 == "ref" { if (kind == "bench") print $1; next }
        !index(locks, " " $2 " ") { next }
        $3 == "base" || ($3 == "cand" && is_checked()) { print $1; next }
        $3 == "cand" || kind == "audit" { next }
        kind == "bench" ? $4 == "none" : ($4 != "none") == ($2 in gated) {
            print $1
        }
    ' "$1" "$1"
}

# checks_in LIST CHECKS NAME...: those of the checks that some of the arms have.
checks_in() {
    local list=$1 checks=$2 check found=''
    shift 2
    for check in ${checks//,/ }; do
        if printf '%s\n' "$@" | awk -v check="$check" '
            FNR == NR { if ($3 == "cand" && (check == $4 || check == $4 "-" $5))
                            has[$1] = 1
                        next }
            $1 in has { found = 1 }
            END { exit !found }' "$list" -; then
            found=$found${found:+,}$check
        fi
    done
    printf '%s' "$found"
}

# list_known LIST: prints, as the engine lists them, the rows and arms that a
# gate file may name, with no need to build them: each lock in each case.
list_known() {
    local cases placements
    cases=$(names_in bench/arm/cases.def)
    placements=$(names_in bench/machine/wish.def)
    awk -v cases="$cases" -v placements="spread $placements" '
        $3 == "base" { names[$2] = 1 }
        $3 == "planted" { sub(/-planted$/, "", $1); names[$1] = 1 }
        $3 == "cand" { arms[$1] = 1 }
        END {
            n = split(cases, of); m = split(placements, at)
            print "rows ("
            for (name in names) for (i = 1; i <= n; i++)
                for (j = 1; j <= m; j++)
                    print "  " name "/" of[i] "/" (j == 1 ? 1 : 2) "/" at[j]
            print "arms ("
            for (name in arms) print "  " name
        }' "$1"
}

# build_arms DIR TARGETS NAME...: builds these arms of a build that is set up,
# with other targets, and sets `folder` to where there are these and no others:
# what else lies in a build may be of an older state of it.
build_arms() {
    local dir=$1 targets=$2 name key
    shift 2
    [ $# -gt 0 ] || die 'no arm is asked for: ./run.sh list shows all'
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

# build_asked: builds what ./run.sh bench needs for the rows and
# checks of its options, and sets `folder`, and `checks` to those that any of
# these arms has.
build_asked() {
    local list=$release/bench/arm/arms.list globs names locks wanted check
    local kind=DEFAULT
    is_given quick && kind=QUICK
    globs_of $kind
    locks=$(wanted_locks "$list" bench "${globs[@]}")
    [ -n "$locks" ] ||
        die "no row matches '${globs[*]}'; ./run.sh list shows all"
    wanted=${given[checks]-}
    mapfile -t names < <(arms_of "$list" all)
    for check in ${wanted//,/ }; do
        [ -n "$(checks_in "$list" "$check" "${names[@]}")" ] ||
            die "there is no check '$check'; ./run.sh list shows all"
    done
    : "${wanted:=$USUAL_CHECKS}"
    mapfile -t names < <(arms_of "$list" bench "$wanted" "$locks")
    checks=$(checks_in "$list" "$wanted" "${names[@]}")
    [ -n "$checks" ] || die "none of $locks has a check of '$wanted'"
    build_arms "$release" suite "${names[@]}"
}
