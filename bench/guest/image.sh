# SPDX-License-Identifier: BSD-2-Clause
# What a guest starts from: Debian's kernel and libraries for arm64, and this
# project, built for it.  Sourced by guest.sh; all of it is kept in $guest.
# shellcheck shell=bash disable=SC2034,SC2154

# Debian's, for arm64.  Not installed: fetched, and unpacked into $guest/root.
readonly GUEST_PACKAGES='bash busybox-static coreutils diffutils gawk grep
    libbenchmark-dev libc6-dev libcapstone-dev libck-dev libcmocka-dev
    libcsv-dev libelf-dev libhwloc-dev libjansson-dev libmd-dev libpfm4-dev
    linux-image-arm64 procps r-mathlib sed util-linux zlib1g-dev'

# apt with a state of its own, in which nothing is installed: needs no root.
guest_apt() {
    local apt=$guest/apt
    apt-get -o APT::Architecture=arm64 -o APT::Architectures=arm64 \
        -o Dir::State="$apt" -o Dir::State::status="$apt/status" \
        -o Dir::Cache="$apt" -o Debug::NoLocking=1 -o APT::Sandbox::User= \
        -qq "$@" >>"$guest/apt.log" 2>&1
}

unpack() {
    dpkg-deb --fsys-tarfile "$1" |
        tar -x --keep-directory-symlink -C "$guest/root.new" "${@:2}"
}

# The packages, unpacked; of the kernel, what the guest needs.
make_root() {
    local folder package kernel
    [ "$(cat "$guest/root/.packages" 2>/dev/null)" != "$GUEST_PACKAGES" ] ||
        return 0
    printf 'fetching the guest'\''s packages\n' >&2
    rm -rf "$guest/apt" "$guest/root.new"
    mkdir -p "$guest/apt/lists/partial" "$guest/apt/archives/partial" \
        "$guest/root.new/usr"
    : >"$guest/apt/status"
    : >"$guest/apt.log"
    # shellcheck disable=SC2086 # a list of words
    if ! guest_apt update || ! guest_apt install --yes --download-only \
        --no-install-recommends $GUEST_PACKAGES; then
        tail "$guest/apt.log" >&2
        die 'apt-get could not fetch the arm64 packages of the guest'
    fi
    for folder in bin lib sbin; do
        mkdir "$guest/root.new/usr/$folder"
        ln -s "usr/$folder" "$guest/root.new/$folder"
    done
    for package in "$guest"/apt/archives/*.deb; do
        case $package in
        */linux-image-[0-9]*) kernel=$package ;;
        *) unpack "$package" || die "cannot unpack $package" ;;
        esac
    done
    unpack "$kernel" --wildcards './boot/*' './lib/modules/*/modules.*' \
        './lib/modules/*/kernel/drivers/virtio' \
        './lib/modules/*/kernel/fs/9p' './lib/modules/*/kernel/fs/fscache' \
        './lib/modules/*/kernel/fs/netfs' './lib/modules/*/kernel/net/9p' ||
        die "cannot unpack $kernel"
    printf '%s\n' "$GUEST_PACKAGES" >"$guest/root.new/.packages"
    rm -rf "$guest/root"
    mv "$guest/root.new" "$guest/root"
    rm -rf "$guest/apt" "$guest/base.cpio"
}

# needed FILE...: prints the names of the libraries that programs ask for.
needed() {
    aarch64-linux-gnu-readelf -d "$@" 2>/dev/null |
        sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u
}

# add_libraries DIR FILE...: puts what the files need, and what that needs, into
# the image DIR.
add_libraries() {
    local image=$1 library found wanted
    shift
    wanted=$(needed "$@")
    mkdir -p "$image/lib"
    while [ -n "$wanted" ]; do
        set --
        for library in $wanted; do
            [ ! -e "$image/lib/$library" ] || continue
            found=$(find "$guest/root/usr/lib" -name "$library" | head -1)
            [ -n "$found" ] || die "the guest has no $library"
            cp -L "$found" "$image/lib/"
            set -- "$@" "$image/lib/$library"
        done
        [ $# != 0 ] || break
        wanted=$(needed "$@")
    done
}

# pack DIR FILE: as the kernel takes it, the same for the same files.
pack() {
    {
        (cd "$1" && find . -print0 | LC_ALL=C sort -z | cpio --null --create \
            --format=newc --owner=0:0 --reproducible --quiet) >"$2.new" &&
            mv "$2.new" "$2"
    } || die "cannot pack $1"
}

# The modules that bring results out, in the order in which they depend.
find_modules() {
    local version=$1
    depmod --basedir "$guest/root" "$version" || die 'depmod failed'
    modprobe --dirname "$guest/root" --set-version "$version" --show-depends \
        --all virtio_pci 9pnet_virtio 9p |
        sed -n 's/^insmod \([^ ]*\).*/\1/p' | awk '!seen[$0]++'
}

# What is the same for every job: shell, tools, modules.
make_base() {
    local image=$guest/base kernel version module tool
    kernel=$(echo "$guest"/root/boot/vmlinuz-*)
    version=${kernel##*/vmlinuz-}
    [ "$guest/base.cpio" -nt "$project/bench/guest/init" ] && return
    rm -rf "$image"
    mkdir -p "$image/bin" "$image/usr/bin" "$image/modules.d"
    cp "$project/bench/guest/init" "$image/init"
    cp "$guest/root/bin/busybox" "$image/bin/"
    for tool in bash env gawk timeout; do
        cp -L "$guest/root/usr/bin/$tool" "$image/usr/bin/"
    done
    ln -s ../usr/bin/bash "$image/bin/bash"
    ln -s gawk "$image/usr/bin/awk"
    add_libraries "$image" "$image"/usr/bin/*
    cp -L "$guest/root/lib/ld-linux-aarch64.so.1" "$image/lib/"
    for module in $(find_modules "$version"); do
        cp "$module" "$image/modules.d/"
        printf '/modules.d/%s\n' "${module##*/}" >>"$image/modules"
    done
    pack "$image" "$guest/base.cpio"
}
