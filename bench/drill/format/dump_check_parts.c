/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether what a sound header tells of is sound: the trailer with the sums,
 * then the CPUs and the locks, one by one.
 */
#include "bench/drill/format/dump_check.h"

#include "bench/drill/format/dump_word.h"

#include <stdbool.h>
#include <string.h>

static int
check_trailer(const struct dump_bytes *file, size_t base, struct reason *why)
{
	const struct dump_bytes before = { file->bytes, base };
	const struct dump_bytes summed = { file->bytes + base,
		offsetof(struct dump_trailer, sum) };
	struct dump_trailer t;
	int err;

	memcpy(&t, file->bytes + base, sizeof(t));
	if (memcmp(t.magic, DUMP_END, DUMP_MAGIC_BYTES) != 0)
		return dump_check_damaged(
		    why, base, "no '" DUMP_END "' at the trailer's begin");
	err = dump_check_sum(
	    &summed, DUMP_AT(base, dump_trailer, sum), t.sum, why);
	if (err == 0)
		err = dump_check_sum(&before,
		    DUMP_AT(base, dump_trailer, file_sum), t.file_sum, why);
	if (err < 0)
		return err;
	for (size_t i = 0; i < DUMP_LOCKS_MAX; i++)
		if (t.take[i] >= DUMP_TAKES)
			return dump_check_damaged(why,
			    DUMP_AT(base, dump_trailer, take) +
			        i * sizeof(t.take[0]),
			    "no such way to get a lock");
	if (t.unused != 0)
		return dump_check_damaged(why,
		    DUMP_AT(base, dump_trailer, unused),
		    "something in an unused place");
	return 0;
}

static int
check_held(
    const struct dump_cpu *c, uint32_t n_locks, size_t base, struct reason *why)
{
	if (c->n_held > DUMP_HELD_MAX)
		return dump_check_damaged(why, DUMP_AT(base, dump_cpu, n_held),
		    "a CPU holds more locks than it can note");
	for (uint32_t i = 0; i < c->n_held; i++) {
		if (c->held[i] >= n_locks)
			return dump_check_damaged(why,
			    DUMP_AT(base, dump_cpu, held) +
			        i * sizeof(c->held[0]),
			    "a CPU holds a lock that there is not");
		if (c->held_mode[i] >= DUMP_MODES)
			return dump_check_damaged(why,
			    DUMP_AT(base, dump_cpu, held_mode) +
			        i * sizeof(c->held_mode[0]),
			    "a CPU holds a lock in no known way");
	}
	if (c->wants != DUMP_NONE && c->wants >= n_locks)
		return dump_check_damaged(why, DUMP_AT(base, dump_cpu, wants),
		    "a CPU wants a lock that there is not");
	if (c->wants_mode >= DUMP_MODES)
		return dump_check_damaged(why,
		    DUMP_AT(base, dump_cpu, wants_mode),
		    "a CPU wants a lock in no known way");
	return 0;
}

static int
check_cpu(
    const struct dump_cpu *c, bool is_panicker, size_t base, struct reason *why)
{
	if (!dump_check_has_end(c->name, sizeof(c->name)))
		return dump_check_damaged(why, DUMP_AT(base, dump_cpu, name),
		    "a CPU's name has no end");
	if (c->state >= DUMP_CPU_STATES)
		return dump_check_damaged(why, DUMP_AT(base, dump_cpu, state),
		    "a CPU is in no known state");
	if ((c->state == DUMP_CPU_PANICKED) != is_panicker)
		return dump_check_damaged(why, DUMP_AT(base, dump_cpu, state),
		    "a CPU and the header differ in who panicked");
	if (c->is_running > 1)
		return dump_check_damaged(why,
		    DUMP_AT(base, dump_cpu, is_running),
		    "that a CPU runs is neither 0 nor 1");
	return 0;
}

static int
check_lock(const struct dump_lock *l, size_t base, struct reason *why)
{
	if (!dump_check_has_end(l->name, sizeof(l->name)))
		return dump_check_damaged(why, DUMP_AT(base, dump_lock, name),
		    "a lock's name has no end");
	if (!dump_check_has_end(l->kind, sizeof(l->kind)) ||
	    !dump_word_is_kind(l->kind))
		return dump_check_damaged(why, DUMP_AT(base, dump_lock, kind),
		    "a lock is of no known kind");
	if (l->n_words == 0 || l->n_words > DUMP_WORDS_MAX)
		return dump_check_damaged(why,
		    DUMP_AT(base, dump_lock, n_words),
		    "a lock has no such number of words");
	return 0;
}

int
dump_check_parts(const struct dump_bytes *file, const struct dump_header *h,
    struct reason *why)
{
	int err = check_trailer(file, h->trailer.offset, why);

	for (uint32_t i = 0; i < h->n_cpus && err == 0; i++) {
		const size_t base =
		    h->cpus.offset + i * sizeof(struct dump_cpu);
		struct dump_cpu cpu;

		memcpy(&cpu, file->bytes + base, sizeof(cpu));
		err = check_cpu(&cpu, i == h->panicker, base, why);
		if (err == 0)
			err = check_held(&cpu, h->n_locks, base, why);
	}
	for (uint32_t i = 0; i < h->n_locks && err == 0; i++) {
		const size_t base =
		    h->locks.offset + i * sizeof(struct dump_lock);
		struct dump_lock lock;

		memcpy(&lock, file->bytes + base, sizeof(lock));
		err = check_lock(&lock, base, why);
	}
	return err;
}
