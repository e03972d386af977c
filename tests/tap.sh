# SPDX-License-Identifier: BSD-2-Clause
# For tests in shell, which print TAP: `dir` is a folder that goes with them.
# shellcheck shell=bash

# What ./run.sh builds for itself.
# shellcheck disable=SC2034
readonly release=${SLOWPATH_BUILD:-build/release}

dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
n=0

# says NAME STATUS TEXT COMMAND...: the command ends with one of the statuses
# (0 or 0,3,4) and its output, both of them, has the text.
says() {
    local name=$1 statuses=$2 text=$3 status
    shift 3
    "$@" >"$dir/log" 2>&1
    status=$?
    case ,$statuses, in
    *,$status,*)
        if grep -qF -- "$text" "$dir/log"; then
            ok "$name"
            return
        fi
        ;;
    esac
    not_ok "$name" "status $status, wanted $statuses and: $text"
}

ok() {
    n=$((n + 1))
    printf 'ok %d - %s\n' "$n" "$1"
}

not_ok() {
    n=$((n + 1))
    printf 'not ok %d - %s\n# %s\n' "$n" "$1" "$2"
    sed 's/^/# /' "$dir/log" | tail -15
}

# is NAME COMMAND...: the command succeeds.
is() {
    local name=$1
    shift
    if "$@" >"$dir/log" 2>&1; then ok "$name"; else not_ok "$name" "$*"; fi
}

# The last line.
plan() {
    printf '1..%d\n' "$n"
}
