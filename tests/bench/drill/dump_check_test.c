/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves that a file is refused, with the first wrong byte, if it is a dump
 * that was cut off or damaged in any field, or no dump.
 */
#include "filed.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "tests/lib/test.h"

/* Asserts that the first n_bytes are refused, for what is at offset. */
static void
assert_refused(size_t n_bytes, size_t offset, const char *told)
{
	struct dump dump = { .n_console_bytes = 77 };
	char begin[32];

	if (filed_parse(n_bytes, &dump) != -EINVAL)
		fail_msg("taken: byte %zu, %s", offset, told);
	assert_int_equal(dump.n_console_bytes, 77);
	snprintf(begin, sizeof(begin), "byte %zu: ", offset);
	if (strncmp(filed_why.text, begin, strlen(begin)) != 0 ||
	    strstr(filed_why.text, told) == NULL)
		fail_msg("not %s%s, but %s", begin, told, filed_why.text);
}

TEST(test_every_cut_is_refused_at_its_byte)
{
	filed_make();
	assert_refused(0, 0, "empty");
	for (size_t n = 1; n < FILE_BYTES;) {
		assert_refused(n, n,
		    n < sizeof(struct dump_header) ? "ends in its header"
		                                   : "ends in a part");
		n += n < 600 || n > IN_TRAILER(magic) ? 1 : 97;
	}
	assert_refused(FILE_BYTES - 1, FILE_BYTES - 1, "1 bytes early");
}

TEST(test_what_follows_the_end_is_refused)
{
	filed_make();
	assert_refused(filed.n_bytes + 1, filed.n_bytes, "after its end");
}

TEST(test_what_is_no_dump_is_refused)
{
	memset(&filed, 'x', sizeof(filed));
	assert_refused(5000, 0, "no dump");
}

TEST(test_every_changed_byte_is_found_by_a_sum)
{
	filed_make();
	for (size_t i = 0; i < FILE_BYTES;) {
		const bool is_magic = i < IN_HEADER(version);
		const bool is_version = !is_magic && i < IN_HEADER(is_stopped);
		const bool is_end = i >= IN_TRAILER(magic);
		const size_t at = is_magic  ? 0
		    : is_version            ? IN_HEADER(version)
		    : i < IN_CPU(0, name)   ? IN_HEADER(sum)
		    : i < IN_TRAILER(magic) ? IN_TRAILER(file_sum)
		    : i < IN_TRAILER(take)  ? IN_TRAILER(magic)
		                            : IN_TRAILER(sum);

		filed.bytes[i] ^= 0x10;
		assert_refused(FILE_BYTES, at, ": ");
		filed.bytes[i] ^= 0x10;
		i += i < IN_CPU(1, name) || is_end ? 1 : 101;
	}
}

/* A value that is written over a field, and the reason that it gives. */
struct damage {
	size_t offset;
	size_t n_bytes; /* over 8: all are as the value's lowest */
	uint64_t value;
	const char *told;
};

static void
assert_damage_is_found(const struct damage *d)
{
	filed_make();
	if (d->n_bytes > sizeof(d->value))
		memset(filed.bytes + d->offset, (int)d->value, d->n_bytes);
	else
		memcpy(filed.bytes + d->offset, &d->value, d->n_bytes);
	synth_sum(filed.bytes, filed.n_bytes);
	assert_refused(filed.n_bytes, d->offset, d->told);
}

static void
assert_all_are_found(const struct damage *damages, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_damage_is_found(&damages[i]);
}

TEST(test_every_wrong_field_of_the_header_is_told)
{
	static const struct damage damages[] = {
		{ IN_HEADER(magic), 1, 'S', "this is no dump" },
		{ IN_HEADER(version), 4, 2, "version 2, and" },
		{ IN_HEADER(is_stopped), 4, 2, "flag is neither" },
		{ IN_HEADER(check), DUMP_NAME_BYTES, 'x', "name has no end" },
		{ IN_HEADER(message), DUMP_TEXT_BYTES, 'x', "has no end" },
		{ IN_HEADER(n_cpus), 4, 0, "number of CPUs" },
		{ IN_HEADER(n_cpus), 4, DUMP_CPUS_MAX + 1, "number of CPUs" },
		{ IN_HEADER(n_locks), 4, DUMP_LOCKS_MAX + 1, "many locks" },
		{ IN_HEADER(panicker), 4, FILED_CPUS, "is none of those" },
		{ IN_HEADER(panicker), 4, DUMP_NONE, "is none of those" },
		{ IN_HEADER(unused), 4, 1, "unused place" },
	};

	assert_all_are_found(damages, sizeof(damages) / sizeof(damages[0]));
}

TEST(test_every_part_out_of_place_is_told)
{
	static const char at[] = "does not begin where";
	static const char size[] = "and here it has";
	static const struct damage damages[] = {
		{ IN_PART(cpus, offset), 8, 0, at },
		{ IN_PART(cpus, n_bytes), 8, 8, size },
		{ IN_PART(locks, offset), 8, 401, at },
		{ IN_PART(locks, n_bytes), 8, UINT64_MAX, size },
		{ IN_PART(console, offset), 8, UINT64_MAX, at },
		{ IN_PART(console, n_bytes), 8, UINT64_MAX, "larger than" },
		{ IN_PART(world, offset), 8, UINT64_MAX - 7, at },
		{ IN_PART(world, n_bytes), 8, sizeof(struct world_data) - 8,
		    size },
		{ IN_PART(trailer, offset), 8, 1, at },
		{ IN_PART(trailer, n_bytes), 8, 0, size },
	};

	assert_all_are_found(damages, sizeof(damages) / sizeof(damages[0]));
}

TEST(test_a_part_beyond_the_end_is_told_as_a_cut)
{
	const uint64_t n_bytes = strlen(SYNTH_CONSOLE) + FILE_BYTES;

	filed_make();
	memcpy(
	    filed.bytes + IN_PART(console, n_bytes), &n_bytes, sizeof(n_bytes));
	synth_sum(filed.bytes, filed.n_bytes);
	assert_refused(filed.n_bytes, filed.n_bytes, "ends in a part");
}

TEST(test_every_wrong_field_of_a_cpu_is_told)
{
	static const struct damage damages[] = {
		{ IN_CPU(0, name), DUMP_NAME_BYTES, 'x', "has no end" },
		{ IN_CPU(2, name), DUMP_NAME_BYTES, 'x', "has no end" },
		{ IN_CPU(1, state), 4, DUMP_CPU_STATES, "known state" },
		{ IN_CPU(0, state), 4, DUMP_CPU_STOPPED, "who panicked" },
		{ IN_CPU(1, state), 4, DUMP_CPU_PANICKED, "who panicked" },
		{ IN_CPU(1, is_running), 4, 2, "neither 0 nor 1" },
		{ IN_CPU(1, n_held), 4, DUMP_HELD_MAX + 1, "more locks than" },
		{ IN_CPU(1, held[0]), 4, WORLD_LOCKS, "lock that there is" },
		{ IN_CPU(1, held[1]), 4, DUMP_NONE, "lock that there is" },
		{ IN_CPU(1, held_mode[1]), 4, DUMP_MODES,
		    "holds a lock in no" },
		{ IN_CPU(2, wants), 4, WORLD_LOCKS, "wants a lock that" },
		{ IN_CPU(2, wants_mode), 4, DUMP_MODES, "wants a lock in no" },
	};

	assert_all_are_found(damages, sizeof(damages) / sizeof(damages[0]));
}

TEST(test_every_wrong_field_of_a_lock_is_told)
{
	static const struct damage damages[] = {
		{ IN_LOCK(0, name), DUMP_NAME_BYTES, 'x', "name has no end" },
		{ IN_LOCK(15, kind), DUMP_NAME_BYTES, 'x', "no known kind" },
		{ IN_LOCK(3, kind), 2, 0, "no known kind" },
		{ IN_LOCK(15, n_words), 4, 0, "number of words" },
		{ IN_LOCK(0, n_words), 4, DUMP_WORDS_MAX + 1,
		    "number of words" },
	};

	assert_all_are_found(damages, sizeof(damages) / sizeof(damages[0]));
}

TEST(test_every_wrong_field_of_the_trailer_is_told)
{
	const struct damage damages[] = {
		{ IN_TRAILER(magic), 1, 'D', "at the trailer's begin" },
		{ IN_TRAILER(take[0]), 4, DUMP_TAKES, "way to get a lock" },
		{ IN_TRAILER(take[31]), 4, DUMP_TAKES, "way to get a lock" },
		{ IN_TRAILER(unused), 4, 1, "unused place" },
	};

	assert_all_are_found(damages, sizeof(damages) / sizeof(damages[0]));
}
