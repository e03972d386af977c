/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/seating.h"

#include "bench/machine/cpu_list.h"
#include "bench/machine/seats.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The default's, where it gives nothing: what is known of any two CPUs. */
static const char *const last_resorts[] = { "same-machine", "mixed-kinds" };

static bool
has(const struct seating *seating, const char *placement)
{
	for (unsigned i = 0; i < seating->n_places; i++)
		if (strcmp(seating->places[i].placement, placement) == 0)
			return true;
	return false;
}

/* Whether two places have the same CPUs, in whatever order. */
static bool
is_same(const struct seating_place *one, const struct seating_place *other,
    unsigned n)
{
	unsigned left[PLACEMENT_CPUS_MAX];
	unsigned right[PLACEMENT_CPUS_MAX];

	memcpy(left, one->cpus, n * sizeof(left[0]));
	memcpy(right, other->cpus, n * sizeof(right[0]));
	cpu_list_sort(left, n);
	cpu_list_sort(right, n);
	return memcmp(left, right, n * sizeof(left[0])) == 0;
}

/* What places are looked for. */
struct search {
	const struct seat *seats;
	unsigned n_seats;
	unsigned n; /* threads */
	struct seating *seating;
};

/* Skips the last place if one before it has the same CPUs. */
static void
skip_twin(const struct search *search)
{
	struct seating *seating = search->seating;
	struct seating_place *last = &seating->places[seating->n_places - 1];

	for (struct seating_place *p = seating->places; p < last; p++)
		if (p->skipped.text[0] == '\0' && is_same(p, last, search->n)) {
			reason_set(&last->skipped, 0,
			    "%s has the same CPUs among the %u CPUs that may "
			    "be used",
			    p->placement, search->n_seats);
			return;
		}
}

/* Adds a place, unless it is there; skipped: why it is, if that is known. */
static int
add(const struct search *search, const char *placement,
    const struct reason *skipped)
{
	struct seating *seating = search->seating;
	struct seating_place *place = &seating->places[seating->n_places];
	int err;

	if (has(seating, placement))
		return 0;
	*place = (struct seating_place){ 0 };
	snprintf(place->placement, sizeof(place->placement), "%s", placement);
	seating->n_places++;
	if (skipped != NULL) {
		place->skipped = *skipped;
		return 0;
	}
	err = seats_choose(search->seats, search->n_seats, placement, search->n,
	    place->cpus, &place->skipped);
	if (err == 0)
		skip_twin(search);
	return err == -ENODEV ? 0 : err;
}

/* Adds a placement that was asked for, and what stands in for it. */
static int
add_asked(const struct search *search, const char *placement)
{
	struct reason unshown = { 0 };
	const char *instead =
	    seats_stand_in(search->seats, search->n_seats, placement, &unshown);
	int err = add(search, placement, instead == NULL ? NULL : &unshown);

	if (err == 0 && instead != NULL)
		err = add(search, instead, NULL);
	return err;
}

static bool
is_given(const struct seating *seating)
{
	for (unsigned i = 0; i < seating->n_places; i++)
		if (seating->places[i].skipped.text[0] == '\0')
			return true;
	return false;
}

/* Adds what is known of any two CPUs; that there is not even it is not told. */
static int
add_last_resort(const struct search *search)
{
	struct seating *seating = search->seating;

	for (unsigned i = 0; i < 2 && !is_given(seating); i++) {
		const unsigned n_before = seating->n_places;
		const int err = add(search, last_resorts[i], NULL);

		if (err < 0)
			return err;
		if (!is_given(seating))
			seating->n_places = n_before;
	}
	return 0;
}

int
seating_make(const struct seat *seats, unsigned n_seats, const char *list,
    unsigned n, struct seating *ret, struct reason *why)
{
	const struct search search = { seats, n_seats, n, ret };
	char *placements = strdup(list == NULL ? SEATING_DEFAULT : list);
	char *rest = placements;
	const char *placement;
	int err = placements == NULL ? -ENOMEM : 0;

	ret->n_places = 0;
	while (err == 0 && (placement = strsep(&rest, ",")) != NULL) {
		err = add_asked(&search, placement);
		if (err < 0)
			*why = ret->places[ret->n_places - 1].skipped;
	}
	if (err == 0 && list == NULL)
		err = add_last_resort(&search);
	free(placements);
	return err;
}

int
seating_take(const struct seat *seats, unsigned n_seats, const char *cpus,
    unsigned n, struct seating *ret, struct reason *why)
{
	struct seating_place *place = &ret->places[0];
	unsigned n_cpus;
	int err;

	*place = (struct seating_place){ 0 };
	ret->n_places = 1;
	/* A comma would have to be quoted in every CSV line. */
	snprintf(place->placement, sizeof(place->placement), "cpus-%s", cpus);
	for (char *p = place->placement; *p != '\0'; p++)
		*p = *p == ',' ? '+' : *p;
	err = cpu_list_parse(seats, n_seats, cpus, place->cpus, &n_cpus, why);

	if (err == 0 && n_cpus < n)
		reason_set(&place->skipped, 0,
		    "--cpus %s has %u CPUs, the row %u threads", cpus, n_cpus,
		    n);
	return err;
}
