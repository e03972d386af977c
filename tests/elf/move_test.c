/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Proves what is refused, with a line that names it, and what a copy has.  The
 * file that is moved is a lock with a table of functions (MOVABLE).
 */
#include "bench/elf/move.h"
#include "bench/elf/object.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/analysis/scratch.h"
#include "tests/lib/test.h"

TEST_GROUP(scratch_create, scratch_destroy);

#define MOST_BYTES (1u << 20)

/* The file, to be changed; and what it was before, to be looked at. */
static unsigned char bytes[MOST_BYTES];
static unsigned char as_linked[MOST_BYTES];
static size_t n_bytes;
static struct object object;

static struct reason why;
static struct move_copy copy;

static int
begin(void **state)
{
	FILE *file = fopen(getenv("MOVABLE"), "rb");

	(void)state;
	assert_non_null(file);
	n_bytes = fread(bytes, 1, MOST_BYTES, file);
	fclose(file);
	assert_true(n_bytes > 0 && n_bytes < MOST_BYTES);
	memcpy(as_linked, bytes, n_bytes);
	copy = (struct move_copy){ NULL, 0 };
	return object_read("as linked", as_linked, n_bytes, &object, &why);
}

static int
end(void **state)
{
	(void)state;
	free(copy.bytes);
	object_close(&object);
	return 0;
}

#define MOVE_TEST(name) TEST_WITH(name, begin, end)

static int
move_by(unsigned offset, bool is_whole)
{
	const struct move move = {
		.name = "its name",
		.bytes = bytes,
		.n_bytes = n_bytes,
		.offset = offset,
		.is_whole = is_whole,
	};

	return move_block(&move, &copy, &why);
}

static void
assert_refused(int err, const char *text)
{
	assert_int_equal(move_by(4, true), err);
	assert_null(copy.bytes);
	assert_non_null(strstr(why.text, "its name: "));
	if (strstr(why.text, text) == NULL)
		fail_msg("not '%s': %s", text, why.text);
}

/* What the file has, to be changed. */
static Elf64_Ehdr *
head(void)
{
	return (void *)bytes;
}

static const Elf64_Shdr *
section(const char *name)
{
	const Elf64_Shdr *s = object_section(&object, name);

	assert_non_null(s);
	return s;
}

static Elf64_Shdr *
header(const char *name)
{
	Elf64_Shdr *all = (void *)(bytes + head()->e_shoff);

	return &all[section(name) - object.sections];
}

static void *
contents(const char *name)
{
	return bytes + section(name)->sh_offset;
}

/* The first relocation of a table whose symbol is of the block, or is not. */
static Elf64_Rela *
relocation(const char *table, bool is_of_block)
{
	const ptrdiff_t block = section(".text.arm") - object.sections;
	Elf64_Rela *relas = contents(table);

	for (size_t i = 0; i < section(table)->sh_size / sizeof(*relas); i++)
		if ((object.symbols[ELF64_R_SYM(relas[i].r_info)].st_shndx ==
		        block) == is_of_block)
			return &relas[i];
	fail_msg("%s has no such relocation", table);
	return NULL;
}

static void
set_type(Elf64_Rela *rela, uint32_t type)
{
	rela->r_info = ELF64_R_INFO(ELF64_R_SYM(rela->r_info), type);
}

MOVE_TEST(a_kind_that_nobody_knows_is_named)
{
	set_type(relocation(".rela.text.arm", true), R_X86_64_TLSGD);
	assert_refused(-ENOEXEC, "R_X86_64_TLSGD of ");
	assert_non_null(strstr(why.text, " at .text.arm+0x"));
}

MOVE_TEST(a_kind_without_a_name_is_told_by_its_number)
{
	set_type(relocation(".rela.text.arm", false), 250);
	assert_refused(-ENOEXEC, "relocation 250 of ");
}

MOVE_TEST(an_unknown_kind_that_points_into_the_block_is_named)
{
	set_type(relocation(".rela.eh_frame", true), R_X86_64_GOTOFF64);
	assert_refused(-ENOEXEC, "R_X86_64_GOTOFF64 of .text.arm at .eh_frame");
}

MOVE_TEST(an_unknown_kind_elsewhere_is_left_alone)
{
	set_type(relocation(".rela.init", false), R_X86_64_TLSGD);
	assert_int_equal(move_by(4, false), 0);
}

MOVE_TEST(what_is_stripped_is_called_so)
{
	header(".symtab")->sh_type = SHT_PROGBITS;
	assert_refused(-ENOEXEC, "stripped");
}

MOVE_TEST(so_is_what_has_symbols_alone)
{
	for (unsigned i = 1; i < object.n_sections; i++) {
		Elf64_Shdr *all = (void *)(bytes + head()->e_shoff);

		if (all[i].sh_type == SHT_RELA &&
		    !(all[i].sh_flags & SHF_ALLOC))
			all[i].sh_type = SHT_NULL;
	}
	assert_refused(-ENOEXEC, "stripped");
}

MOVE_TEST(a_copy_is_not_moved_again)
{
	for (unsigned is_whole = 0; is_whole < 2; is_whole++) {
		assert_int_equal(move_by(4, is_whole), 0);
		memcpy(bytes, copy.bytes, copy.n_bytes);
		n_bytes = copy.n_bytes;
		free(copy.bytes);
		copy.bytes = NULL;
		assert_refused(-ENOEXEC, "stripped");
		end(NULL);
		begin(NULL);
	}
}

MOVE_TEST(an_offset_that_is_none_is_refused)
{
	assert_int_equal(move_by(64, false), -EINVAL);
	assert_non_null(strstr(why.text, "its name: "));
	assert_non_null(strstr(why.text, "64"));
	assert_int_equal(move_by(63, false), 0);
}

MOVE_TEST(code_of_arm64_has_words)
{
	head()->e_machine = EM_AARCH64;
	for (unsigned offset = 1; offset < 64; offset++)
		if (offset % 4 != 0)
			assert_int_equal(move_by(offset, false), -EINVAL);
	assert_non_null(strstr(why.text, "a multiple of 4"));
}

MOVE_TEST(another_machine_is_named)
{
	head()->e_machine = EM_RISCV;
	assert_refused(-ENOEXEC, "machine 243");
}

MOVE_TEST(a_program_is_no_arm)
{
	head()->e_type = ET_EXEC;
	assert_refused(-ENOEXEC, "no shared object");
}

MOVE_TEST(without_a_block_nothing_moves)
{
	((char *)contents(".shstrtab"))[section(".text.arm")->sh_name] = 'x';
	assert_refused(-ENOEXEC, "no section .text.arm");
}

MOVE_TEST(there_is_one_block)
{
	header(".fini")->sh_name = section(".text.arm")->sh_name;
	assert_refused(-ENOEXEC, "two sections .text.arm");
}

MOVE_TEST(the_block_begins_a_page)
{
	header(".text.arm")->sh_addr += 64;
	assert_refused(-ENOEXEC, "does not begin a page");
}

MOVE_TEST(the_block_needs_its_slack)
{
	const Elf64_Shdr *s = section(".text.arm");

	bytes[s->sh_offset + s->sh_size - MOVE_SLACK] = 0x90;
	assert_refused(-ENOEXEC, "64 bytes of filler");
}

MOVE_TEST(packed_relocations_are_refused)
{
	header(".comment")->sh_type = SHT_RELR;
	assert_refused(-ENOEXEC, "nopack-relative-relocs");
}

MOVE_TEST(relocations_without_addends_are_refused)
{
	header(".comment")->sh_type = SHT_REL;
	header(".comment")->sh_size = sizeof(Elf64_Rel);
	assert_refused(-ENOEXEC, "no addends");
}

MOVE_TEST(what_runs_first_is_not_in_the_block)
{
	Elf64_Dyn *d = contents(".dynamic");

	while (d->d_tag != DT_INIT)
		d++;
	d->d_un.d_ptr = section(".text.arm")->sh_addr + 64;
	assert_refused(-ENOEXEC, "DT_INIT");
}

MOVE_TEST(a_field_that_the_linker_wrote_otherwise_is_refused)
{
	const Elf64_Rela *r = relocation(".rela.text.arm", true);
	const Elf64_Shdr *s = section(".text.arm");

	bytes[s->sh_offset + r->r_offset - s->sh_addr] += 16;
	assert_refused(-ENOEXEC, "the linker wrote something else there");
}

MOVE_TEST(a_place_in_the_slack_is_refused)
{
	const Elf64_Shdr *s = section(".text.arm");

	relocation(".rela.text.arm", true)->r_offset =
	    s->sh_addr + s->sh_size - MOVE_SLACK - 3;
	assert_refused(-ENOEXEC, "its place is in no section");
}

MOVE_TEST(a_pointer_that_nothing_explains_is_refused)
{
	set_type(relocation(".rela.data.rel.ro", true), R_X86_64_NONE);
	assert_refused(-ENOEXEC, "no kept relocation says what");
}

MOVE_TEST(code_that_the_loader_writes_to_is_refused)
{
	Elf64_Rela *r = contents(".rela.dyn");

	while (ELF64_R_TYPE(r->r_info) != R_X86_64_GLOB_DAT)
		r++;
	r->r_offset = section(".text.arm")->sh_addr + 8;
	assert_refused(-ENOEXEC, "the loader writes to its code");
}

MOVE_TEST(the_table_of_frames_is_believed_by_none)
{
	int32_t *table = contents(".eh_frame_hdr");
	const Elf64_Shdr *s = section(".eh_frame_hdr");
	const Elf64_Shdr *block = section(".text.arm");

	/* Two words an entry, behind three. */
	for (size_t i = 3; i < s->sh_size / 4; i += 2)
		if (s->sh_addr + (uint64_t)table[i] - block->sh_addr <
		    block->sh_size)
			table[i]++;
	assert_refused(-ENOEXEC, "it is of another function than");
}

MOVE_TEST(a_table_of_frames_of_another_form_is_refused)
{
	((unsigned char *)contents(".eh_frame_hdr"))[3] = 0x1b;
	assert_refused(-ENOEXEC, ".eh_frame_hdr is not as GNU ld writes it");
}

MOVE_TEST(a_table_of_frames_ends_where_its_section_does)
{
	((uint32_t *)contents(".eh_frame_hdr"))[2] = UINT32_MAX;
	assert_refused(-ENOEXEC, ".eh_frame_hdr is cut off");
}

MOVE_TEST(a_segment_is_within_the_file)
{
	Elf64_Phdr *p = (void *)(bytes + head()->e_phoff);

	while (p->p_type != PT_LOAD)
		p++;
	p->p_filesz = n_bytes + 1 - p->p_offset;
	assert_int_equal(move_by(4, false), -ENOEXEC);
	assert_non_null(strstr(why.text, "is not within the file"));
}

MOVE_TEST(lines_that_are_compressed_are_refused)
{
	header(".debug_info")->sh_flags |= SHF_COMPRESSED;
	assert_refused(-ENOEXEC, "-gz");
	assert_int_equal(move_by(4, false), 0);
}

/* The last byte that is loaded from the file. */
static size_t
n_loaded(void)
{
	const Elf64_Phdr *p = (const void *)(as_linked + object.head.e_phoff);
	size_t n = 0;

	for (unsigned i = 0; i < object.head.e_phnum; i++)
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
	assert_int_equal(move_by(0, false), 0);
	assert_loads_the_same(copy.bytes, as_linked);
}

MOVE_TEST(what_is_loaded_and_the_symbols_are_kept)
{
	struct move_copy whole;
	struct object a;
	struct object b;

	assert_int_equal(move_by(12, true), 0);
	whole = copy;
	assert_int_equal(move_by(12, false), 0);
	assert_loads_the_same(copy.bytes, whole.bytes);
	assert_true(copy.n_bytes < whole.n_bytes);
	assert_int_equal(
	    object_read("copy", copy.bytes, copy.n_bytes, &a, &why), 0);
	assert_int_equal(
	    object_read("whole", whole.bytes, whole.n_bytes, &b, &why), 0);
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
	const Elf64_Shdr *block = section(".text.arm");
	unsigned n_moved = 0;
	struct object moved;

	for (unsigned offset = 0; offset < MOVE_SLACK; offset++) {
		assert_int_equal(move_by(offset, false), 0);
		assert_int_equal(object_read("moved", copy.bytes, copy.n_bytes,
		                     &moved, &why),
		    0);
		for (unsigned i = 0; i < object.n_symbols; i++) {
			const Elf64_Sym *s = &object.symbols[i];
			const bool is_moved =
			    s->st_shndx == block - object.sections &&
			    ELF64_ST_TYPE(s->st_info) != STT_SECTION;

			n_moved += is_moved;
			assert_int_equal(moved.symbols[i].st_value,
			    s->st_value + (is_moved ? offset : 0));
		}
		object_close(&moved);
		free(copy.bytes);
		copy.bytes = NULL;
	}
	assert_true(n_moved > MOVE_SLACK);
}

MOVE_TEST(a_build_id_tells_copies_apart)
{
	const Elf64_Shdr *s = section(".note.gnu.build-id");
	const size_t last = s->sh_offset + s->sh_size - 1;

	assert_int_equal(move_by(12, false), 0);
	assert_int_equal(
	    copy.bytes[last], (unsigned char)(as_linked[last] + 12));
	assert_memory_equal(copy.bytes + s->sh_offset, as_linked + s->sh_offset,
	    s->sh_size - 1);
}

/* tests/elf/forms/lock_switch.h */
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

		assert_int_equal(move_by(offset, false), 0);
		snprintf(name, sizeof(name), "moved-%u.so", offset);
		handle = dlopen(scratch_write(*state, name,
		                    (const char *)copy.bytes, copy.n_bytes),
		    RTLD_NOW | RTLD_LOCAL);
		assert_non_null(handle);
		*(void **)&seen = dlsym(handle, "switch_seen");
		assert_non_null(*(void **)&seen);
		assert_int_equal((uintptr_t) * (void **)&seen % 64, offset);
		seen(&turns, 3);
		assert_int_equal(turns.n, 4);
		dlclose(handle);
		free(copy.bytes);
		copy.bytes = NULL;
	}
}
