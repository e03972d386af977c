/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/dump_check.h"

#include "bench/drill/format/dump_word.h"
#include "bench/drill/format/world_data.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

uint32_t
sum_add(uint32_t sum, const void *data, size_t n_bytes)
{
	/* zlib starts anew if it gets no data. */
	return n_bytes == 0 ? sum : (uint32_t)crc32_z(sum, data, n_bytes);
}

uint32_t
sum_of(const void *data, size_t n_bytes)
{
	return sum_add(0, data, n_bytes);
}

/* Says that the bytes at offset are damaged, and how.  Returns -EINVAL. */
static int
fail_damaged(struct reason *why, size_t offset, const char *what)
{
	return reason_set(why, -EINVAL,
	    "byte %zu: %s: the file is damaged; copy it anew, or write another",
	    offset, what);
}

static int
cut_off(struct reason *why, size_t offset, const char *what, uint64_t n_bytes)
{
	return reason_set(why, -EINVAL,
	    "byte %zu: the file ends in %s, %llu bytes early: it was cut off: "
	    "its panic hung, or the disk was full; take another",
	    offset, what, (unsigned long long)n_bytes);
}

/* Checks that sum, which is at offset, is that of *part. */
static int
check_sum(const struct dump_bytes *part, size_t offset, uint32_t sum,
    struct reason *why)
{
	const uint32_t is = sum_of(part->bytes, part->n_bytes);

	if (is == sum)
		return 0;
	return reason_set(why, -EINVAL,
	    "byte %zu: the sum of what is before is %08x, and not %08x as it "
	    "says: the file is damaged; copy it anew, or write another",
	    offset, is, sum);
}

/* True if a text in n_bytes ends there. */
static bool
has_end(const char *text, size_t n_bytes)
{
	return memchr(text, '\0', n_bytes) != NULL;
}

/* What makes it a dump, and one of ours. */
static int
check_begin(
    const struct dump_bytes *file, struct dump_header *ret, struct reason *why)
{
	const struct dump_bytes summed = { file->bytes,
		offsetof(struct dump_header, sum) };

	if (file->n_bytes == 0)
		return reason_set(why, -EINVAL,
		    "byte 0: the file is empty: its panic hung, or the disk "
		    "was full; take another");
	if (file->n_bytes < sizeof(*ret))
		return cut_off(why, file->n_bytes, "its header",
		    sizeof(*ret) - file->n_bytes);
	memcpy(ret, file->bytes, sizeof(*ret));
	if (memcmp(ret->magic, DUMP_MAGIC, DUMP_MAGIC_BYTES) != 0)
		return reason_set(why, -EINVAL,
		    "byte 0: no '" DUMP_MAGIC
		    "' at its begin: this is no dump; name another file");
	if (ret->version != DUMP_VERSION)
		return reason_set(why, -EINVAL,
		    "byte %zu: version %u, and this reader knows %d: read it "
		    "with the build that wrote it",
		    DUMP_AT(0, dump_header, version), ret->version,
		    DUMP_VERSION);
	return check_sum(&summed, DUMP_AT(0, dump_header, sum), ret->sum, why);
}

static int
check_fields(const struct dump_header *h, struct reason *why)
{
	if (h->is_stopped > 1)
		return fail_damaged(why, DUMP_AT(0, dump_header, is_stopped),
		    "the stopped flag is neither 0 nor 1");
	if (!has_end(h->check, sizeof(h->check)))
		return fail_damaged(why, DUMP_AT(0, dump_header, check),
		    "the check's name has no end");
	if (!has_end(h->message, sizeof(h->message)))
		return fail_damaged(why, DUMP_AT(0, dump_header, message),
		    "the message has no end");
	if (h->n_cpus == 0 || h->n_cpus > DUMP_CPUS_MAX)
		return fail_damaged(why, DUMP_AT(0, dump_header, n_cpus),
		    "no such number of CPUs");
	if (h->n_locks > DUMP_LOCKS_MAX)
		return fail_damaged(
		    why, DUMP_AT(0, dump_header, n_locks), "too many locks");
	if (h->panicker >= h->n_cpus)
		return fail_damaged(why, DUMP_AT(0, dump_header, panicker),
		    "the panicking CPU is none of those");
	if (h->unused != 0)
		return fail_damaged(why, DUMP_AT(0, dump_header, unused),
		    "something in an unused place");
	return 0;
}

/*
 * Checks that a part begins where the one before ended, has the size that it
 * must, and ends in the file; end is moved behind it.
 */
static int
check_part(const struct dump_bytes *file, const struct dump_part *part,
    size_t offset, uint64_t *end, struct reason *why)
{
	if (part->offset != *end)
		return fail_damaged(why, DUMP_AT(offset, dump_part, offset),
		    "a part does not begin where the one before ends");
	if (part->n_bytes > DUMP_READ_BYTES_MAX)
		return fail_damaged(why, DUMP_AT(offset, dump_part, n_bytes),
		    "a part is larger than any dump");
	*end += part->n_bytes;
	if (*end > file->n_bytes)
		return cut_off(
		    why, file->n_bytes, "a part of it", *end - file->n_bytes);
	return 0;
}

/* Checks the size of a part of which the header tells at offset. */
static int
check_size(const struct dump_part *part, uint64_t n_bytes, size_t offset,
    struct reason *why)
{
	if (part->n_bytes == n_bytes)
		return 0;
	return reason_set(why, -EINVAL,
	    "byte %zu: a part of %llu bytes, and here it has %llu: read it "
	    "with the build that wrote it",
	    DUMP_AT(offset, dump_part, n_bytes),
	    (unsigned long long)part->n_bytes, (unsigned long long)n_bytes);
}

/* Sizes first: a dump of another build is not called damaged. */
static int
check_sizes(const struct dump_header *h, struct reason *why)
{
	int err = check_size(&h->cpus, h->n_cpus * sizeof(struct dump_cpu),
	    DUMP_AT(0, dump_header, cpus), why);

	if (err == 0)
		err =
		    check_size(&h->locks, h->n_locks * sizeof(struct dump_lock),
		        DUMP_AT(0, dump_header, locks), why);
	if (err == 0)
		err = check_size(&h->world, sizeof(struct world_data),
		    DUMP_AT(0, dump_header, world), why);
	if (err == 0)
		err = check_size(&h->trailer, sizeof(struct dump_trailer),
		    DUMP_AT(0, dump_header, trailer), why);
	return err;
}

static int
check_layout(const struct dump_bytes *file, const struct dump_header *h,
    struct reason *why)
{
	const struct {
		const struct dump_part *part;
		size_t offset;
	} parts[] = {
		{ &h->cpus, DUMP_AT(0, dump_header, cpus) },
		{ &h->locks, DUMP_AT(0, dump_header, locks) },
		{ &h->console, DUMP_AT(0, dump_header, console) },
		{ &h->world, DUMP_AT(0, dump_header, world) },
		{ &h->trailer, DUMP_AT(0, dump_header, trailer) },
	};
	uint64_t end = sizeof(*h);

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const int err =
		    check_part(file, parts[i].part, parts[i].offset, &end, why);

		if (err < 0)
			return err;
	}
	if (end != file->n_bytes)
		return fail_damaged(
		    why, (size_t)end, "something after its end");
	return 0;
}

int
dump_check_header(
    const struct dump_bytes *file, struct dump_header *ret, struct reason *why)
{
	int err = check_begin(file, ret, why);

	if (err == 0)
		err = check_fields(ret, why);
	if (err == 0)
		err = check_sizes(ret, why);
	if (err == 0)
		err = check_layout(file, ret, why);
	return err;
}

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
		return fail_damaged(
		    why, base, "no '" DUMP_END "' at the trailer's begin");
	err = check_sum(&summed, DUMP_AT(base, dump_trailer, sum), t.sum, why);
	if (err == 0)
		err = check_sum(&before, DUMP_AT(base, dump_trailer, file_sum),
		    t.file_sum, why);
	if (err < 0)
		return err;
	for (size_t i = 0; i < DUMP_LOCKS_MAX; i++)
		if (t.take[i] >= DUMP_TAKES)
			return fail_damaged(why,
			    DUMP_AT(base, dump_trailer, take) +
			        i * sizeof(t.take[0]),
			    "no such way to get a lock");
	if (t.unused != 0)
		return fail_damaged(why, DUMP_AT(base, dump_trailer, unused),
		    "something in an unused place");
	return 0;
}

static int
check_held(
    const struct dump_cpu *c, uint32_t n_locks, size_t base, struct reason *why)
{
	if (c->n_held > DUMP_HELD_MAX)
		return fail_damaged(why, DUMP_AT(base, dump_cpu, n_held),
		    "a CPU holds more locks than it can note");
	for (uint32_t i = 0; i < c->n_held; i++) {
		if (c->held[i] >= n_locks)
			return fail_damaged(why,
			    DUMP_AT(base, dump_cpu, held) +
			        i * sizeof(c->held[0]),
			    "a CPU holds a lock that there is not");
		if (c->held_mode[i] >= DUMP_MODES)
			return fail_damaged(why,
			    DUMP_AT(base, dump_cpu, held_mode) +
			        i * sizeof(c->held_mode[0]),
			    "a CPU holds a lock in no known way");
	}
	if (c->wants != DUMP_NONE && c->wants >= n_locks)
		return fail_damaged(why, DUMP_AT(base, dump_cpu, wants),
		    "a CPU wants a lock that there is not");
	if (c->wants_mode >= DUMP_MODES)
		return fail_damaged(why, DUMP_AT(base, dump_cpu, wants_mode),
		    "a CPU wants a lock in no known way");
	return 0;
}

static int
check_cpu(
    const struct dump_cpu *c, bool is_panicker, size_t base, struct reason *why)
{
	if (!has_end(c->name, sizeof(c->name)))
		return fail_damaged(why, DUMP_AT(base, dump_cpu, name),
		    "a CPU's name has no end");
	if (c->state >= DUMP_CPU_STATES)
		return fail_damaged(why, DUMP_AT(base, dump_cpu, state),
		    "a CPU is in no known state");
	if ((c->state == DUMP_CPU_PANICKED) != is_panicker)
		return fail_damaged(why, DUMP_AT(base, dump_cpu, state),
		    "a CPU and the header differ in who panicked");
	if (c->is_running > 1)
		return fail_damaged(why, DUMP_AT(base, dump_cpu, is_running),
		    "that a CPU runs is neither 0 nor 1");
	return 0;
}

static int
check_lock(const struct dump_lock *l, size_t base, struct reason *why)
{
	if (!has_end(l->name, sizeof(l->name)))
		return fail_damaged(why, DUMP_AT(base, dump_lock, name),
		    "a lock's name has no end");
	if (!has_end(l->kind, sizeof(l->kind)) || !dump_word_is_kind(l->kind))
		return fail_damaged(why, DUMP_AT(base, dump_lock, kind),
		    "a lock is of no known kind");
	if (l->n_words == 0 || l->n_words > DUMP_WORDS_MAX)
		return fail_damaged(why, DUMP_AT(base, dump_lock, n_words),
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
