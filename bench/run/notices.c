/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/notices.h"

#include "base/clock.h"
#include "base/text.h"
#include "bench/arm/provenance.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
notices_list_rows(const struct plan *plan)
{
	printf("rows (lock/case/threads/placement; * runs by default):\n");
	for (unsigned i = 0; i < plan->n_rows; i++) {
		const struct plan_row *row = &plan->rows[i];

		printf("%c %-34s %s\n", row->is_default ? '*' : ' ', row->name,
		    row->skipped.text[0] == '\0' ? row->kind->what
		                                 : row->skipped.text);
	}
}

/* What an arm is for, in a line with what it says of itself. */
static void
print_meaning(const struct catalog_arm *arm)
{
	static const char *const ROLES[] = {
		[ARM_ROLE_BASE] = "the baseline",
		[ARM_ROLE_NULL] = "a second copy of the baseline",
		[ARM_ROLE_CAND] = "candidate",
		[ARM_ROLE_PLANTED] = "the baseline with a known slowdown",
		[ARM_ROLE_COUNT] = "the baseline, counting hard paths",
		[ARM_ROLE_REF] = "to compare with",
	};

	printf("%s: %s", ROLES[arm->role], arm->what);
	if (arm->means[0] != '\0')
		printf("; by %s", arm->means);
}

void
notices_list_arms(const struct catalog *catalog)
{
	printf("\narms (lock-check-place):\n");
	for (unsigned i = 0; i < catalog->n_arms; i++) {
		const struct catalog_arm *arm = &catalog->arms[i];

		printf("  %-24s ", arm->name);
		print_meaning(arm);
		putchar('\n');
	}
}

void
notices_skipped(const struct plan *plan)
{
	for (unsigned i = 0; i < plan->n_rows; i++) {
		const char *why = plan->rows[i].skipped.text;
		bool is_told = why[0] == '\0';

		for (unsigned j = 0; j < i; j++)
			is_told |= strcmp(plan->rows[j].skipped.text, why) == 0;
		if (is_told)
			continue;
		fprintf(stderr, "skipped, since %s:", why);
		for (unsigned j = i; j < plan->n_rows; j++)
			if (strcmp(plan->rows[j].skipped.text, why) == 0)
				fprintf(stderr, " %s", plan->rows[j].name);
		fputc('\n', stderr);
	}
}

void
notices_unknown(const struct catalog *catalog)
{
	const char *first = NULL;
	const unsigned n = provenance_count_unknown(catalog, &first);

	if (n > 0)
		fprintf(stderr,
		    "warning: what compiled %s%s is unknown: if it was another "
		    "compiler, or other flags, that is measured with the "
		    "lock: build again\n",
		    first, n > 1 ? " and others" : "");
}

static void
warn_of_finding(const struct environment_finding *f)
{
	if (f->status == ENVIRONMENT_OK)
		return;
	fprintf(stderr, "%s: %s = %s", environment_status_name(f->status),
	    f->name, f->value);
	if (f->cpu >= 0)
		fprintf(stderr, " (CPU %d)", f->cpu);
	fprintf(stderr, ": %s\n", f->advice);
}

void
notices_findings(const struct environment *environment)
{
	for (unsigned i = 0; i < environment->n; i++)
		warn_of_finding(&environment->findings[i]);
}

void
notices_again(struct environment *environment)
{
	unsigned i = environment->n;

	for (environment_look_again(environment); i < environment->n; i++)
		warn_of_finding(&environment->findings[i]);
}

void
notices_uncounted(const struct manifest *m)
{
	for (unsigned i = 0; i < m->n_events; i++) {
		const struct counters_event *e = &m->events[i];

		if (e->status == COUNTERS_OK ||
		    (i > 0 &&
		        strcmp(e->why.text, m->events[i - 1].why.text) == 0))
			continue;
		fprintf(stderr, "no counter %s", e->name);
		for (unsigned j = i + 1; j < m->n_events &&
		     strcmp(e->why.text, m->events[j].why.text) == 0;
		     j++)
			fprintf(stderr, ", %s", m->events[j].name);
		fprintf(stderr,
		    ": %s: %s; switches, faults and CPU time are counted all "
		    "the same\n",
		    counters_status_name(e->status), e->why.text);
	}
}

static void
warn_of_statuses(const char *name, const struct tally_event *tally)
{
	const uint64_t n_all = tally_count_readings(tally);

	for (unsigned i = 0; i < COUNTERS_N_STATUSES; i++)
		if (i != COUNTERS_OK && tally->n_readings[i] > 0)
			fprintf(stderr,
			    "counter %s: %s in %" PRIu64 " of %" PRIu64
			    " readings: %s\n",
			    name, counters_status_name((enum counters_status)i),
			    tally->n_readings[i], n_all, tally->whys[i].text);
}

void
notices_miscounted(const struct manifest *m)
{
	const struct tally_event *tally = m->tally->events;

	for (unsigned i = 0; i < m->n_events; i++) {
		const struct counters_event *e = &m->events[i];

		if (e->status != COUNTERS_OK)
			continue;
		warn_of_statuses(e->name, tally);
		if (tally_is_constant_zero(tally))
			fprintf(stderr,
			    "counter %s: constant zero, not believed: 0 in "
			    "all of %" PRIu64 " passes; either these rows have "
			    "none, since one thread moves no line, or nothing "
			    "counts it here, such as in an emulator\n",
			    e->name, tally->ops);
		tally++;
	}
}

void
notices_lost(const char *row, unsigned unit, const struct reason *why)
{
	fprintf(
	    stderr, "slowpath: lost unit %u of %s: %s\n", unit, row, why->text);
}

void
notices_note(const char *row, const struct reason *what)
{
	fprintf(stderr, "slowpath: %s: %s\n", row, what->text);
}

void
notices_late(unsigned n_units)
{
	if (n_units > 0)
		fprintf(stderr,
		    "slowpath: the time is over: %u unit%s could not be "
		    "measured; what was measured before is kept\n",
		    n_units, text_plural(n_units));
}

/* Ten times a second is enough for an eye. */
#define REDRAW_NS 100000000u

/* Whether a variable is set to something, as https://no-color.org has it. */
static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0';
}

/* Drawing takes escape sequences, which not all want or know. */
static bool
is_wanted(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !is_set("NO_COLOR") && term != NULL &&
	    strcmp(term, "dumb") != 0 && *term != '\0';
}

void
progress_start(struct progress *progress, uint64_t planned)
{
	*progress = (struct progress){
		.is_shown = is_wanted(),
		.planned = planned,
		.from_ns = clock_now_ns(),
	};
}

void
progress_add(struct progress *progress, uint64_t work, const char *row,
    unsigned unit, unsigned n_units)
{
	const uint64_t now = clock_now_ns();
	double share;
	double left_s;

	progress->done += work;
	if (!progress->is_shown || now - progress->shown_ns < REDRAW_NS)
		return;
	progress->shown_ns = now;
	share = (double)progress->done / (double)progress->planned;
	left_s = (double)(now - progress->from_ns) * 1e-9 * (1 - share) / share;
	fprintf(stderr, "\r\033[K%3.0f %%  %s  unit %u of %u  %.0f s left",
	    100 * share, row, unit + 1, n_units, left_s);
}

void
progress_clear(struct progress *progress)
{
	if (progress->is_shown)
		fprintf(stderr, "\r\033[K");
}
