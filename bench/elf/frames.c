/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The table that unwinders search: .eh_frame_hdr, which the linker writes from
 * .eh_frame and keeps no relocations of.  An entry has the address of a
 * function and that of its description.  The description's third word has the
 * function's address too, with a relocation.
 */
#include "bench/elf/move_private.h"

#include "bench/elf/kind.h"

#include <string.h>

#define HEADER ".eh_frame_hdr"

/* Version, and how it encodes: of itself, a count, relative to the table. */
#define ENCODED_AS "\x01\x1b\x03\x3b"
#define OMITTED    0xff

/* What stands before the entries, and before a description's function. */
#define HEADER_BYTES   12u
#define FUNCTION_BYTES 8u

struct frame_entry {
	int32_t function; /* both from the header's beginning */
	int32_t description;
};

struct frames {
	const struct shift *shift;
	const Elf64_Shdr *header;
	const Elf64_Shdr *frames;
};

/* The kept relocation of an address of .eh_frame. */
static bool
find_place(const struct frames *f, uint64_t address, struct place *ret)
{
	const struct object *object = &f->shift->object;

	for (unsigned i = 1; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];
		const Elf64_Rela *relas;
		size_t n = 0;

		if (shift_kept(f->shift, s) != f->frames)
			continue;
		relas = object_table(object, s, &n);
		for (size_t j = 0; relas != NULL && j < n; j++)
			if (relas[j].r_offset == address)
				return shift_place(
				           f->shift, s, &relas[j], ret) == 0;
	}
	return false;
}

/* Returns the address of the function that a description names; 0 if none. */
static uint64_t
described(const struct frames *f, const struct place *place)
{
	const struct reloc_kind kind =
	    kind_of(f->shift->object.machine, place->type);
	const unsigned char *bytes =
	    object_bytes_at(&f->shift->object, place->address, 4);

	if (kind.rule != RULE_RELATIVE || kind.field != FIELD_32 ||
	    bytes == NULL)
		return 0;
	return place->address + (uint64_t)field_read(FIELD_32, bytes);
}

static int
shift_entry(const struct frames *f, const unsigned char *from)
{
	const struct shift *shift = f->shift;
	const uint64_t start = f->header->sh_addr;
	struct frame_entry entry;
	struct place place;
	uint64_t function;
	uint64_t at;

	memcpy(&entry, from, sizeof(entry));
	function = start + (uint64_t)entry.function;
	at = start + (uint64_t)entry.description + FUNCTION_BYTES;
	if (!find_place(f, at, &place)) {
		if (function - shift->block->sh_addr < shift->block->sh_size)
			return shift_refuse_file(shift,
			    "no kept relocation says which function an entry "
			    "of " HEADER " has");
		return 0;
	}
	if (!place.is_target_moved)
		return 0;
	if (described(f, &place) != function)
		return shift_refuse(shift, &place,
		    "it is of another function than " HEADER " says");
	if (!field_write(FIELD_32, shift->copy + (from - shift->move->bytes),
	        entry.function + (int64_t)shift->move->offset))
		return shift_refuse(shift, &place, "its address is too large");
	return 0;
}

int
shift_frames(const struct shift *shift)
{
	const struct frames f = {
		.shift = shift,
		.header = object_section(&shift->object, HEADER),
		.frames = object_section(&shift->object, ".eh_frame"),
	};
	const unsigned char *bytes =
	    f.header == NULL ? NULL : object_contents(&shift->object, f.header);
	uint32_t n;
	int err = 0;

	if (bytes == NULL)
		return 0;
	if (f.header->sh_size >= 4 && bytes[3] == OMITTED)
		return 0;
	if (f.frames == NULL || f.header->sh_size < HEADER_BYTES ||
	    memcmp(bytes, ENCODED_AS, 4) != 0)
		return shift_refuse_file(
		    shift, HEADER " is not as GNU ld writes it");
	memcpy(&n, bytes + 8, sizeof(n));
	if (n > (f.header->sh_size - HEADER_BYTES) / sizeof(struct frame_entry))
		return shift_refuse_file(shift, HEADER " is cut off");
	bytes += HEADER_BYTES;
	for (uint32_t i = 0; i < n && err == 0; i++)
		err = shift_entry(&f, bytes + i * sizeof(struct frame_entry));
	return err;
}
