/* SPDX-License-Identifier: BSD-2-Clause */
/* drill: see drill.h; what people look at after a drill. */
#include "analysis/drill/drill.h"

#include <inttypes.h>

#include "analysis/drill/drill_csv.h"
#include "analysis/format/terminal.h"
#include "analysis/stats/stats.h"

/* Of the two-sided intervals of rates. */
#define ALPHA 0.05

#define NS_PER_US 1000
#define NS_PER_MS 1e6
#define NS_PER_S  1e9

static void
print_spread(
    FILE *out, const struct spread *spread, int n_decimals, double unit)
{
	terminal_print_number(out, 9, n_decimals, spread->median / unit);
	terminal_print_number(out, 9, n_decimals, spread->p99 / unit);
	terminal_print_number(out, 9, n_decimals, spread->max / unit);
}

/* Prints a rate and its interval in per cent. */
static void
print_rate(FILE *out, size_t n_hits, size_t n)
{
	const struct stats_rate rate = stats_binomial(n_hits, n, ALPHA);

	terminal_print_number(out, 8, 3, 100 * rate.estimate);
	fputs(" [", out);
	terminal_print_number(out, 6, 3, 100 * rate.lower);
	fputs(",", out);
	terminal_print_number(out, 7, 3, 100 * rate.upper);
	fputs("]", out);
}

static size_t
count_moment(const struct drill_group *group, enum moment moment)
{
	size_t n = 0;

	for (size_t i = 0; i < N_OUTCOMES; i++)
		n += group->outcomes[moment][i];
	return n;
}

static void
print_moments(FILE *out, const struct drill_group *group)
{
	fprintf(out, "\n  %-10s %10s", "moment", "panics");
	for (size_t i = 0; i < N_OUTCOMES; i++)
		fprintf(out, " %10s", outcome_name((enum outcome)i));
	fputc('\n', out);
	for (size_t i = 0; i < N_MOMENTS; i++) {
		const size_t n = count_moment(group, (enum moment)i);

		if (n == 0)
			continue;
		fprintf(out, "  %-10s %10zu", moment_name((enum moment)i), n);
		for (size_t j = 0; j < N_OUTCOMES; j++)
			fprintf(out, " %10zu", group->outcomes[i][j]);
		fputc('\n', out);
	}
}

static void
print_group(FILE *out, const struct drill_group *group)
{
	fprintf(out,
	    "\nmode %s, check %s, sync %s: %zu panics, %.1f a second\n",
	    mode_name(group->mode), group->check, sync_name(group->sync),
	    group->n, (double)group->n * NS_PER_S / group->wall_ns);
	fprintf(out, "  %-10s %10s %8s  [95 %% interval]\n", "outcome",
	    "panics", "rate %");
	for (size_t i = 0; i < N_OUTCOMES; i++) {
		const size_t n = drill_count(group, (enum outcome)i);

		fprintf(out, "  %-10s %10zu", outcome_name((enum outcome)i), n);
		print_rate(out, n, group->n);
		fputc('\n', out);
	}
	print_moments(out, group);
}

static void
print_stops(FILE *out, const struct stops *stops)
{
	fprintf(out,
	    "\ntime to stop the other CPUs, in us, mode on\n"
	    "  %-8s  %29s  %29s\n  %-8s",
	    "", "each", "all", "threads");
	for (int i = 0; i < 2; i++)
		fprintf(out, " %9s %9s %9s", "median", "99 %", "most");
	fputc('\n', out);
	for (size_t i = 0; i < STOPS_N_BANDS; i++) {
		const struct stop *stop = &stops->bands[i];

		if (stop->each.n == 0 && stop->all.n == 0)
			continue;
		fprintf(out, "  %-8s", stops_band_name(i));
		print_spread(out, &stop->each, 1, NS_PER_US);
		print_spread(out, &stop->all, 1, NS_PER_US);
		fputc('\n', out);
	}
}

static void
print_ratios(FILE *out, const struct stops *stops)
{
	fprintf(out, "\n  %-8s %10s %14s %14s  [one-sided 95 %% bounds]\n",
	    "threads", "panics", "bare signal us", "all to signal");
	for (size_t i = 0; i < STOPS_N_BANDS; i++) {
		const struct stop *stop = &stops->bands[i];

		if (stop->signal.n == 0)
			continue;
		fprintf(out, "  %-8s %10zu", stops_band_name(i), stop->ratio.n);
		terminal_print_number(
		    out, 14, 1, stop->signal.median / NS_PER_US);
		terminal_print_number(out, 14, 3, stop->ratio.median);
		fputs("  [", out);
		terminal_print_number(out, 6, 3, stop->ratio_lower);
		fputs(",", out);
		terminal_print_number(out, 7, 3, stop->ratio_upper);
		fputs("]\n", out);
	}
}

static void
print_dumps(FILE *out, const struct drill *drill)
{
	fprintf(out, "\n%-4s %10s  %29s  %29s\n%-15s", "dump", "", "time in us",
	    "bytes", "  mode  dumps");
	for (int i = 0; i < 2; i++)
		fprintf(out, " %9s %9s %9s", "median", "99 %", "most");
	fputc('\n', out);
	for (size_t i = 0; i < N_MODES; i++) {
		const struct drill_dumps *dumps = &drill->dumps[i];

		if (dumps->ns.n == 0)
			continue;
		fprintf(
		    out, "  %-3s %9zu", mode_name((enum mode)i), dumps->ns.n);
		print_spread(out, &dumps->ns, 1, NS_PER_US);
		print_spread(out, &dumps->bytes, 0, 1);
		fputc('\n', out);
	}
}

static void
print_acquisitions(FILE *out, const struct acquisitions *acquisitions)
{
	fprintf(out, "\nlocks that dumps took %21s %21s\n  %-20s", "mode on",
	    "mode off", "lock");
	for (int i = 0; i < 2; i++)
		fprintf(out, " %10s %10s", "really", "faked");
	fputc('\n', out);
	for (size_t i = 0; i < acquisitions->n; i++) {
		const struct acquisition_count *count = &acquisitions->list[i];

		fprintf(out, "  %-20s %10zu %10zu %10zu %10zu\n", count->lock,
		    count->n_real[MODE_ON], count->n_faked[MODE_ON],
		    count->n_real[MODE_OFF], count->n_faked[MODE_OFF]);
	}
}

static size_t
count_block_files(const struct drill_group *group)
{
	size_t n = 0;

	for (size_t i = 0; i < N_BLOCK_FILES; i++)
		n += group->block_files[i];
	return n;
}

static void
print_block_file(FILE *out, const struct drill_group *group)
{
	const size_t n = count_block_files(group);

	if (n == 0)
		return;
	fprintf(out,
	    "\nblock file, mode %s, check %s, sync %s\n"
	    "  looked at %zu times; %zu of %zu dumps complete\n",
	    mode_name(group->mode), group->check, sync_name(group->sync), n,
	    drill_count(group, OUTCOME_COMPLETE), group->n);
	for (size_t i = 0; i < N_BLOCK_FILES; i++) {
		fprintf(out, "  %-10s %10zu",
		    block_file_name((enum block_file)i), group->block_files[i]);
		print_rate(out, group->block_files[i], n);
		fputc('\n', out);
	}
}

static void
print_phases(FILE *out, const struct drill_phases *phases)
{
	fprintf(out, "\n%-15s %10s", "panics", "a second");
	for (size_t i = 0; i < N_PHASES; i++)
		fprintf(out, " %8s", phases_name((enum drill_phase)i));
	fputs("  [mean in ms]\n", out);
	for (size_t i = 0; i < N_MODES; i++) {
		const enum mode mode = (enum mode)i;

		if (phases->n[i][PHASE_ALL] == 0)
			continue;
		fprintf(out, "  %-3s %9zu", mode_name(mode),
		    phases->n[i][PHASE_ALL]);
		terminal_print_number(out, 10, 1,
		    NS_PER_S / phases_mean(phases, mode, PHASE_ALL));
		for (size_t j = 0; j < N_PHASES; j++)
			terminal_print_number(out, 8, 2,
			    phases_mean(phases, mode, (enum drill_phase)j) /
			        NS_PER_MS);
		fputc('\n', out);
	}
}

static void
print_state(FILE *out, enum drill_promise_state state, bool is_coloured)
{
	static const char *const COLOURS[N_DRILL_PROMISE_STATES] = {
		[DRILL_PROMISE_HOLDS] = "\033[32m",
		[DRILL_PROMISE_BROKEN] = "\033[1;31m",
		[DRILL_PROMISE_NOT_SHOWN] = "\033[35m",
		[DRILL_PROMISE_CANNOT_TELL] = "\033[33m",
	};

	if (is_coloured)
		fprintf(out, "  %s%-11s\033[0m", COLOURS[state],
		    promises_state_name(state));
	else
		fprintf(out, "  %-11s", promises_state_name(state));
}

/* Prints the first panics that broke the promise, and how to run them again. */
static void
print_offenders(FILE *out, const struct drill_promise *promise)
{
	const size_t n = promise->n_offenders < DRILL_PROMISE_OFFENDERS
	    ? promise->n_offenders
	    : DRILL_PROMISE_OFFENDERS;

	for (size_t i = 0; i < n; i++) {
		const struct offender *offender = &promise->offenders[i];

		fprintf(out,
		    "      panic %" PRIu64 ", seed %" PRIu64 ": %s, %s%s%s\n",
		    offender->panic, offender->seed,
		    moment_name(offender->moment),
		    outcome_name(offender->outcome),
		    offender->detail[0] != '\0' ? ": " : "", offender->detail);
	}
	if (promise->n_offenders > n)
		fprintf(out, "      and %zu more\n", promise->n_offenders - n);
	if (n > 0)
		fprintf(out,
		    "      one of them again: the same options and --seed "
		    "%" PRIu64 " --only %" PRIu64 "\n",
		    promise->offenders[0].seed, promise->offenders[0].panic);
}

/* Prints each band of threads whose median is above the promise. */
static void
print_slow_bands(FILE *out, const struct stops *stops)
{
	for (size_t i = 0; i < STOPS_TOGETHER; i++) {
		const struct stop *stop = &stops->bands[i];

		if (stop->ratio.median > DRILL_PROMISE_MOST_ROUND_TRIPS)
			fprintf(out,
			    "      with %s threads it takes %.2f of them%s\n",
			    stops_band_name(i), stop->ratio.median,
			    stop->ratio_lower > DRILL_PROMISE_MOST_ROUND_TRIPS
			        ? ""
			        : ", which so few do not prove");
	}
}

static void
print_promises(FILE *out, const struct drill *drill, bool is_coloured)
{
	const struct drill_promises *promises = &drill->promises;

	fputs("\npromises of mode on; mode off, where lk alone is faked, and a "
	      "sync before the\nstop promise nothing\n",
	    out);
	for (size_t i = 0; i < N_DRILL_PROMISES; i++) {
		const struct drill_promise *promise = &promises->list[i];
		const bool is_broken = promise->state == DRILL_PROMISE_BROKEN;

		print_state(out, promise->state, is_coloured);
		fprintf(out, "  %s", promises_text((enum drill_promise_kind)i));
		if (is_broken && i != DRILL_PROMISE_STOP)
			fprintf(out, ": not in %zu of %zu\n",
			    promise->n_offenders, promise->n);
		else
			fprintf(out, ": %zu panics\n", promise->n);
		if (i == DRILL_PROMISE_STOP)
			print_slow_bands(out, &drill->stops);
		if (is_broken)
			print_offenders(out, promise);
		if (i == DRILL_PROMISE_REFUSING && promises->n_others > 0)
			fprintf(out,
			    "      others did not answer either in %zu\n",
			    promises->n_others);
	}
}

static bool
has_stops(const struct stops *stops)
{
	const struct stop *stop = &stops->bands[STOPS_TOGETHER];

	return stop->each.n > 0 || stop->all.n > 0 || stop->signal.n > 0;
}

void
drill_print(FILE *out, const struct drill *drill, bool is_coloured)
{
	size_t n = 0;
	double wall_ns = 0;

	for (size_t i = 0; i < drill->n_groups; i++) {
		n += drill->groups[i].n;
		wall_ns += drill->groups[i].wall_ns;
	}
	fprintf(out, "drill %s: %zu panics in %.1f s, %.1f a second\n",
	    drill->run_id, n, wall_ns / NS_PER_S,
	    (double)n * NS_PER_S / wall_ns);
	for (size_t i = 0; i < drill->n_groups; i++)
		print_group(out, &drill->groups[i]);
	if (has_stops(&drill->stops)) {
		print_stops(out, &drill->stops);
		print_ratios(out, &drill->stops);
	}
	print_dumps(out, drill);
	print_phases(out, &drill->phases);
	if (drill->acquisitions.n > 0)
		print_acquisitions(out, &drill->acquisitions);
	for (size_t i = 0; i < drill->n_groups; i++)
		print_block_file(out, &drill->groups[i]);
	print_promises(out, drill, is_coloured);
}
