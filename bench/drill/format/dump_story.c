/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/dump_story.h"

#include "bench/drill/format/wrapped.h"

#include <inttypes.h>

/* More than these are counted, and not named. */
#define NAMES_MAX 6

static const char *
cpu_name(const struct dump_graph *graph, uint32_t cpu)
{
	return graph->dump->cpus[cpu].name;
}

static const char *
lock_name(const struct dump_graph *graph, uint32_t lock)
{
	return graph->dump->locks[lock].name;
}

/* Says why a CPU that asks for a lock waits for no other CPU. */
static const char *
why_nobody(const struct dump_graph *graph, uint32_t cpu)
{
	const uint32_t lock = graph->wants[cpu];
	const struct dump_word *word = &graph->words[lock];

	if (graph->owners[lock] == cpu)
		return "nobody: by the word it has it";
	if (word->owner == 0 && word->n_sharers == 0)
		return "nobody: it is free";
	return "nobody that is known";
}

/* Names the CPUs for which a CPU waits. */
static void
name_all(const struct dump_graph *graph, uint32_t cpu, struct wrapped *lines)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < graph->dump->header.n_cpus; i++) {
		if (!graph->waits_for[cpu][i])
			continue;
		if (n < NAMES_MAX)
			wrapped_add(lines, n == 0 ? "%s" : "and %s",
			    cpu_name(graph, i));
		n++;
	}
	if (n > NAMES_MAX)
		wrapped_add(lines, "and %" PRIu32 " more", n - NAMES_MAX);
	if (n == 0)
		wrapped_add(lines, "%s", why_nobody(graph, cpu));
}

static void
tell_waits(const struct dump_graph *graph, FILE *out)
{
	bool is_told = false;

	fprintf(out, "\nWho waits for whom\n");
	for (uint32_t i = 0; i < graph->dump->header.n_cpus; i++) {
		struct wrapped lines;

		if (graph->wants[i] == DUMP_NONE)
			continue;
		lines = wrapped_begin(out, 2);
		wrapped_add(&lines, "%s %s %s and waits for",
		    cpu_name(graph, i),
		    graph->is_queued[i] ? "is queued for" : "asks for",
		    lock_name(graph, graph->wants[i]));
		name_all(graph, i, &lines);
		wrapped_end(&lines);
		is_told = true;
	}
	if (!is_told)
		fprintf(out, "  Nobody asks for a lock.\n");
}

/* "A waits for log of" */
static void
tell_wait(const struct dump_graph *graph, uint32_t cpu, struct wrapped *lines)
{
	wrapped_add(lines, "%s waits for %s of", cpu_name(graph, cpu),
	    lock_name(graph, graph->wants[cpu]));
}

static void
tell_circles(const struct dump_graph *graph, FILE *out)
{
	for (unsigned i = 0; i < graph->n_circles; i++) {
		const struct dump_chain *c = &graph->circles[i];
		struct wrapped lines;

		fprintf(out, "\nA deadlock that is there\n");
		for (uint32_t j = 0; j < c->n_cpus; j++) {
			lines = wrapped_begin(out, 2);
			tell_wait(graph, c->cpus[j], &lines);
			wrapped_add(&lines, "%s",
			    cpu_name(graph, c->cpus[(j + 1) % c->n_cpus]));
			wrapped_end(&lines);
		}
	}
}

static const char *
state_of(const struct dump_graph *graph, uint32_t cpu)
{
	static const char *const STATES[DUMP_CPU_STATES] = {
		[DUMP_CPU_PANICKED] = "panicked",
		[DUMP_CPU_LOST] = "panicked too",
		[DUMP_CPU_STOPPED] = "is stopped",
		[DUMP_CPU_UNANSWERED] = "did not answer",
		[DUMP_CPU_RUNNING] = "runs on",
	};

	return STATES[graph->dump->cpus[cpu].state];
}

/* The last sentence of a chain. */
static void
tell_end(const struct dump_graph *graph, const struct dump_chain *chain,
    enum dump_end end, struct wrapped *lines)
{
	const uint32_t last =
	    chain->n_cpus == 0 ? DUMP_NONE : chain->cpus[chain->n_cpus - 1];

	switch (end) {
	case DUMP_END_STANDS:
		wrapped_add(lines, "%s %s: it never lets go.",
		    cpu_name(graph, last), state_of(graph, last));
		break;
	case DUMP_END_RUNS:
		wrapped_add(lines, "%s %s: it may let go, or not.",
		    cpu_name(graph, last), state_of(graph, last));
		break;
	case DUMP_END_PANICKER:
		wrapped_add(lines,
		    chain->n_cpus == 1
		        ? "It would have waited for itself."
		        : "So they would have waited in a circle.");
		break;
	case DUMP_END_CIRCLE:
		tell_wait(graph, last, lines);
		wrapped_add(lines, "one before it: they wait in a circle.");
		break;
	case DUMP_END_UNKNOWN:
	case DUMP_END_FREE:
		wrapped_add(lines, "Who that is, nobody noted.");
		break;
	}
}

/*
 * Tells for which CPUs the panicker would have waited.  Returns false if for
 * none.
 */
static bool
tell_chain(const struct dump_graph *graph, uint32_t lock, FILE *out)
{
	struct dump_chain chain;
	const enum dump_end end = dump_graph_follow(graph, lock, &chain);
	struct wrapped lines;

	if (end == DUMP_END_FREE)
		return false;
	lines = wrapped_begin(out, 2);
	wrapped_add(&lines, "%s would have waited for %s of",
	    cpu_name(graph, graph->dump->header.panicker),
	    lock_name(graph, lock));
	wrapped_add(&lines, "%s.",
	    chain.n_cpus == 0 ? "somebody" : cpu_name(graph, chain.cpus[0]));
	wrapped_end(&lines);
	for (uint32_t i = 0; i + 1 < chain.n_cpus; i++) {
		lines = wrapped_begin(out, 4);
		wrapped_add(&lines, "%s %s, and waits for %s of",
		    cpu_name(graph, chain.cpus[i]),
		    state_of(graph, chain.cpus[i]),
		    lock_name(graph, graph->wants[chain.cpus[i]]));
		wrapped_add(&lines, "%s.", cpu_name(graph, chain.cpus[i + 1]));
		wrapped_end(&lines);
	}
	lines = wrapped_begin(out, 4);
	tell_end(graph, &chain, end, &lines);
	wrapped_end(&lines);
	return true;
}

static void
tell_what_would_have_been(const struct dump_graph *graph, FILE *out)
{
	bool is_told = false;

	fprintf(out, "\nThe deadlock that would have been\n");
	for (uint32_t i = 0; i < graph->dump->header.n_locks; i++)
		if (graph->dump->trailer.take[i] == DUMP_FAKED)
			is_told |= tell_chain(graph, i, out);
	if (!is_told)
		fprintf(
		    out, "  None: the dump needed no lock that another had.\n");
}

static void
tell_doubt(const struct dump_graph *graph, const struct dump_doubt *d,
    struct wrapped *lines)
{
	const char *cpu = d->cpu == DUMP_NONE ? "" : cpu_name(graph, d->cpu);
	const char *lock = lock_name(graph, d->lock);

	switch (d->kind) {
	case DUMP_DOUBT_STRANGER:
		wrapped_add(lines,
		    "%s: the word names 0x%" PRIx64 " as its owner, which is "
		    "no CPU.",
		    lock, graph->words[d->lock].owner);
		break;
	case DUMP_DOUBT_NOT_OWNER:
		wrapped_add(lines,
		    "%s: %s noted that it has it alone; the word denies it.",
		    lock, cpu);
		break;
	case DUMP_DOUBT_NOT_NOTED:
		wrapped_add(lines,
		    "%s: by the word %s has it, which did not note it: it may "
		    "have been letting go.",
		    lock, cpu);
		break;
	case DUMP_DOUBT_SHARERS:
		wrapped_add(lines,
		    "%s: %" PRIu32
		    " CPUs noted a share; the word counts %" PRIu64 ".",
		    lock, graph->n_sharers[d->lock],
		    graph->words[d->lock].n_sharers);
		break;
	case DUMP_DOUBT_BOTH:
		wrapped_add(lines,
		    "%s: %s noted that it has it alone, and others that they "
		    "share it.",
		    lock, cpu);
		break;
	}
}

static void
tell_doubts(const struct dump_graph *graph, FILE *out)
{
	if (graph->n_doubts == 0)
		return;
	fprintf(out, "\nWhat does not fit together\n");
	for (unsigned i = 0; i < graph->n_doubts && i < DUMP_DOUBTS_MAX; i++) {
		struct wrapped lines = wrapped_begin(out, 2);

		tell_doubt(graph, &graph->doubts[i], &lines);
		wrapped_end(&lines);
	}
	if (graph->n_doubts > DUMP_DOUBTS_MAX)
		fprintf(
		    out, "  and %u more\n", graph->n_doubts - DUMP_DOUBTS_MAX);
}

void
dump_story_tell(const struct dump_graph *graph, FILE *out)
{
	tell_waits(graph, out);
	tell_circles(graph, out);
	tell_what_would_have_been(graph, out);
	tell_doubts(graph, out);
}
