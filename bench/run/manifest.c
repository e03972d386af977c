/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/manifest.h"

#include "base/atomic_file.h"
#include "base/process.h"
#include "base/run_json.h"
#include "bench/run/manifest_platform.h"
#include "bench/run/version.h"

#include <errno.h>
#include <gnu/libc-version.h>
#include <inttypes.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#define NAME "run.json"

/* json_pack() returns NULL when memory is short, and so do its callers: a NULL
 * inside makes the whole NULL. */

static json_t *
pack_tally(const struct tally_event *tally)
{
	json_t *readings = json_object();

	for (unsigned i = 0; i < COUNTERS_N_STATUSES; i++)
		if (tally->n_readings[i] > 0)
			json_object_set_new(readings,
			    counters_status_name((enum counters_status)i),
			    json_integer((json_int_t)tally->n_readings[i]));
	return readings;
}

/*
 * The code as perf_event_open(2) takes it, in hexadecimal: JSON has no unsigned
 * numbers.
 */
static json_t *
pack_code(const struct perf_code *code)
{
	char texts[3][24];

	for (unsigned i = 0; i < 3; i++)
		snprintf(
		    texts[i], sizeof(texts[i]), "0x%" PRIx64, code->config[i]);
	return json_pack("{s:I, s:s, s:s, s:s}", "type", (json_int_t)code->type,
	    "config", texts[0], "config1", texts[1], "config2", texts[2]);
}

static json_t *
pack_events(const struct manifest *m)
{
	const struct tally_event *tally =
	    m->tally == NULL ? NULL : m->tally->events;
	json_t *list = json_array();

	for (unsigned i = 0; i < m->n_events; i++) {
		const struct counters_event *e = &m->events[i];
		json_t *event = json_pack("{s:s, s:s, s:s, s:s}", "name",
		    e->name, "resolved", e->resolved, "status",
		    counters_status_name(e->status), "reason", e->why.text);

		if (e->resolved[0] != '\0')
			json_object_set_new(
			    event, "encoding", pack_code(&e->code));
		if (tally != NULL && e->status == COUNTERS_OK) {
			json_object_set_new(
			    event, "readings", pack_tally(tally));
			json_object_set_new(event, "constant_zero",
			    json_boolean(tally_is_constant_zero(tally)));
			tally++;
		}
		json_array_append_new(list, event);
	}
	return list;
}

static json_t *
pack_row(const struct plan_row *row)
{
	const char *means = row->arms[0]->means;
	const bool is_skipped = row->skipped.text[0] != '\0';
	const char *kind = row->is_one_sided ? "missing" : "environment";
	const char *skipped_kind = is_skipped ? kind : NULL;
	json_t *arms = json_array();
	json_t *pads = json_array();

	for (unsigned i = 0; i < row->n_arms; i++)
		json_array_append_new(arms, json_string(row->arms[i]->name));
	for (unsigned i = 0; i < PLAN_OFFSETS; i++)
		json_array_append_new(pads, json_integer(plan_offsets[i]));
	return json_pack("{s:s, s:I, s:i, s:i, s:o, s:o, s:s*, s:s*, s:s*}",
	    "name", row->name, "slice_ns", (json_int_t)row->slice_ns, "crit_ns",
	    row->crit_ns, "par_ns", row->par_ns, "arms", arms, "pads", pads,
	    "skipped", is_skipped ? row->skipped.text : NULL, "skipped_kind",
	    skipped_kind, "means", means[0] == '\0' ? NULL : means);
}

static json_t *
pack_plan(const struct manifest *m)
{
	json_t *rows = json_array();

	/* A row that the filter left out was never to be measured. */
	for (unsigned i = 0; i < m->plan->n_rows; i++)
		if (!m->plan->rows[i].is_left_out)
			json_array_append_new(
			    rows, pack_row(&m->plan->rows[i]));
	return json_pack("{s:i, s:i, s:i, s:o}", "units", m->options->n_units,
	    "blocks", m->options->n_blocks, "count_blocks",
	    m->options->n_count_blocks, "rows", rows);
}

static json_t *
pack_command(const struct manifest *m)
{
	json_t *list = json_array();

	for (int i = 0; i < m->argc; i++)
		json_array_append_new(list, json_string(m->argv[i]));
	return list;
}

/* The commit that was built; null if it is not known. */
static json_t *
pack_commit(void)
{
	if (strcmp(VERSION_COMMIT, "unknown") == 0)
		return json_null();
	return json_stringn(VERSION_COMMIT, strcspn(VERSION_COMMIT, "-"));
}

/* Whether what was built differs from that commit (commit.sh). */
static json_t *
pack_dirty(void)
{
	if (strcmp(VERSION_COMMIT, "unknown") == 0)
		return json_null();
	return json_boolean(strchr(VERSION_COMMIT, '-') != NULL);
}

/* The variables of the caller that units keep; null where one is not set. */
static json_t *
pack_variables(void)
{
	json_t *root = json_object();

	for (unsigned i = 0; process_kept_variables[i] != NULL; i++) {
		const char *value = getenv(process_kept_variables[i]);

		json_object_set_new(root, process_kept_variables[i],
		    value == NULL ? json_null() : json_string(value));
	}
	return root;
}

static json_t *
pack_run(const struct manifest *m)
{
	struct utsname host;
	char kernel[sizeof(host)];
	char utc[32];
	const time_t now = time(NULL);

	uname(&host);
	snprintf(kernel, sizeof(kernel), "%s %s %s", host.sysname, host.release,
	    host.machine);
	strftime(utc, sizeof(utc), "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
	return json_pack(
	    "{s:i, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:s,"
	    " s:o, s:o, s:I, s:o, s:{s:I, s:f}, s:o, s:o, s:o, s:i,"
	    " s:o, s:b}",
	    "schema", MANIFEST_SCHEMA, "run_id", m->options->run_id,
	    "written_utc", utc, "host", host.nodename, "kernel", kernel,
	    "machine",
	    manifest_platform_pack_machine(m->machine, &m->environment->scope),
	    "toolchain", manifest_platform_pack_toolchain(m->plan),
	    "toolchains", manifest_platform_pack_toolchains(m->plan), "libc",
	    gnu_get_libc_version(), "commit", pack_commit(), "dirty",
	    pack_dirty(), "seed", (json_int_t)m->options->seed, "command_line",
	    pack_command(m), "clock", "quantum_ns", (json_int_t)m->quantum_ns,
	    "cost_ns", m->clock_cost_ns, "environment",
	    manifest_platform_pack_findings(m->environment), "events",
	    pack_events(m), "plan", pack_plan(m), "units_lost", m->n_units_lost,
	    "variables", pack_variables(), "complete", m->is_complete);
}

/* The names of the rows that a run goes on with. */
static json_t *
pack_names(const struct plan *plan)
{
	json_t *names = json_array();

	for (unsigned i = 0; i < plan->n_rows; i++)
		if (plan->rows[i].skipped.text[0] == '\0' &&
		    !plan->rows[i].is_left_out)
			json_array_append_new(
			    names, json_string(plan->rows[i].name));
	return names;
}

/*
 * Packs run.json of a resumed run: adds this part under the number of units
 * before it; all else stays as it began.
 */
static json_t *
pack_resumed(const struct manifest *m, struct reason *why)
{
	json_error_t error;
	json_t *root;
	json_t *resumed;
	char before[16];
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/" NAME, m->options->out);
	root = json_load_file(path, 0, &error);
	if (root == NULL) {
		reason_set(why, -EINVAL, "cannot go on with %s: line %d: %s",
		    path, error.line, error.text);
		return NULL;
	}
	resumed = json_object_get(root, "resumed");
	if (resumed == NULL) {
		resumed = json_object();
		json_object_set_new(root, "resumed", resumed);
	}
	snprintf(before, sizeof(before), "%u", m->options->n_units_done);
	json_object_set_new(resumed, before,
	    json_pack("{s:i, s:o, s:I, s:o, s:o, s:i}", "units",
	        m->options->n_units, "rows", pack_names(m->plan), "seed",
	        (json_int_t)m->options->seed, "command_line", pack_command(m),
	        "environment", manifest_platform_pack_findings(m->environment),
	        "units_lost", m->n_units_lost));
	json_object_set_new(root, "complete",
	    json_boolean(m->is_complete && run_json_count_lost(root) == 0));
	return root;
}

static int
write_json(const char *folder, const json_t *root, struct reason *why)
{
	struct atomic_file atomic = { 0 };
	int err = -ENOMEM;

	if (atomic_file_open(&atomic) &&
	    json_dumpf(root, atomic.file, JSON_INDENT(2)) == 0) {
		fputc('\n', atomic.file);
		err = atomic_file_write(&atomic, folder, NAME, why);
	}
	atomic_file_close(&atomic);
	return err;
}

int
manifest_write(const struct manifest *manifest, struct reason *why)
{
	json_t *root = manifest->options->n_units_done > 0
	    ? pack_resumed(manifest, why)
	    : pack_run(manifest);
	int err;

	if (root == NULL)
		return why->text[0] == '\0' ? -ENOMEM : -EINVAL;
	err = write_json(manifest->options->out, root, why);
	json_decref(root);
	return err;
}
