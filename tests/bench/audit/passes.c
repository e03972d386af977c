/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs N passes of an arm's case, or counts their instructions as the audit
 * does, one line for each N: passes run|count ARM CASE N...  A witness that
 * counts in another way uses `run`.
 */
#include "bench/arm/catalog.h"
#include "bench/audit/trace/tracee.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
	struct arm_site site;
	_Alignas(128) unsigned char threads[2][ARM_THREAD_BYTES];
} memory;

static const struct arm_case *
find_case(const struct arm *arm, const char *name)
{
	for (unsigned i = 0; i < arm->n_cases; i++)
		if (strcmp(arm->cases[i]->name, name) == 0)
			return arm->cases[i];
	return NULL;
}

static void
run(const struct arm *arm, const struct arm_case *of, uint64_t n)
{
	struct thread *td = (struct thread *)memory.threads[0];
	struct thread *other = (struct thread *)memory.threads[1];

	arm->lock_init(memory.site.lock);
	arm->thread_init(other);
	arm->thread_init(td);
	if (of->begin != NULL)
		of->begin(memory.site.lock, td, other);
	of->run(memory.site.lock, td, n);
}

static int
count_passes(const struct arm *arm, const struct object *object,
    const struct arm_case *of, uint64_t n, struct reason *why)
{
	struct decoder *decoder;
	struct tracee *tracee;
	struct trace trace = { 0 };
	int err = decode_open(object->machine, &decoder, why);

	if (err < 0)
		return err;
	err = tracee_start(arm, object, ACTOR_ME, &tracee, why);
	if (err == 0) {
		err = tracee_step_passes(tracee, of, n, decoder, &trace, why);
		tracee_stop(tracee);
	}
	decode_close(decoder);
	if (err == 0)
		printf("%llu\n",
		    (unsigned long long)trace.counts.n[COUNT_INSTRUCTIONS]);
	trace_fini(&trace);
	return err;
}

static int
count(const char *path, const struct arm *arm, const struct arm_case *of,
    char *const n_passes[])
{
	struct reason why = { "" };
	struct object object;
	int err = object_open(path, &object, &why);

	for (; err == 0 && *n_passes != NULL; n_passes++)
		err = count_passes(
		    arm, &object, of, strtoull(*n_passes, NULL, 10), &why);
	if (err < 0)
		fprintf(stderr, "passes: %s\n", why.text);
	return err == 0 ? 0 : 1;
}

int
main(int argc, char *argv[])
{
	const struct loader_order order = { .path = argv[2], .name = "arm" };
	struct reason why = { "" };
	struct catalog_loaded loaded;
	const struct arm_case *of;

	if (argc < 5 || catalog_load(&order, &loaded, &why) < 0 ||
	    (of = find_case(loaded.arm, argv[3])) == NULL) {
		fprintf(
		    stderr, "passes run|count ARM CASE N...: %s\n", why.text);
		return 2;
	}
	if (strcmp(argv[1], "count") == 0)
		return count(argv[2], loaded.arm, of, &argv[4]);
	run(loaded.arm, of, strtoull(argv[4], NULL, 10));
	return 0;
}
