/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/machine/assignment.h"

#include "base/text.h"
#include "bench/machine/cpu_choice.h"
#include "bench/machine/cpu_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Tried in turn if the default list gave no CPUs: any two. */
static const char *const last_resorts[] = { "same-machine", "mixed-kinds" };

static bool
has_placement(const struct assignment *assignment, const char *placement)
{
	for (unsigned i = 0; i < assignment->n_places; i++)
		if (strcmp(assignment->places[i].placement, placement) == 0)
			return true;
	return false;
}

/* Whether two places have the same CPUs, in any order. */
static bool
is_same(const struct assignment_place *one,
    const struct assignment_place *other, unsigned n)
{
	unsigned left[PLACEMENT_CPUS_MAX];
	unsigned right[PLACEMENT_CPUS_MAX];

	memcpy(left, one->cpus, n * sizeof(left[0]));
	memcpy(right, other->cpus, n * sizeof(right[0]));
	cpu_list_sort(left, n);
	cpu_list_sort(right, n);
	return memcmp(left, right, n * sizeof(left[0])) == 0;
}

/* The threads that need places, and where the places go. */
struct assignment_search {
	const struct location *locations;
	unsigned n_locations;
	unsigned n; /* threads */
	struct assignment *assignment;
};

/* Skips the last place if one before it has the same CPUs. */
static void
skip_twin(const struct assignment_search *search)
{
	struct assignment *assignment = search->assignment;
	struct assignment_place *last =
	    &assignment->places[assignment->n_places - 1];

	for (struct assignment_place *p = assignment->places; p < last; p++)
		if (p->skipped.text[0] == '\0' && is_same(p, last, search->n)) {
			reason_set(&last->skipped, 0,
			    "%s has the same CPUs among the %u CPU%s that may "
			    "be used",
			    p->placement, search->n_locations,
			    text_plural(search->n_locations));
			return;
		}
}

/*
 * Adds a place, unless there is one of that name.  If skipped is not NULL, it
 * says why the place is skipped.
 */
static int
add_place(const struct assignment_search *search, const char *placement,
    const struct reason *skipped)
{
	struct assignment *assignment = search->assignment;
	struct assignment_place *place =
	    &assignment->places[assignment->n_places];
	int err;

	if (has_placement(assignment, placement))
		return 0;
	*place = (struct assignment_place){ 0 };
	snprintf(place->placement, sizeof(place->placement), "%s", placement);
	assignment->n_places++;
	if (skipped != NULL) {
		place->skipped = *skipped;
		return 0;
	}
	err = cpu_choice_make(search->locations, search->n_locations, placement,
	    search->n, place->cpus, &place->skipped);
	if (err == 0)
		skip_twin(search);
	return err == -ENODEV ? 0 : err;
}

/* Adds a placement that was asked for, and the one that stands in for it. */
static int
add_asked(const struct assignment_search *search, const char *placement)
{
	struct reason unshown = { 0 };
	const char *instead = cpu_choice_stand_in(
	    search->locations, search->n_locations, placement, &unshown);
	int err =
	    add_place(search, placement, instead == NULL ? NULL : &unshown);

	if (err == 0 && instead != NULL)
		err = add_place(search, instead, NULL);
	return err;
}

static bool
is_given(const struct assignment *assignment)
{
	for (unsigned i = 0; i < assignment->n_places; i++)
		if (assignment->places[i].skipped.text[0] == '\0')
			return true;
	return false;
}

/* Adds the last resorts until one gives CPUs; drops those that give none. */
static int
add_last_resort(const struct assignment_search *search)
{
	struct assignment *assignment = search->assignment;

	for (unsigned i = 0; i < 2 && !is_given(assignment); i++) {
		const unsigned n_before = assignment->n_places;
		const int err = add_place(search, last_resorts[i], NULL);

		if (err < 0)
			return err;
		if (!is_given(assignment))
			assignment->n_places = n_before;
	}
	return 0;
}

int
assignment_make(const struct location *locations, unsigned n_locations,
    const char *list, unsigned n, struct assignment *ret, struct reason *why)
{
	const struct assignment_search search = { locations, n_locations, n,
		ret };
	char *placements = strdup(list == NULL ? ASSIGNMENT_DEFAULT : list);
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
assignment_of_list(const struct location *locations, unsigned n_locations,
    const char *cpus, unsigned n, struct assignment *ret, struct reason *why)
{
	struct assignment_place *place = &ret->places[0];
	unsigned n_cpus;
	int err;

	*place = (struct assignment_place){ 0 };
	ret->n_places = 1;
	/* A comma would have to be quoted in every CSV line. */
	snprintf(place->placement, sizeof(place->placement), "cpus-%s", cpus);
	for (char *p = place->placement; *p != '\0'; p++)
		*p = *p == ',' ? '+' : *p;
	err = cpu_list_parse(
	    locations, n_locations, cpus, place->cpus, &n_cpus, why);

	if (err == 0 && n_cpus < n)
		reason_set(&place->skipped, 0,
		    "--cpus %s has %u CPU%s, the row %u threads", cpus, n_cpus,
		    text_plural(n_cpus), n);
	return err;
}
