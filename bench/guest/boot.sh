# SPDX-License-Identifier: BSD-2-Clause
# Starting a guest and ending it.  Sourced by guest.sh.
# shellcheck shell=bash disable=SC2034,SC2154

# The board tells nothing of caches.  So the tree of devices, which the kernel
# reads, gets an L2 for each CPU and an L3 for each cluster.
add_caches() {
    local tree=$1 cpu l2 l3
    for cpu in $(seq 0 $((cpus - 1))); do
        l2=$((0x9000 + cpu)) l3=$((0x9800 + cpu / per_l3))
        fdtput -t x "$tree" "/cpus/cpu@$cpu" next-level-cache \
            "$(printf %x $l2)" || return
        add_cache "l2-cache$cpu" $l2 2 0x100000 || return
        fdtput -t x "$tree" "/cpus/l2-cache$cpu" next-level-cache \
            "$(printf %x $l3)" || return
        [ $((cpu % per_l3)) != 0 ] ||
            add_cache "l3-cache$((cpu / per_l3))" $l3 3 0x800000 || return
    done
}

# add_cache NAME HANDLE LEVEL BYTES
add_cache() {
    local node=/cpus/$1
    fdtput -c "$tree" "$node" &&
        fdtput -t s "$tree" "$node" compatible cache &&
        fdtput -t x "$tree" "$node" phandle "$(printf %x "$2")" &&
        fdtput -t x "$tree" "$node" cache-level "$3" &&
        fdtput -t x "$tree" "$node" cache-size "$4" &&
        fdtput -t x "$tree" "$node" cache-line-size 40 &&
        fdtput -t x "$tree" "$node" cache-sets \
            "$(printf %x $(($4 / 64 / 16)))" &&
        fdtput "$tree" "$node" cache-unified
}

# Sets `machine` to the options of a machine with that many CPUs in so many
# sockets, a memory node each.
describe_machine() {
    local clusters=1 socket first last each megabytes
    each=$((cpus / sockets))
    [ $((each % 2)) = 1 ] || [ $each = 2 ] || clusters=2
    per_l3=$((each / clusters))
    megabytes=$((2048 / sockets))
    machine=(-cpu neoverse-n1 -display none -monitor none -nic none
        -parallel none -m $((megabytes * sockets))
        -smp "$cpus,sockets=$sockets,clusters=$clusters,cores=$per_l3,threads=1"
    )
    for socket in $(seq 0 $((sockets - 1))); do
        first=$((socket * each))
        last=$((first + each - 1))
        machine+=(-object "memory-backend-ram,id=m$socket,size=${megabytes}M"
            -numa "node,nodeid=$socket,cpus=$first-$last,memdev=m$socket")
    done
    [ "$counts" = no ] || machine+=(-icount shift=0)
}

# prepare JOB: makes `folder`, with the machine's tree of devices and what it
# boots.
prepare() {
    local tree=$folder/tree
    mkdir -p "$folder/job" || die "cannot make the folder $folder"
    cp "$1" "$folder/job/job"
    pack "$folder/job" "$folder/job.cpio"
    cat "$guest/base.cpio" "$guest/project.cpio" "$folder/job.cpio" \
        >"$folder/initrd" || die "cannot write $folder/initrd"
    qemu-system-aarch64 -machine "virt,gic-version=3,dumpdtb=$tree" \
        "${machine[@]}" >"$folder/log" 2>&1 &&
        add_caches "$tree" >>"$folder/log" 2>&1 && return
    cat "$folder/log" >&2
    die 'QEMU cannot make such a machine'
}

# Starts the machine, which does not outlive this shell; sets `qemu`.
start() {
    setpriv --pdeathsig KILL qemu-system-aarch64 \
        -machine virt,gic-version=3 "${machine[@]}" -dtb "$folder/tree" \
        -kernel "$guest"/root/boot/vmlinuz-* -initrd "$folder/initrd" \
        -append 'console=ttyAMA0 quiet panic=-1' \
        -no-reboot -serial "file:$out/console.log" \
        -fsdev "local,id=out,path=$out,security_model=none" \
        -device virtio-9p-pci,fsdev=out,mount_tag=out \
        </dev/null 2>"$folder/log" &
    qemu=$!
}

end_guest() {
    [ -n "$qemu" ] || return
    kill "$qemu" 2>/dev/null
    wait "$qemu" 2>/dev/null
}

wait_for_end() {
    local end=$((SECONDS + seconds))
    while kill -0 "$qemu" 2>/dev/null; do
        if [ $SECONDS -ge $end ]; then
            printf 'slowpath: the guest is ended: not done in %s s\n' \
                "$seconds" >&2
            end_guest
        fi
        sleep 0.2
    done
    wait "$qemu"
}

# boot JOB DIR: has a guest run the script JOB, in sh, and leaves in DIR what it
# wrote to /tmp/out, and console.log.  Returns the job's status.
boot() {
    local out=$2 folder=$guest/run.$$ machine per_l3 qemu='' status=$USAGE_ERROR
    mkdir -p "$out" || die "cannot make the folder $out"
    out=$(readlink -f "$out")
    rm -f "$out/status"
    describe_machine
    # Before the first process: a shell without a trap forgets what came while
    # it waited for one that ended well.
    trap 'end_guest; rm -rf "$folder"; exit "$INTERRUPTED"' INT TERM
    prepare "$1"
    start
    wait_for_end
    trap - INT TERM
    if [ -f "$out/status" ]; then
        status=$(cat "$out/status")
    else
        cat "$folder/log" >&2
        tail -n 20 "$out/console.log" >&2
        printf 'slowpath: the guest did not come to its end\n' >&2
    fi
    rm -rf "$folder"
    return "$status"
}
