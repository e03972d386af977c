/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/run/code.h"

#include "base/formats/words.h"
#include "bench/audit/decode/diff.h"

#include <errno.h>
#include <string.h>

const char *
code_fast_path_name(enum code_fast_path fast_path)
{
	return words_fast_path.words[fast_path].text;
}

static int
list_function(const struct object *object, const char *name,
    struct decoder *decoder, struct listing *ret, struct reason *why)
{
	const Elf64_Sym *symbol = object_symbol(object, name);

	if (symbol == NULL)
		return reason_set(
		    why, -ENOEXEC, "there is no function %s", name);
	return listing_of(object, symbol, decoder, ret, why);
}

static enum code_fast_path
compare_fast_paths(const struct listing *a, const struct listing *b)
{
	bool is_inlined = false;

	if (a->n != b->n)
		return CODE_DIFFERS;
	for (size_t i = 0; i < a->n; i++) {
		if (!listing_is_same(&a->lines[i], &b->lines[i]))
			return CODE_DIFFERS;
		is_inlined |=
		    a->lines[i].is_conditional || a->lines[i].n_atomics > 0;
	}
	return is_inlined ? CODE_SAME : CODE_OUTLINE;
}

static int
print_diff(FILE *evidence, const char *what, const struct listing *without,
    const struct listing *with, struct reason *why)
{
	struct diff diff;

	if (diff_make(without, with, &diff) < 0)
		return reason_set(why, -ENOMEM, "out of memory");
	fprintf(evidence, "  %s:\n", what);
	diff_print(evidence, &diff);
	diff_fini(&diff);
	return 0;
}

/* The function that a line calls, or NULL. */
static const Elf64_Sym *
called_by(const struct object *object, const struct listing_line *line)
{
	return line->is_call ? object_symbol_at(object, line->named) : NULL;
}

static uint64_t
called_bytes(const struct object *object, const struct listing *listing)
{
	uint64_t n = 0;

	for (size_t i = 0; i < listing->n; i++) {
		const Elf64_Sym *f = called_by(object, &listing->lines[i]);

		n += f == NULL ? 0 : f->st_size;
	}
	return n;
}

/* Shows a function that both have; there is nothing to compare with one. */
static int
compare_called(const struct object *objects[2], const char *name,
    struct decoder *decoder, FILE *evidence, struct reason *why)
{
	struct listing listings[2] = { { 0 }, { 0 } };
	int err = 0;

	if (object_symbol(objects[0], name) == NULL)
		return 0;
	for (unsigned i = 0; i < 2 && err == 0; i++)
		err =
		    list_function(objects[i], name, decoder, &listings[i], why);
	if (err == 0)
		err =
		    print_diff(evidence, name, &listings[0], &listings[1], why);
	listing_fini(&listings[0]);
	listing_fini(&listings[1]);
	return err;
}

int
code_compare(const struct object *without, const struct object *with,
    const char *op, struct decoder *decoder, FILE *evidence, struct code *ret,
    struct reason *why)
{
	const struct object *objects[2] = { without, with };
	struct listing fast[2] = { { 0 }, { 0 } };
	struct code code = { 0 };
	char name[64];
	int err = 0;

	snprintf(name, sizeof(name), "op_%s", op);
	for (unsigned i = 0; i < 2 && err == 0; i++) {
		err = list_function(objects[i], name, decoder, &fast[i], why);
		if (err < 0)
			break;
		code.fast_bytes[i] = object_symbol(objects[i], name)->st_size;
		code.hard_bytes[i] = called_bytes(objects[i], &fast[i]);
	}
	if (err == 0) {
		code.fast_path = compare_fast_paths(&fast[0], &fast[1]);
		err = print_diff(evidence, name, &fast[0], &fast[1], why);
	}
	for (size_t i = 0; i < fast[1].n && err == 0; i++) {
		const Elf64_Sym *f = called_by(with, &fast[1].lines[i]);

		if (f != NULL)
			err =
			    compare_called(objects, object_symbol_name(with, f),
			        decoder, evidence, why);
	}
	listing_fini(&fast[0]);
	listing_fini(&fast[1]);
	if (err == 0)
		*ret = code;
	return err;
}
