/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves what a copy has, and that it runs. */
#include "movable.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/scratch.h"

TEST_GROUP(scratch_create, scratch_destroy);

/* The last byte that is loaded from the file. */
static size_t
n_loaded(void)
{
	const Elf64_Phdr *p =
	    (const void *)(movable.as_linked + movable.object.head.e_phoff);
	size_t n = 0;

	for (unsigned i = 0; i < movable.object.head.e_phnum; i++)
		if (p[i].p_type == PT_LOAD && p[i].p_offset + p[i].p_filesz > n)
			n = p[i].p_offset + p[i].p_filesz;
	return n;
}

static void
assert_loads_the_same(const unsigned char *a, const unsigned char *b)
{
	const size_t from = offsetof(Elf64_Ehdr, e_shoff);

	assert_memory_equal(a, b, from);
	assert_memory_equal(a + from + 8, b + from + 8, n_loaded() - from - 8);
}

MOVE_TEST(by_no_byte_it_stays_as_it_is)
{
	assert_int_equal(movable_move_by(0, false), 0);
	assert_loads_the_same(movable.copy.bytes, movable.as_linked);
}

MOVE_TEST(what_is_loaded_and_the_symbols_are_kept)
{
	struct move_copy whole;
	struct object a;
	struct object b;

	assert_int_equal(movable_move_by(12, true), 0);
	whole = movable.copy;
	assert_int_equal(movable_move_by(12, false), 0);
	assert_loads_the_same(movable.copy.bytes, whole.bytes);
	assert_true(movable.copy.n_bytes < whole.n_bytes);
	assert_int_equal(object_read("copy", movable.copy.bytes,
	                     movable.copy.n_bytes, &a, &movable.why),
	    0);
	assert_int_equal(
	    object_read("whole", whole.bytes, whole.n_bytes, &b, &movable.why),
	    0);
	assert_int_equal(a.n_symbols, b.n_symbols);
	for (unsigned i = 0; i < a.n_symbols; i++) {
		assert_memory_equal(
		    &a.symbols[i], &b.symbols[i], sizeof(*a.symbols));
		assert_string_equal(object_symbol_name(&a, &a.symbols[i]),
		    object_symbol_name(&b, &b.symbols[i]));
	}
	assert_null(object_section(&a, ".debug_info"));
	assert_non_null(object_section(&b, ".debug_info"));
	object_close(&a);
	object_close(&b);
	free(whole.bytes);
}

MOVE_TEST(symbols_of_the_block_move_and_no_others)
{
	const Elf64_Shdr *block = movable_section(".text.arm");
	unsigned n_moved = 0;
	struct object moved;

	for (unsigned offset = 0; offset < MOVE_SLACK; offset++) {
		assert_int_equal(movable_move_by(offset, false), 0);
		assert_int_equal(
		    object_read("moved", movable.copy.bytes,
		        movable.copy.n_bytes, &moved, &movable.why),
		    0);
		for (unsigned i = 0; i < movable.object.n_symbols; i++) {
			const Elf64_Sym *s = &movable.object.symbols[i];
			const bool is_moved =
			    s->st_shndx == block - movable.object.sections &&
			    ELF64_ST_TYPE(s->st_info) != STT_SECTION;

			n_moved += is_moved;
			assert_int_equal(moved.symbols[i].st_value,
			    s->st_value + (is_moved ? offset : 0));
		}
		object_close(&moved);
		free(movable.copy.bytes);
		movable.copy.bytes = NULL;
	}
	assert_true(n_moved > MOVE_SLACK);
}

MOVE_TEST(a_build_id_tells_copies_apart)
{
	const Elf64_Shdr *s = movable_section(".note.gnu.build-id");
	const size_t last = s->sh_offset + s->sh_size - 1;

	assert_int_equal(movable_move_by(12, false), 0);
	assert_int_equal(movable.copy.bytes[last],
	    (unsigned char)(movable.as_linked[last] + 12));
	assert_memory_equal(movable.copy.bytes + s->sh_offset,
	    movable.as_linked + s->sh_offset, s->sh_size - 1);
}

/* tests/bench/elf/forms/lock_switch.h */
struct turns {
	int held;
	unsigned n;
};

MOVE_TEST(a_copy_runs_where_it_was_moved)
{
	for (unsigned offset = 0; offset < MOVE_SLACK; offset += 7) {
		struct turns turns = { 0, 1 };
		void (*seen)(struct turns *, unsigned);
		char name[32];
		void *handle;

		assert_int_equal(movable_move_by(offset, false), 0);
		snprintf(name, sizeof(name), "moved-%u.so", offset);
		handle = dlopen(
		    scratch_write(*state, name,
		        (const char *)movable.copy.bytes, movable.copy.n_bytes),
		    RTLD_NOW | RTLD_LOCAL);
		assert_non_null(handle);
		*(void **)&seen = dlsym(handle, "switch_seen");
		assert_non_null(*(void **)&seen);
		assert_int_equal((uintptr_t) * (void **)&seen % 64, offset);
		seen(&turns, 3);
		assert_int_equal(turns.n, 4);
		dlclose(handle);
		free(movable.copy.bytes);
		movable.copy.bytes = NULL;
	}
}
