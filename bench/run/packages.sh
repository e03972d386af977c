# SPDX-License-Identifier: BSD-2-Clause
# Which packages slowpath needs, and how they are installed.  Sourced by run.sh.
# shellcheck shell=bash disable=SC2034,SC2154

# The packages, as Debian 12 calls them, and those that the tests need besides.
readonly PACKAGES='g++ gcc git libbenchmark-dev libcapstone-dev libck-dev
    libcmocka-dev libcsv-dev libelf-dev libhwloc-dev libjansson-dev libmd-dev
    libpfm4-dev meson ninja-build pkg-config r-mathlib zlib1g-dev'
readonly TEST_PACKAGES='clang-14 clang-format-14 gdb libclang-rt-14-dev
    libxml2-utils procps python3-yaml shellcheck valgrind'

# Whether missing packages are installed: no, with --no-install.
may_install=yes

# missing PACKAGE...: prints those that are not installed.
missing() {
    local package
    for package; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null |
            grep -qx installed || printf '%s ' "$package"
    done
}

# as_root COMMAND...
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# ask_to_install PACKAGES: asks on a terminal, and dies unless the answer is
# yes.  Without a terminal nobody is asked.
ask_to_install() {
    local answer=''
    [ -t 0 ] && [ -t 2 ] || return 0
    printf 'slowpath: missing packages: %s\nInstall them now? [y/N] ' "$1" >&2
    read -r answer
    case $answer in
    [yY] | [yY][eE][sS]) ;;
    *) die "nothing is installed; do it with: apt-get install $1" ;;
    esac
}

# install_packages PACKAGE...: installs those that are missing, or dies.
install_packages() {
    local wanted
    command -v dpkg-query >/dev/null ||
        die "this is not Debian: install the counterparts of $* by hand"
    wanted=$(missing "$@")
    [ -z "$wanted" ] && return
    [ "$may_install" = yes ] ||
        die "missing packages; install them with: apt-get install $wanted"
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
        die "missing packages, and no root here to install them: $wanted"
    ask_to_install "$wanted"
    printf 'installing %s\n' "$wanted" >&2
    # shellcheck disable=SC2086 # a list of words
    {
        as_root apt-get -qq update &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install \
                --yes --no-install-recommends $wanted
    } >&2 || die "apt-get could not install: $wanted"
}
