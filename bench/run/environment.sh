# SPDX-License-Identifier: BSD-2-Clause
# What of the caller's environment reaches a command, and which checkouts can be
# built.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

# Unsets what changes how shells, tools and Google Benchmark behave, and which
# repository git means.  GIT_CONFIG_* stays: a CI job sets safe.directory by it.
shut_out_environment() {
    set +o posix
    export -n BASHOPTS SHELLOPTS
    unset BASH_COMPAT BASH_ENV BASH_XTRACEFD CDPATH ENV EXECIGNORE GLOBIGNORE \
        POSIXLY_CORRECT POSIX_ME_HARDER TMOUT
    unset GREP_COLOR GREP_COLORS GREP_OPTIONS GZIP TAR_OPTIONS XZ_OPT
    unset "${!BENCHMARK_@}"
    unset GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_DIR \
        GIT_INDEX_FILE GIT_NAMESPACE GIT_OBJECT_DIRECTORY GIT_PREFIX \
        GIT_QUARANTINE_PATH GIT_WORK_TREE
    unset LANGUAGE
    export LC_ALL=C
}

# refuse_control WHAT PATH: dies where a path has a control character.  The end
# of a line in a path would end a line of Meson, of a CSV file, of a message.
refuse_control() {
    case $2 in
    *[[:cntrl:]]*)
        die "$1 has a line's end or another control character in it:" \
            'use another path'
        ;;
    esac
}

# refuse_checkout: dies where nothing can be built in the project's folder.
refuse_checkout() {
    refuse_control 'the path of this checkout' "$project"
    case $project in
    *\\*)
        die "the path of this checkout has a backslash in it, which Meson" \
            'takes for a slash: move it'
        ;;
    esac
}

# explain_repository: prints why git knows no revision here, and what to do.
explain_repository() {
    local said
    said=$(git -C "$project" rev-parse --git-dir 2>&1) || {
        case $said in
        *'dubious ownership'*)
            printf '%s; allow it: git config --global --add %s %q\n' \
                'git refuses this checkout, since another user owns it' \
                safe.directory "$project"
            ;;
        *) printf 'this tree is no git checkout\n' ;;
        esac
        return
    }
    [ "$(git -C "$project" rev-parse --is-shallow-repository 2>/dev/null)" \
        != true ] ||
        printf 'this clone is shallow: git fetch --unshallow, or %s\n' \
            'fetch-depth: 0 in a CI job'
}
