/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Checks that read nothing: a site is an instruction without effect, which is
 * overwritten with a jump when the world stops.
 *
 *   x86-64   5-byte nop    <-> jmp rel32
 *   arm64    nop           <-> b
 *
 * Other threads may run through a site at any moment of this, and each finds
 * one instruction or the other:
 *
 *   x86-64   int3 over the first byte, every processor serialised, the other
 *            four bytes, serialised again, the first byte, and once more.  A
 *            thread that meets the int3 gets a SIGTRAP, whose handler sends it
 *            where the new instruction would.
 *   arm64    one aligned store of four bytes: nop and b are of the few that may
 *            be exchanged under a running processor (Arm ARM, "Concurrent
 *            modification and execution of instructions"); then the caches.
 *
 * The sites of an object, and of no other, are found by the section that
 * patch_site() fills; a shared object rewrites its own code alone.
 */
#ifndef LOCKS_PATCH_H
#define LOCKS_PATCH_H

#include "locks/attr.h"

#include <stdbool.h>
#include <stdint.h>

/* Distances from the fields themselves: the table needs no relocation. */
struct patch_entry {
	int32_t site;
	int32_t target;
};

#if defined(PATCH_NOP)
/* A test's, which wants to see it noticed. */
#elif defined(__x86_64__)
#define PATCH_NOP ".byte 0x0f, 0x1f, 0x44, 0x00, 0x00"
#elif defined(__aarch64__)
#define PATCH_NOP "nop"
#else
#error "slowpath knows x86-64 and arm64"
#endif

/*
 * False as compiled.  patch_write() writes the jump by which it is true.
 */
static ALWAYS_INLINE bool
patch_site(void)
{
	__asm__ goto("1: " PATCH_NOP "\n\t"
	             ".pushsection patch_sites, \"a\"\n\t"
	             ".balign 4\n\t"
	             ".long 1b - ., %l[jump] - .\n\t"
	             ".popsection"
	             :
	             :
	             :
	             : jump);
	return false;
jump:
	return true;
}

/*
 * Rewrites all sites of the object that calls: to jumps, or back to nops.
 * Returns when every thread of the process runs the new code, and none of the
 * old; one thread at a time.  Needs membarrier(2) with SYNC_CORE (Linux 4.16)
 * and the right to make code writable; without them the process ends with the
 * reason.
 *
 * On x86-64 the first call takes SIGTRAP for the process, and hands on the
 * traps that come from elsewhere.
 */
HIDDEN void patch_write(bool is_jump);

#endif /* LOCKS_PATCH_H */
