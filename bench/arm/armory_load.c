/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/arm/armory.h"

#include <dlfcn.h>
#include <errno.h>

/* What this engine needs of an arm, whatever file it is from. */
static int
check_arm(const struct arm *arm, const char *path, struct reason *why)
{
	if (arm == NULL)
		return reason_set(why, -ENOEXEC,
		    "%s is not an arm: it exports no symbol '" ARM_SYMBOL "'",
		    path);
	if (arm->abi < ARM_ABI_OLDEST || arm->abi > ARM_ABI)
		return reason_set(why, -ENOEXEC,
		    "%s has arm ABI %u, this engine %u to %u: build it again "
		    "with this tree's bench/arm/arm.h",
		    path, arm->abi, ARM_ABI_OLDEST, ARM_ABI);
	if (arm->lock_bytes > ARM_LOCK_BYTES ||
	    arm->thread_bytes > ARM_THREAD_BYTES)
		return reason_set(why, -ENOEXEC,
		    "%s wants a lock of %u and a thread of %u bytes; there is "
		    "room for %u and %u",
		    path, arm->lock_bytes, arm->thread_bytes, ARM_LOCK_BYTES,
		    ARM_THREAD_BYTES);
	return 0;
}

/* Whether the loops lie where they were to: if the compiler aligned them. */
static int
check_offset(
    const struct arm *arm, const struct loader_order *order, struct reason *why)
{
	for (unsigned i = 0; i < arm->n_cases; i++) {
		const uintptr_t run = (uintptr_t)arm->cases[i]->run;

		if (run % 64 != order->offset)
			return reason_set(why, -ENOEXEC,
			    "%s: the loop of '%s' is at %u modulo 64 instead "
			    "of %u: build it with -falign-functions=64, as "
			    "./run.sh arm does",
			    order->path, arm->cases[i]->name,
			    (unsigned)(run % 64), order->offset);
	}
	return 0;
}

int
armory_load(const struct loader_order *order, struct armory_loaded *ret,
    struct reason *why)
{
	struct armory_loaded loaded;
	int err = loader_open(order, &loaded.copy, why);

	if (err < 0)
		return err;
	loaded.arm = dlsym(loaded.copy.handle, ARM_SYMBOL);
	err = check_arm(loaded.arm, order->path, why);
	if (err == 0)
		err = check_offset(loaded.arm, order, why);
	if (err < 0)
		loader_close(&loaded.copy);
	else
		*ret = loaded;
	return err;
}

void
armory_unload(struct armory_loaded *loaded)
{
	loader_close(&loaded->copy);
	loaded->arm = NULL;
}
