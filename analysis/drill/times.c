/* SPDX-License-Identifier: BSD-2-Clause */
/* times: see times.h. */
#include "analysis/drill/times.h"

#include <math.h>

#include "analysis/stats/stats.h"
#include "base/csv/field.h"

#define ALPHA 0.05

static const struct {
	const char *name;
	uint64_t most_threads;
} BANDS[STOPS_N_BANDS] = {
	{ "2", 2 },
	{ "3-4", 4 },
	{ "5-8", 8 },
	{ "9-16", 16 },
	{ "17-32", 32 },
	{ "33-64", 64 },
	{ "more", UINT64_MAX },
	{ "together", UINT64_MAX },
};

const char *
stops_band_name(size_t band)
{
	return BANDS[band].name;
}

double
stops_ratio(const struct panic *panic)
{
	if (!panic_has(panic, PANIC_STOP_NS) ||
	    !panic_has(panic, PANIC_SIGNAL_NS))
		return NAN;
	return (double)panic->fields[PANIC_STOP_NS].count /
	    (double)panic->fields[PANIC_SIGNAL_NS].count;
}

static int
add_each(struct series *each, const struct panic *panic)
{
	const char *times = panic->fields[PANIC_STOP_CPU_NS].text;
	struct csv_item item;
	uint64_t ns;
	int rc = 0;

	while (rc == 0 && csv_list_next(&times, &item)) {
		if (csv_item_parse_count(&item, &ns))
			rc = series_add(each, (double)ns);
	}
	return rc;
}

int
stops_add(struct stops *s, const struct panic *panic)
{
	const struct csv_field *fields = panic->fields;
	const double ratio = stops_ratio(panic);
	size_t band = 0;

	/* With one thread there is no CPU to stop. */
	if (panic->mode == MODE_OFF || fields[PANIC_THREADS].count == 1)
		return 0;
	while (fields[PANIC_THREADS].count > BANDS[band].most_threads)
		band++;

	struct stop_times *times = &s->times[band];
	int rc = add_each(&times->each, panic);
	if (rc == 0 && panic_has(panic, PANIC_STOP_NS))
		rc = series_add(
		    &times->all, (double)fields[PANIC_STOP_NS].count);
	if (rc == 0 && panic_has(panic, PANIC_SIGNAL_NS))
		rc = series_add(
		    &times->signal, (double)fields[PANIC_SIGNAL_NS].count);
	if (rc == 0 && !isnan(ratio))
		rc = series_add(&times->ratio, ratio);
	return rc;
}

static struct stop
make_band(struct stop_times *times)
{
	struct stop stop = {
		.each = spread_make(&times->each),
		.all = spread_make(&times->all),
		.signal = spread_make(&times->signal),
		.ratio = spread_make(&times->ratio),
	};

	stop.ratio_lower = stats_sign_lower(&times->ratio, ALPHA);
	stop.ratio_upper = stats_sign_upper(&times->ratio, ALPHA);
	return stop;
}

/*
 * Appends all values of `from` to `to` and frees `from`, so that no time is
 * kept twice for long.
 */
static int
move_values(struct series *from, struct series *to)
{
	int rc = 0;

	for (size_t i = 0; i < from->n && rc == 0; i++)
		rc = series_add(to, from->values[i]);
	series_fini(from);
	return rc;
}

int
stops_end(struct stops *s)
{
	struct stop_times *all = &s->times[STOPS_TOGETHER];
	int rc = 0;

	for (size_t i = 0; i < STOPS_TOGETHER && rc == 0; i++) {
		struct stop_times *times = &s->times[i];

		s->bands[i] = make_band(times);
		rc = move_values(&times->each, &all->each);
		if (rc == 0)
			rc = move_values(&times->all, &all->all);
		if (rc == 0)
			rc = move_values(&times->signal, &all->signal);
		if (rc == 0)
			rc = move_values(&times->ratio, &all->ratio);
	}
	if (rc == 0)
		s->bands[STOPS_TOGETHER] = make_band(all);
	stops_fini(s);
	return rc;
}

void
stops_fini(struct stops *s)
{
	for (size_t i = 0; i < STOPS_N_BANDS; i++) {
		series_fini(&s->times[i].each);
		series_fini(&s->times[i].all);
		series_fini(&s->times[i].signal);
		series_fini(&s->times[i].ratio);
	}
}

static const struct {
	const char *name;
	enum panic_column column;
} PHASES[N_PHASES] = {
	[PHASE_START] = { "start", PANIC_START_NS },
	[PHASE_MOMENT] = { "moment", PANIC_MOMENT_NS },
	[PHASE_FLOOR] = { "floor", PANIC_FLOOR_NS },
	[PHASE_PANIC] = { "panic", PANIC_PANIC_NS },
	[PHASE_END] = { "end", PANIC_END_NS },
	[PHASE_ALL] = { "all", PANIC_WALL_NS },
};

const char *
phases_name(enum drill_phase phase)
{
	return PHASES[phase].name;
}

void
phases_add(struct drill_phases *w, const struct panic *panic)
{
	for (size_t i = 0; i < N_PHASES; i++) {
		if (!panic_has(panic, PHASES[i].column))
			continue;
		w->n[panic->mode][i]++;
		w->sum_ns[panic->mode][i] +=
		    (double)panic->fields[PHASES[i].column].count;
	}
}

double
phases_mean(
    const struct drill_phases *w, enum mode mode, enum drill_phase phase)
{
	return w->n[mode][phase] > 0
	    ? w->sum_ns[mode][phase] / (double)w->n[mode][phase]
	    : NAN;
}
