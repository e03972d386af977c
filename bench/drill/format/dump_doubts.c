/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/dump_doubts.h"

static void
doubt(struct dump_graph *graph, enum dump_doubt_kind kind, uint32_t lock,
    uint32_t cpu)
{
	if (graph->n_doubts < DUMP_DOUBTS_MAX)
		graph->doubts[graph->n_doubts] =
		    (struct dump_doubt){ kind, lock, cpu };
	graph->n_doubts++;
}

static void
look_at_lock(struct dump_graph *graph, uint32_t lock)
{
	const struct dump_word *word = &graph->words[lock];

	if (word->owner != 0 && graph->owners[lock] == DUMP_NONE)
		doubt(graph, DUMP_DOUBT_STRANGER, lock, DUMP_NONE);
	if (!word->is_uncounted && graph->n_sharers[lock] > word->n_sharers)
		doubt(graph, DUMP_DOUBT_SHARERS, lock, DUMP_NONE);
}

static void
look_at_cpu(struct dump_graph *graph, uint32_t lock, uint32_t cpu)
{
	const bool is_owner = graph->owners[lock] == cpu;
	const bool is_noted =
	    dump_graph_noted(graph, cpu, lock, DUMP_EXCLUSIVE);

	if (is_noted && !is_owner)
		doubt(graph, DUMP_DOUBT_NOT_OWNER, lock, cpu);
	if (is_noted && graph->n_sharers[lock] > 0)
		doubt(graph, DUMP_DOUBT_BOTH, lock, cpu);
	/* Who wants it may have got it, and have had no time to note that. */
	if (is_owner && !is_noted && graph->wants[cpu] != lock)
		doubt(graph, DUMP_DOUBT_NOT_NOTED, lock, cpu);
}

void
dump_doubts_find(struct dump_graph *graph)
{
	for (uint32_t i = 0; i < graph->dump->header.n_locks; i++) {
		look_at_lock(graph, i);
		for (uint32_t j = 0; j < graph->dump->header.n_cpus; j++)
			look_at_cpu(graph, i, j);
	}
}
