/* SPDX-License-Identifier: BSD-2-Clause */
/* print_pledges: see print_pledges.h. */
#include "analysis/drill/print_pledges.h"

#include <inttypes.h>

static void
print_state(FILE *out, enum pledge_state state, bool is_coloured)
{
	static const char *const COLOURS[N_PLEDGE_STATES] = {
		[PLEDGE_HOLDS] = "\033[32m",
		[PLEDGE_BROKEN] = "\033[1;31m",
		[PLEDGE_NOT_SHOWN] = "\033[35m",
		[PLEDGE_CANNOT_TELL] = "\033[33m",
	};

	if (is_coloured)
		fprintf(out, "  %s%-11s\033[0m", COLOURS[state],
		    pledge_state_name(state));
	else
		fprintf(out, "  %-11s", pledge_state_name(state));
}

/* Prints the first panics that broke it, and how to run them again. */
static void
print_offenders(FILE *out, const struct pledge *pledge)
{
	const size_t n = pledge->n_offenders < PLEDGE_OFFENDERS
	    ? pledge->n_offenders
	    : PLEDGE_OFFENDERS;

	for (size_t i = 0; i < n; i++) {
		const struct offender *offender = &pledge->offenders[i];

		fprintf(out,
		    "      panic %" PRIu64 ", seed %" PRIu64 ": %s, %s%s%s\n",
		    offender->panic, offender->seed,
		    moment_name(offender->moment),
		    outcome_name(offender->outcome),
		    offender->detail[0] != '\0' ? ": " : "", offender->detail);
	}
	if (pledge->n_offenders > n)
		fprintf(out, "      and %zu more\n", pledge->n_offenders - n);
	if (n > 0)
		fprintf(out,
		    "      one of them again: the same options and --seed "
		    "%" PRIu64 " --only %" PRIu64 "\n",
		    pledge->offenders[0].seed, pledge->offenders[0].panic);
}

/* Says in which bands of threads the median is above what is promised. */
static void
print_slow_bands(FILE *out, const struct stops *stops)
{
	for (size_t i = 0; i < STOPS_TOGETHER; i++) {
		const struct stop *stop = &stops->bands[i];

		if (stop->ratio.median > PLEDGE_MOST_ROUND_TRIPS)
			fprintf(out,
			    "      with %s threads it takes %.2f of them%s\n",
			    stops_band_name(i), stop->ratio.median,
			    stop->ratio_lower > PLEDGE_MOST_ROUND_TRIPS
			        ? ""
			        : ", which so few do not prove");
	}
}

void
print_pledges(FILE *out, const struct drill *drill, bool is_coloured)
{
	const struct pledges *pledges = &drill->pledges;

	fputs("\npromises of mode on; mode off, where lk alone is faked, and a "
	      "sync before the\nstop promise nothing\n",
	    out);
	for (size_t i = 0; i < N_PLEDGES; i++) {
		const struct pledge *pledge = &pledges->list[i];
		const bool is_broken = pledge->state == PLEDGE_BROKEN;

		print_state(out, pledge->state, is_coloured);
		fprintf(out, "  %s", pledge_text((enum pledge_kind)i));
		if (is_broken && i != PLEDGE_STOP)
			fprintf(out, ": not in %zu of %zu\n",
			    pledge->n_offenders, pledge->n);
		else
			fprintf(out, ": %zu panics\n", pledge->n);
		if (i == PLEDGE_STOP)
			print_slow_bands(out, &drill->stops);
		if (is_broken)
			print_offenders(out, pledge);
		if (i == PLEDGE_REFUSING && pledges->n_others > 0)
			fprintf(out,
			    "      others did not answer either in %zu\n",
			    pledges->n_others);
	}
}
