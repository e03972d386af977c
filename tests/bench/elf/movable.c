/* SPDX-License-Identifier: BSD-2-Clause */
#include "movable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct movable movable;

int
movable_begin(void **state)
{
	FILE *file = fopen(getenv("MOVABLE"), "rb");

	(void)state;
	assert_non_null(file);
	movable.n_bytes = fread(movable.bytes, 1, MOVABLE_BYTES_MAX, file);
	fclose(file);
	assert_true(movable.n_bytes > 0 && movable.n_bytes < MOVABLE_BYTES_MAX);
	memcpy(movable.as_linked, movable.bytes, movable.n_bytes);
	movable.copy = (struct move_copy){ NULL, 0 };
	return object_read("as linked", movable.as_linked, movable.n_bytes,
	    &movable.object, &movable.why);
}

int
movable_end(void **state)
{
	(void)state;
	free(movable.copy.bytes);
	object_close(&movable.object);
	return 0;
}

int
movable_move_by(unsigned offset, bool is_whole)
{
	const struct move move = {
		.name = "its name",
		.bytes = movable.bytes,
		.n_bytes = movable.n_bytes,
		.offset = offset,
		.is_whole = is_whole,
	};

	return move_block(&move, &movable.copy, &movable.why);
}

Elf64_Ehdr *
movable_head(void)
{
	return (void *)movable.bytes;
}

const Elf64_Shdr *
movable_section(const char *name)
{
	const Elf64_Shdr *s = object_section(&movable.object, name);

	assert_non_null(s);
	return s;
}

Elf64_Shdr *
movable_header(const char *name)
{
	Elf64_Shdr *all = (void *)(movable.bytes + movable_head()->e_shoff);

	return &all[movable_section(name) - movable.object.sections];
}

void *
movable_contents(const char *name)
{
	return movable.bytes + movable_section(name)->sh_offset;
}
