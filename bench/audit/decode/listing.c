/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode/listing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void
listing_name(
    const struct object *object, uint64_t address, char *ret, size_t size)
{
	const Elf64_Sym *symbol = object_symbol_at(object, address);
	const Elf64_Shdr *section;

	if (symbol != NULL) {
		const uint64_t distance = address - symbol->st_value;
		const char *name = object_symbol_name(object, symbol);

		if (distance == 0)
			snprintf(ret, size, "%s", name);
		else
			snprintf(ret, size, "%s+%#llx", name,
			    (unsigned long long)distance);
		return;
	}
	/*
	 * The linker decides how far into a section without symbols a target
	 * is.
	 */
	section = object_section_at(object, address);
	snprintf(ret, size, "%s",
	    section == NULL ? "elsewhere"
	                    : object_section_name(object, section));
}

/* True if both addresses are of one function. */
static bool
is_within(const struct object *object, uint64_t address, uint64_t target)
{
	const Elf64_Sym *from = object_symbol_at(object, address);

	return from != NULL && object_symbol_at(object, target) == from;
}

/* Writes the operands with the address in them replaced by a name. */
static void
write_operands(const struct insn *insn, const char *name, char *ret, size_t n)
{
	const char *rip = strstr(insn->operands, "[rip");
	const char *end = rip == NULL ? NULL : strchr(rip, ']');

	if (insn->has_target) {
		/* arm64 tests a register first. */
		const char *comma = strrchr(insn->operands, ',');
		const int kept =
		    comma == NULL ? 0 : (int)(comma - insn->operands) + 2;

		snprintf(ret, n, "%.*s%s", kept, insn->operands, name);
	} else if (end != NULL) {
		snprintf(ret, n, "%.*s[%s%s", (int)(rip - insn->operands),
		    insn->operands, name, end);
	} else {
		snprintf(ret, n, "%.*s%s", (int)strcspn(insn->operands, "#["),
		    insn->operands, name);
	}
}

static void
write_text(const struct listing_from *from, const struct insn *insn,
    struct listing_line *line)
{
	char name[64] = "";
	char operands[112];
	const uint64_t named = insn->named - from->base;

	snprintf(operands, sizeof(operands), "%s", insn->operands);
	if (insn->has_target && !insn->is_call &&
	    is_within(from->object, line->address, named)) {
		write_operands(insn, "", operands, sizeof(operands));
		snprintf(line->tail, sizeof(line->tail), "%+lld",
		    (long long)(named - line->address));
	} else if (insn->has_target || insn->has_data) {
		if (insn->is_page)
			snprintf(name, sizeof(name), "page");
		else
			listing_name(from->object, named, name, sizeof(name));
		write_operands(insn, name, operands, sizeof(operands));
		line->is_named = true;
	}
	snprintf(line->text, sizeof(line->text), "%s%s%s", insn->mnemonic,
	    operands[0] == '\0' ? "" : " ", operands);
}

static bool
grow(struct listing *listing)
{
	const size_t n = listing->n_room == 0 ? 64 : 2 * listing->n_room;
	struct listing_line *lines =
	    reallocarray(listing->lines, n, sizeof(*lines));

	if (lines == NULL)
		return false;
	listing->lines = lines;
	listing->n_room = n;
	return true;
}

struct listing_line *
listing_add(struct listing *listing, const struct listing_from *from,
    const struct insn *insn)
{
	struct listing_line *line;

	if (listing->n == listing->n_room && !grow(listing))
		return NULL;
	line = &listing->lines[listing->n++];
	*line = (struct listing_line){
		.address = insn->address - from->base,
		.n_bytes = insn->n_bytes,
		.is_conditional = insn->is_conditional,
		.is_call = insn->is_call && insn->has_target,
		.n_atomics = insn->is_atomic,
	};
	if (insn->has_target || insn->has_data)
		line->named = insn->named - from->base;
	memcpy(line->bytes, insn->bytes, sizeof(line->bytes));
	for (unsigned i = 0; i < insn->n_accesses; i++) {
		line->n_loads += insn->accesses[i].is_read;
		line->n_stores += insn->accesses[i].is_written;
	}
	write_text(from, insn, line);
	return line;
}

int
listing_of(const struct object *object, const Elf64_Sym *function,
    struct decoder *decoder, struct listing *ret, struct reason *why)
{
	const struct listing_from from = { object, 0 };
	const char *name = object_symbol_name(object, function);
	const unsigned char *bytes =
	    object_bytes_at(object, function->st_value, function->st_size);
	struct listing listing = { 0 };
	struct insn insn;
	uint64_t i = 0;

	if (bytes == NULL)
		return reason_set(why, -ENOEXEC,
		    "the function %s is not within its section", name);
	for (; i < function->st_size; i += insn.n_bytes) {
		if (!decode(decoder, bytes + i, function->st_size - i,
		        function->st_value + i, NULL, &insn)) {
			listing_fini(&listing);
			return reason_set(why, -ENOEXEC,
			    "%s+%#llx is no instruction", name,
			    (unsigned long long)i);
		}
		if (listing_add(&listing, &from, &insn) == NULL) {
			listing_fini(&listing);
			return reason_set(why, -ENOMEM, "out of memory");
		}
	}
	*ret = listing;
	return 0;
}

void
listing_fini(struct listing *listing)
{
	free(listing->lines);
	*listing = (struct listing){ 0 };
}

bool
listing_is_same(const struct listing_line *a, const struct listing_line *b)
{
	return a->n_bytes == b->n_bytes && strcmp(a->text, b->text) == 0 &&
	    (a->is_named || memcmp(a->bytes, b->bytes, a->n_bytes) == 0);
}
