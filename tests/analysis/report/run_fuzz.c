/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads a run.json that may be none, and asks what a report asks of it. */
#include "analysis/report/run.h"

#include <stdlib.h>
#include <string.h>

#include "tests/lib/fuzz.h"

/* Each text that is not NULL must be a string that can be read to its end. */
static size_t
read_text(const char *text)
{
	return text == NULL ? 0 : strlen(text);
}

static size_t
read_texts(const struct run *run)
{
	return read_text(run->run_id) + read_text(run->host) +
	    read_text(run->cpu_model) + read_text(run->cpu_id) +
	    read_text(run->kernel) + read_text(run->libc) +
	    read_text(run->commit) + read_text(run->compiler) +
	    read_text(run->flags) + read_text(run->unfit_name) +
	    read_text(run->unfit_advice);
}

static void
ask_environment(const struct run *run)
{
	const char *name;

	for (size_t i = 0; (name = run_thing(run, i)) != NULL; i++) {
		int cpu = -2;

		read_text(run_value(run, name, &cpu));
		if (cpu == -2)
			abort();
	}
}

static void
ask_plan(const struct planned *planned)
{
	for (size_t i = 0; i < planned->n; i++) {
		const struct planned_row *row = &planned->rows[i];
		const char *arm;

		if (row->name == NULL)
			abort();
		read_text(row->name);
		read_text(row->skipped);
		for (size_t j = 0; (arm = planned_arm(row, j)) != NULL; j++)
			read_text(arm);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	struct run run;
	struct reason why = { 0 };
	const int err = run_read(fuzz_file(data, n_bytes), &run, &why);

	fuzz_result(err, &why);
	if (err < 0)
		return 0;
	if (read_texts(&run) > n_bytes * 11)
		abort();
	ask_environment(&run);
	ask_plan(&run.planned);
	run_fini(&run);
	return 0;
}
