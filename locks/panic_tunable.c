/* SPDX-License-Identifier: BSD-2-Clause */
#include "locks/panic_tunable.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const struct {
	struct panic_tunable tunable;
	size_t offset;
} table[] = {
	{ { "kern.stop_scheduler_on_panic", "0", "1" },
	    offsetof(struct panic_tunables, stop_scheduler_on_panic) },
	{ { "kern.sync_on_panic", "0", "1" },
	    offsetof(struct panic_tunables, sync_on_panic) },
	{ { "kern.sync_order", "after", "before" },
	    offsetof(struct panic_tunables, syncs_before_stop) },
};

#define N_TUNABLES (sizeof(table) / sizeof(table[0]))

int
panic_tune(struct panic_tunables *tunables, const char *name, const char *value)
{
	for (size_t i = 0; i < N_TUNABLES; i++) {
		const struct panic_tunable *t = &table[i].tunable;
		const bool is_on = strcmp(value, t->on) == 0;

		if (strcmp(name, t->name) != 0)
			continue;
		if (!is_on && strcmp(value, t->off) != 0)
			return -EINVAL;
		*(bool *)((unsigned char *)tunables + table[i].offset) = is_on;
		return 0;
	}
	return -ENOENT;
}

bool
panic_tunable(unsigned i, struct panic_tunable *ret)
{
	if (i >= N_TUNABLES)
		return false;
	*ret = table[i].tunable;
	return true;
}

const char *
panic_warning(const struct panic_tunables *tunables)
{
	if (!tunables->stop_scheduler_on_panic || !tunables->sync_on_panic)
		return NULL;
	if (tunables->syncs_before_stop)
		return "kern.sync_on_panic with kern.stop_scheduler_on_panic: "
		       "the sync runs before the others stop, with real locks: "
		       "it can wait for one that the panicking thread holds, "
		       "and then there is no dump";
	return "kern.sync_on_panic and kern.stop_scheduler_on_panic are "
	       "incompatible: the sync takes locks by faking, and writes back "
	       "what a stopped thread had half changed; that does more harm "
	       "than not to write";
}
