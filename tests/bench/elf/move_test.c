/* SPDX-License-Identifier: BSD-2-Clause */
/* Proves which files are refused, with a line that names the fault. */
#include "movable.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void
assert_refused(int err, const char *text)
{
	assert_int_equal(movable_move_by(4, true), err);
	assert_null(movable.copy.bytes);
	assert_non_null(strstr(movable.why.text, "its name: "));
	if (strstr(movable.why.text, text) == NULL)
		fail_msg("not '%s': %s", text, movable.why.text);
}

/* The first relocation of a table whose symbol is of the block, or is not. */
static Elf64_Rela *
relocation(const char *table, bool is_of_block)
{
	const ptrdiff_t block =
	    movable_section(".text.arm") - movable.object.sections;
	Elf64_Rela *relas = movable_contents(table);

	for (size_t i = 0; i < movable_section(table)->sh_size / sizeof(*relas);
	     i++)
		if ((movable.object.symbols[ELF64_R_SYM(relas[i].r_info)]
		            .st_shndx == block) == is_of_block)
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
	assert_non_null(strstr(movable.why.text, " at .text.arm+0x"));
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
	assert_int_equal(movable_move_by(4, false), 0);
}

MOVE_TEST(what_is_stripped_is_called_so)
{
	movable_header(".symtab")->sh_type = SHT_PROGBITS;
	assert_refused(-ENOEXEC, "stripped");
}

MOVE_TEST(so_is_what_has_symbols_alone)
{
	for (unsigned i = 1; i < movable.object.n_sections; i++) {
		Elf64_Shdr *all =
		    (void *)(movable.bytes + movable_head()->e_shoff);

		if (all[i].sh_type == SHT_RELA &&
		    !(all[i].sh_flags & SHF_ALLOC))
			all[i].sh_type = SHT_NULL;
	}
	assert_refused(-ENOEXEC, "stripped");
}

MOVE_TEST(a_copy_is_not_moved_again)
{
	for (unsigned is_whole = 0; is_whole < 2; is_whole++) {
		assert_int_equal(movable_move_by(4, is_whole), 0);
		memcpy(movable.bytes, movable.copy.bytes, movable.copy.n_bytes);
		movable.n_bytes = movable.copy.n_bytes;
		free(movable.copy.bytes);
		movable.copy.bytes = NULL;
		assert_refused(-ENOEXEC, "stripped");
		movable_end(NULL);
		movable_begin(NULL);
	}
}

MOVE_TEST(an_offset_that_is_none_is_refused)
{
	assert_int_equal(movable_move_by(64, false), -EINVAL);
	assert_non_null(strstr(movable.why.text, "its name: "));
	assert_non_null(strstr(movable.why.text, "64"));
	assert_int_equal(movable_move_by(63, false), 0);
}

MOVE_TEST(code_of_arm64_has_words)
{
	movable_head()->e_machine = EM_AARCH64;
	for (unsigned offset = 1; offset < 64; offset++)
		if (offset % 4 != 0)
			assert_int_equal(
			    movable_move_by(offset, false), -EINVAL);
	assert_non_null(strstr(movable.why.text, "a multiple of 4"));
}

MOVE_TEST(another_machine_is_named)
{
	movable_head()->e_machine = EM_RISCV;
	assert_refused(-ENOEXEC, "machine 243");
}

MOVE_TEST(a_program_is_no_arm)
{
	movable_head()->e_type = ET_EXEC;
	assert_refused(-ENOEXEC, "no shared object");
}

MOVE_TEST(without_a_block_nothing_moves)
{
	((char *)movable_contents(
	    ".shstrtab"))[movable_section(".text.arm")->sh_name] = 'x';
	assert_refused(-ENOEXEC, "no section .text.arm");
}

MOVE_TEST(there_is_one_block)
{
	movable_header(".fini")->sh_name =
	    movable_section(".text.arm")->sh_name;
	assert_refused(-ENOEXEC, "two sections .text.arm");
}

MOVE_TEST(the_block_begins_a_page)
{
	movable_header(".text.arm")->sh_addr += 64;
	assert_refused(-ENOEXEC, "does not begin a page");
}

MOVE_TEST(the_block_needs_its_slack)
{
	const Elf64_Shdr *s = movable_section(".text.arm");

	movable.bytes[s->sh_offset + s->sh_size - MOVE_SLACK] = 0x90;
	assert_refused(-ENOEXEC, "64 bytes of filler");
}

MOVE_TEST(packed_relocations_are_refused)
{
	movable_header(".comment")->sh_type = SHT_RELR;
	assert_refused(-ENOEXEC, "nopack-relative-relocs");
}

MOVE_TEST(relocations_without_addends_are_refused)
{
	movable_header(".comment")->sh_type = SHT_REL;
	movable_header(".comment")->sh_size = sizeof(Elf64_Rel);
	assert_refused(-ENOEXEC, "no addends");
}

MOVE_TEST(what_runs_first_is_not_in_the_block)
{
	Elf64_Dyn *d = movable_contents(".dynamic");

	while (d->d_tag != DT_INIT)
		d++;
	d->d_un.d_ptr = movable_section(".text.arm")->sh_addr + 64;
	assert_refused(-ENOEXEC, "DT_INIT");
}

MOVE_TEST(a_field_that_the_linker_wrote_otherwise_is_refused)
{
	const Elf64_Rela *r = relocation(".rela.text.arm", true);
	const Elf64_Shdr *s = movable_section(".text.arm");

	movable.bytes[s->sh_offset + r->r_offset - s->sh_addr] += 16;
	assert_refused(-ENOEXEC, "the linker wrote something else there");
}

MOVE_TEST(a_place_in_the_slack_is_refused)
{
	const Elf64_Shdr *s = movable_section(".text.arm");

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
	Elf64_Rela *r = movable_contents(".rela.dyn");

	while (ELF64_R_TYPE(r->r_info) != R_X86_64_GLOB_DAT)
		r++;
	r->r_offset = movable_section(".text.arm")->sh_addr + 8;
	assert_refused(-ENOEXEC, "the loader writes to its code");
}

MOVE_TEST(the_table_of_frames_is_believed_by_none)
{
	int32_t *table = movable_contents(".eh_frame_hdr");
	const Elf64_Shdr *s = movable_section(".eh_frame_hdr");
	const Elf64_Shdr *block = movable_section(".text.arm");

	/* Two words an entry, behind three. */
	for (size_t i = 3; i < s->sh_size / 4; i += 2)
		if (s->sh_addr + (uint64_t)table[i] - block->sh_addr <
		    block->sh_size)
			table[i]++;
	assert_refused(-ENOEXEC, "it is of another function than");
}

MOVE_TEST(a_table_of_frames_of_another_form_is_refused)
{
	((unsigned char *)movable_contents(".eh_frame_hdr"))[3] = 0x1b;
	assert_refused(-ENOEXEC, ".eh_frame_hdr is not as GNU ld writes it");
}

MOVE_TEST(a_table_of_frames_ends_where_its_section_does)
{
	((uint32_t *)movable_contents(".eh_frame_hdr"))[2] = UINT32_MAX;
	assert_refused(-ENOEXEC, ".eh_frame_hdr is cut off");
}

MOVE_TEST(a_segment_is_within_the_file)
{
	Elf64_Phdr *p = (void *)(movable.bytes + movable_head()->e_phoff);

	while (p->p_type != PT_LOAD)
		p++;
	p->p_filesz = movable.n_bytes + 1 - p->p_offset;
	assert_int_equal(movable_move_by(4, false), -ENOEXEC);
	assert_non_null(strstr(movable.why.text, "is not within the file"));
}

MOVE_TEST(lines_that_are_compressed_are_refused)
{
	movable_header(".debug_info")->sh_flags |= SHF_COMPRESSED;
	assert_refused(-ENOEXEC, "-gz");
	assert_int_equal(movable_move_by(4, false), 0);
}
