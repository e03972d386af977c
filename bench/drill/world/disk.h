/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The disk's driver: one request at a time, under a mutex.  The block file and
 * the dump both go through it, as a kernel's dump goes through the driver that
 * its file system used a moment before.
 */
#ifndef BENCH_DRILL_WORLD_DISK_H
#define BENCH_DRILL_WORLD_DISK_H

#include "bench/drill/world/world.h"

/*
 * Writes n bytes at an offset of the open file fd.  Returns 0 or a negative
 * errno with part of it written.  Allocates nothing.
 */
int disk_write(
    struct world_cpu *cpu, int fd, uint64_t offset, const void *data, size_t n);

#endif /* BENCH_DRILL_WORLD_DISK_H */
