/* SPDX-License-Identifier: BSD-2-Clause */
/* What kept relocations refer to, and how each of them moves. */
#include "bench/elf/move_private.h"

#include "bench/elf/kind.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define PAGE UINT64_C(4096)

bool
shift_has(const struct shift *shift, const Elf64_Sym *symbol)
{
	return symbol->st_shndx == shift->block - shift->object.sections;
}

unsigned char *
shift_bytes(const struct shift *shift, const Elf64_Shdr *section,
    uint64_t address, size_t n_bytes)
{
	const unsigned char *bytes = object_contents(&shift->object, section);
	const uint64_t at = address - section->sh_addr;
	uint64_t size = section->sh_size;

	if (section == shift->block)
		size -= MOVE_SLACK;
	if (bytes == NULL || at > size || n_bytes > size - at)
		return NULL;
	return shift->copy + (bytes - shift->move->bytes) + at +
	    shift_by(shift, section == shift->block);
}

const Elf64_Shdr *
shift_kept(const struct shift *shift, const Elf64_Shdr *relas)
{
	const struct object *object = &shift->object;

	if (relas->sh_type != SHT_RELA || (relas->sh_flags & SHF_ALLOC) ||
	    relas->sh_link != object->symbol_section || relas->sh_info == 0 ||
	    relas->sh_info >= object->n_sections)
		return NULL;
	return &object->sections[relas->sh_info];
}

int
shift_place(const struct shift *shift, const Elf64_Shdr *relas,
    const Elf64_Rela *rela, struct place *ret)
{
	const struct object *object = &shift->object;
	const uint32_t symbol = (uint32_t)ELF64_R_SYM(rela->r_info);

	if (symbol >= object->n_symbols)
		return shift_refuse_file(shift,
		    "a relocation of %s has no symbol",
		    object_section_name(object, shift_kept(shift, relas)));
	*ret = (struct place){
		.section = shift_kept(shift, relas),
		.address = rela->r_offset,
		.type = (uint32_t)ELF64_R_TYPE(rela->r_info),
		.symbol = &object->symbols[symbol],
		.addend = rela->r_addend,
	};
	ret->is_moved = ret->section == shift->block;
	ret->is_target_moved = shift_has(shift, ret->symbol);
	return 0;
}

static const char *
target_name(const struct shift *shift, const Elf64_Sym *symbol)
{
	const struct object *object = &shift->object;

	if (ELF64_ST_TYPE(symbol->st_info) == STT_SECTION &&
	    symbol->st_shndx < object->n_sections)
		return object_section_name(
		    object, &object->sections[symbol->st_shndx]);
	return object_symbol_name(object, symbol);
}

int
shift_refuse(
    const struct shift *shift, const struct place *place, const char *what)
{
	const char *kind = kind_name(shift->object.machine, place->type);
	char number[32];

	snprintf(number, sizeof(number), "relocation %" PRIu32, place->type);
	return shift_refuse_file(shift,
	    "%s of %.80s at %.40s+0x%" PRIx64 ": %s",
	    kind == NULL ? number : kind, target_name(shift, place->symbol),
	    object_section_name(&shift->object, place->section),
	    place->address - place->section->sh_addr, what);
}

/* Returns S + A as it was linked, with which most kinds begin. */
static uint64_t
target_of(const struct place *place)
{
	return place->symbol->st_value + (uint64_t)place->addend;
}

static bool
is_plt(const struct shift *shift, uint64_t address)
{
	const Elf64_Shdr *s = object_section_at(&shift->object, address);
	const char *name =
	    s == NULL ? "" : object_section_name(&shift->object, s);

	return strncmp(name, ".plt", 4) == 0 || strncmp(name, ".iplt", 5) == 0;
}

static int
write_value(const struct shift *shift, const struct place *place,
    enum field field, uint64_t value)
{
	unsigned char *to = shift_bytes(
	    shift, place->section, place->address, field_bytes(field));

	if (!field_write(field, to, (int64_t)value))
		return shift_refuse(shift, place,
		    "what it says there does not fit at this offset");
	return 0;
}

static int
refuse_value(const struct shift *shift, const struct place *place)
{
	return shift_refuse(shift, place,
	    "the linker wrote something else there: link with "
	    "-Wl,--no-relax, by GNU ld");
}

/* True if the loader writes the address there, whatever the file has. */
static bool
is_written_late(const struct shift *shift, const struct place *place)
{
	const uint32_t symbolic =
	    shift->object.machine == EM_X86_64 ? R_X86_64_64 : R_AARCH64_ABS64;

	return pointers_write(shift, place->address, target_of(place)) ||
	    object_relocation(&shift->object, place->address) == symbolic;
}

static int
shift_address(struct shift *shift, const struct place *place, uint64_t value)
{
	const uint64_t target = target_of(place);
	const bool is_loaded = place->section->sh_flags & SHF_ALLOC;

	if (is_loaded &&
	    (!place->is_target_moved || is_written_late(shift, place)))
		return pointers_say(shift, place, place->address);
	/*
	 * A debugging section has 0 for what is known only once it is loaded.
	 */
	if (!place->is_target_moved || (value == 0 && !is_loaded))
		return 0;
	if (value != target)
		return refuse_value(shift, place);
	return write_value(
	    shift, place, FIELD_64, target + shift->move->offset);
}

static int
shift_relative(const struct shift *shift, const struct place *place,
    struct reloc_kind kind, uint64_t value)
{
	const bool is_direct = value == target_of(place) - place->address;
	bool is_target_moved = place->is_target_moved;

	if (!is_direct && (is_target_moved || kind.rule == RULE_BRANCH)) {
		if (!is_plt(shift,
		        place->address + value - (uint64_t)place->addend))
			return refuse_value(shift, place);
		is_target_moved = false;
	}
	return write_value(shift, place, kind.field,
	    value + shift_by(shift, is_target_moved) -
	        shift_by(shift, place->is_moved));
}

static int
shift_slot(struct shift *shift, const struct place *place,
    struct reloc_kind kind, uint64_t value)
{
	const uint64_t slot = place->address + value - (uint64_t)place->addend;
	const int err = pointers_say(shift, place, slot);

	if (err < 0)
		return err;
	return write_value(
	    shift, place, kind.field, value - shift_by(shift, place->is_moved));
}

/* Of pages; the value is in bytes. */
static int
shift_page(const struct shift *shift, const struct place *place,
    struct reloc_kind kind, uint64_t value)
{
	const uint64_t from =
	    (place->address + shift_by(shift, place->is_moved)) & -PAGE;
	uint64_t to = (place->address & -PAGE) + value;

	if (kind.rule == RULE_PAGE && place->is_target_moved) {
		if (to != (target_of(place) & -PAGE))
			return refuse_value(shift, place);
		to = (target_of(place) + shift->move->offset) & -PAGE;
	}
	return write_value(shift, place, kind.field, to - from);
}

static int
shift_low(const struct shift *shift, const struct place *place,
    struct reloc_kind kind, uint64_t value)
{
	const uint64_t target = target_of(place);

	if (!place->is_target_moved)
		return 0;
	if (value != target % PAGE)
		return refuse_value(shift, place);
	return write_value(
	    shift, place, kind.field, target + shift->move->offset);
}

/*
 * Two instructions of arm64 name a slot of the GOT; this is the second.  No
 * pointer leads to a thread's own data.
 */
static int
say_slot(struct shift *shift, const struct place *place, uint64_t low)
{
	const struct object *object = &shift->object;
	const unsigned section = place->symbol->st_shndx;

	if (section < object->n_sections &&
	    (object->sections[section].sh_flags & SHF_TLS))
		return 0;
	return pointers_say_slot(shift, place, target_of(place), low);
}

static int
shift_by_rule(struct shift *shift, const struct place *place,
    struct reloc_kind kind, uint64_t value)
{
	switch (kind.rule) {
	case RULE_ADDRESS:
		return shift_address(shift, place, value);
	case RULE_RELATIVE:
	case RULE_BRANCH:
		return shift_relative(shift, place, kind, value);
	case RULE_SLOT:
		return shift_slot(shift, place, kind, value);
	case RULE_PAGE:
	case RULE_PAGE_SLOT:
		return shift_page(shift, place, kind, value);
	case RULE_LOW:
		return shift_low(shift, place, kind, value);
	case RULE_LOW_SLOT:
		return say_slot(shift, place, value);
	default:
		return 0;
	}
}

int
shift_relocation(struct shift *shift, const struct place *place)
{
	const struct reloc_kind kind =
	    kind_of(shift->object.machine, place->type);
	const unsigned char *bytes =
	    object_contents(&shift->object, place->section);

	if (kind.rule == RULE_NONE)
		return 0;
	if (kind.rule == RULE_UNKNOWN)
		return place->is_moved || place->is_target_moved
		    ? shift_refuse(shift, place,
		          "nobody wrote how this kind moves: "
		          "see bench/elf/kind.c")
		    : 0;
	if (shift_bytes(shift, place->section, place->address,
	        field_bytes(kind.field)) == NULL)
		return shift_refuse(shift, place, "its place is in no section");
	return shift_by_rule(shift, place, kind,
	    (uint64_t)field_read(kind.field,
	        bytes + (place->address - place->section->sh_addr)));
}
