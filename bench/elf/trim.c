/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Decides what of a moved file is kept.  Sections keep their numbers, since
 * symbols refer to them: a section that is left out has an empty header.
 */
#include "bench/elf/move_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT 8u

/* A file that is laid out: first its headers, then its bytes. */
struct trim_layout {
	const struct shift *shift;
	Elf64_Shdr *headers; /* of its sections */
	uint64_t headers_at;
	uint64_t n_loaded; /* bytes, at the file's beginning, as they were */
	uint64_t n_bytes;
};

static bool
is_relocations(const Elf64_Shdr *s)
{
	return s->sh_type == SHT_RELA && !(s->sh_flags & SHF_ALLOC);
}

static bool
is_within(const struct shift *shift, uint64_t from, uint64_t n)
{
	return from <= shift->move->n_bytes && n <= shift->move->n_bytes - from;
}

/* The end of the last byte that is loaded, or that describes what is loaded. */
static int
find_loaded(struct trim_layout *l)
{
	const struct shift *shift = l->shift;
	const Elf64_Ehdr *head = &shift->object.head;
	size_t n = 0;

	if (elf_getphdrnum(shift->object.elf, &n) != 0 || n == 0)
		return shift_refuse_file(shift, "it has no segments");
	l->n_loaded = head->e_phoff + n * sizeof(Elf64_Phdr);
	for (size_t i = 0; i < n; i++) {
		Elf64_Phdr s;

		if (gelf_getphdr(shift->object.elf, (int)i, &s) == NULL ||
		    !is_within(shift, s.p_offset, s.p_filesz))
			return shift_refuse_file(
			    shift, "segment %zu is not within the file", i);
		if (s.p_type == PT_LOAD &&
		    s.p_offset + s.p_filesz > l->n_loaded)
			l->n_loaded = s.p_offset + s.p_filesz;
	}
	if (!is_within(shift, 0, l->n_loaded))
		return shift_refuse_file(shift, "its segments are cut off");
	return 0;
}

static bool
is_kept(const struct shift *shift, unsigned i)
{
	const struct object *object = &shift->object;
	size_t names = 0;

	elf_getshdrstrndx(object->elf, &names);
	return i == object->symbol_section || i == names ||
	    i == object->sections[object->symbol_section].sh_link;
}

static int
lay_out_section(struct trim_layout *l, unsigned i)
{
	const struct shift *shift = l->shift;
	const Elf64_Shdr *s = &shift->object.sections[i];
	Elf64_Shdr *header = &l->headers[i];

	if (is_kept(shift, i)) {
		*header = *s;
		header->sh_offset = l->n_bytes;
		l->n_bytes += (s->sh_size + ALIGNMENT - 1) & -ALIGNMENT;
		return 0;
	}
	if (!(s->sh_flags & SHF_ALLOC))
		return 0;
	/* An empty one may stand behind all that is loaded. */
	if (s->sh_type != SHT_NOBITS && s->sh_size > 0 &&
	    (s->sh_offset > l->n_loaded ||
	        s->sh_size > l->n_loaded - s->sh_offset))
		return shift_refuse_file(shift, "%s is in no segment",
		    object_section_name(&shift->object, s));
	*header = *s;
	return 0;
}

static int
lay_out(struct trim_layout *l)
{
	const unsigned n = l->shift->object.n_sections;
	int err = find_loaded(l);

	if (err < 0)
		return err;
	l->headers_at = (l->n_loaded + ALIGNMENT - 1) & -(uint64_t)ALIGNMENT;
	l->n_bytes = l->headers_at + n * sizeof(*l->headers);
	for (unsigned i = 1; i < n && err == 0; i++)
		err = lay_out_section(l, i);
	return err;
}

static void
fill(const struct trim_layout *l, unsigned char *bytes)
{
	const struct shift *shift = l->shift;
	const struct object *object = &shift->object;
	Elf64_Ehdr head = object->head;

	memcpy(bytes, shift->copy, l->n_loaded);
	head.e_shoff = l->headers_at;
	memcpy(bytes, &head, sizeof(head));
	memcpy(bytes + l->headers_at, l->headers,
	    object->n_sections * sizeof(*l->headers));
	for (unsigned i = 1; i < object->n_sections; i++) {
		const Elf64_Shdr *s = &object->sections[i];
		const unsigned char *from = object_contents(object, s);

		if (is_kept(shift, i) && from != NULL)
			memcpy(bytes + l->headers[i].sh_offset,
			    shift->copy + (from - shift->move->bytes),
			    s->sh_size);
	}
}

static int
take_copy(const struct trim_layout *l, struct move_copy *ret)
{
	unsigned char *bytes = calloc(1, l->n_bytes);

	if (bytes == NULL)
		return reason_set(l->shift->why, -ENOMEM, "%s: no memory",
		    l->shift->move->name);
	fill(l, bytes);
	*ret = (struct move_copy){ bytes, l->n_bytes };
	return 0;
}

static int
trim_to_loaded(const struct shift *shift, struct move_copy *ret)
{
	struct trim_layout l = { .shift = shift };
	int err;

	l.headers = calloc(shift->object.n_sections, sizeof(*l.headers));
	if (l.headers == NULL)
		return reason_set(
		    shift->why, -ENOMEM, "%s: no memory", shift->move->name);
	err = lay_out(&l);
	if (err == 0)
		err = take_copy(&l, ret);
	free(l.headers);
	return err;
}

/* Gives the whole copy away, without the relocations that were applied. */
static int
keep_whole(struct shift *shift, struct move_copy *ret)
{
	const struct object *object = &shift->object;

	for (unsigned i = 1; i < object->n_sections; i++)
		if (is_relocations(&object->sections[i]))
			memset(shift->copy + object->head.e_shoff +
			        i * sizeof(Elf64_Shdr),
			    0, sizeof(Elf64_Shdr));
	*ret = (struct move_copy){ shift->copy, shift->move->n_bytes };
	shift->copy = NULL;
	return 0;
}

int
trim(struct shift *shift, struct move_copy *ret)
{
	const struct object *object = &shift->object;

	if (object->head.e_shentsize != sizeof(Elf64_Shdr) ||
	    !is_within(shift, object->head.e_shoff,
	        object->n_sections * sizeof(Elf64_Shdr)))
		return shift_refuse_file(shift, "no table of sections");
	return shift->move->is_whole ? keep_whole(shift, ret)
	                             : trim_to_loaded(shift, ret);
}
