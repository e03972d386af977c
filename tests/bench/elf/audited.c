/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints what the audit counts and lists of an arm's file: audited FILE.
 * Addresses are left out, since they differ between copies.  Exit status: 0, or
 * 1 with the reason on standard error.
 */
#include "bench/audit/trace/state.h"

#include <dlfcn.h>
#include <stdio.h>

static void
print_trace(
    const struct arm_op *op, const char *state, const struct trace *trace)
{
	printf("%s/%s:", op->name, state);
	for (enum count c = 0; c < N_COUNTS; c++)
		printf(" %llu", (unsigned long long)trace->counts.n[c]);
	printf("\n");
	for (size_t i = 0; i < trace->listing.n; i++)
		printf("\t%s%s\n", trace->listing.lines[i].text,
		    trace->listing.lines[i].tail);
}

static int
print_op(struct state_arm *states, const struct arm_op *op,
    struct decoder *decoder, struct reason *why)
{
	const struct state *s;

	for (unsigned i = 0; (s = state_of(states->arm, op, i)) != NULL; i++) {
		struct trace trace;
		const int err = state_trace(s, states, decoder, &trace, why);

		if (err < 0)
			return err;
		print_trace(op, state_name(s), &trace);
		trace_fini(&trace);
	}
	return 0;
}

static int
print_arm(const struct object *object, const struct arm *arm,
    struct decoder *decoder, struct reason *why)
{
	struct state_arm states = { .arm = arm, .object = object };
	int err = 0;

	for (unsigned i = 0; i < arm->ops->n && err == 0; i++)
		err = print_op(&states, &arm->ops->list[i], decoder, why);
	state_fini(&states);
	return err;
}

static int
print_file(const char *path, struct reason *why)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	const struct arm *arm =
	    handle == NULL ? NULL : dlsym(handle, ARM_SYMBOL);
	struct decoder *decoder;
	struct object object;
	int err;

	if (arm == NULL)
		return reason_set(why, -1, "%s", dlerror());
	err = object_open(path, &object, why);
	if (err < 0)
		return err;
	err = decode_open(object.machine, &decoder, why);
	if (err == 0) {
		err = print_arm(&object, arm, decoder, why);
		decode_close(decoder);
	}
	object_close(&object);
	return err;
}

int
main(int argc, char *argv[])
{
	struct reason why = { "" };

	if (argc != 2 || print_file(argv[1], &why) < 0) {
		fprintf(stderr, "audited FILE: %s\n", why.text);
		return 1;
	}
	return 0;
}
