/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/dump_word.h"

#include "locks/lk.h"
#include "locks/mtx.h"
#include "locks/rm.h"
#include "locks/rw.h"
#include "locks/spin.h"
#include "locks/sx.h"

#include <string.h>

static const struct lock_kind {
	const char *name;
	size_t n_bytes;
	bool is_uncounted; /* readers do not write the word */
	uint64_t flags;    /* what in an owned word is not the owner */
	uint64_t shared; /* set if the word counts sharers; 0: it never does */
	uint64_t one_sharer;
	uint64_t closed; /* any of them: new sharers wait */
	struct {
		uint64_t bit;
		const char *text;
	} marks[DUMP_MARKS_MAX];
} KINDS[] = {
	{
	    .name = "lk",
	    .n_bytes = sizeof(struct lk),
	    .flags = LK_SHARE | LK_WAITERS,
	    .shared = LK_SHARE,
	    .one_sharer = LK_ONE_SHARER,
	    .closed = LK_EXCLUSIVE_WAITERS,
	    .marks = { { LK_SHARED_WAITERS, "sharers wait" },
	        { LK_EXCLUSIVE_WAITERS, "owners wait" } },
	},
	{
	    .name = "mtx",
	    .n_bytes = sizeof(struct mtx),
	    .flags = MTX_FLAGS,
	    .marks = { { MTX_RECURSED, "recursed" },
	        { MTX_CONTESTED, "others wait" } },
	},
	{
	    .name = "rm",
	    .n_bytes = sizeof(struct rm),
	    .is_uncounted = true,
	    .flags = MTX_FLAGS,
	    .marks = { { MTX_RECURSED, "recursed" },
	        { MTX_CONTESTED, "others wait" } },
	},
	{
	    .name = "rw",
	    .n_bytes = sizeof(struct rw),
	    .flags = RW_FLAGS,
	    .shared = RW_READ,
	    .one_sharer = RW_ONE_READER,
	    .closed = RW_WRITE_WAITERS | RW_WRITE_SPINNER,
	    .marks = { { RW_READ_WAITERS, "readers wait" },
	        { RW_WRITE_WAITERS, "writers wait" },
	        { RW_WRITE_SPINNER, "a writer spins" } },
	},
	{
	    .name = "spin",
	    .n_bytes = sizeof(struct spin),
	    .flags = SPIN_UNOWNED,
	},
	{
	    .name = "sx",
	    .n_bytes = sizeof(struct sx),
	    .flags = SX_SHARED | SX_OWNER_FLAGS,
	    .shared = SX_SHARED,
	    .one_sharer = SX_ONE_SHARER,
	    .marks = { { SX_SHARED_WAITERS, "sharers wait" },
	        { SX_EXCLUSIVE_WAITERS, "owners wait" },
	        { SX_RECURSED, "recursed" } },
	},
	{
	    .name = "tdlock",
	    .n_bytes = sizeof(struct spin),
	    .flags = SPIN_UNOWNED,
	},
};

#define N_KINDS (sizeof(KINDS) / sizeof(KINDS[0]))

static const struct lock_kind *
find_kind(const char *name)
{
	for (size_t i = 0; i < N_KINDS; i++)
		if (strcmp(KINDS[i].name, name) == 0)
			return &KINDS[i];
	return NULL;
}

bool
dump_word_is_kind(const char *kind)
{
	return find_kind(kind) != NULL;
}

struct dump_word
dump_word_read(const char *kind, uint64_t word)
{
	const struct lock_kind *k = find_kind(kind);
	struct dump_word ret = {
		.is_uncounted = k->is_uncounted,
		.is_closed = (word & k->closed) != 0,
	};

	if ((word & k->shared) != 0)
		ret.n_sharers = word / k->one_sharer;
	else
		ret.owner = word & ~k->flags;
	for (unsigned i = 0; i < DUMP_MARKS_MAX; i++)
		if ((word & k->marks[i].bit) != 0)
			ret.marks[ret.n_marks++] = k->marks[i].text;
	return ret;
}

size_t
dump_word_lock_bytes(const char *kind)
{
	return find_kind(kind)->n_bytes;
}
