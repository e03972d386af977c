/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/dump_graph.h"

/* The state of the search for circles. */
struct walk {
	struct dump_graph *graph;
	struct dump_chain path;
	bool is_on_path[DUMP_CPUS_MAX];
	bool is_done[DUMP_CPUS_MAX];
};

bool
dump_graph_noted(const struct dump_graph *graph, uint32_t cpu, uint32_t lock,
    enum dump_mode mode)
{
	const struct dump_cpu *c = &graph->dump->cpus[cpu];

	for (uint32_t i = 0; i < c->n_held; i++)
		if (c->held[i] == lock && c->held_mode[i] == mode)
			return true;
	return false;
}

/* The CPU whose thread this is; DUMP_NONE if there is none. */
static uint32_t
cpu_of(const struct dump *dump, uint64_t thread)
{
	for (uint32_t i = 0; i < dump->header.n_cpus && thread != 0; i++)
		if (dump->cpus[i].thread == thread)
			return i;
	return DUMP_NONE;
}

/*
 * The lock that contains this address, such as that of an rm's mutex; DUMP_NONE
 * if there is none.
 */
static uint32_t
lock_at(const struct dump *dump, uint64_t address)
{
	for (uint32_t i = 0; i < dump->header.n_locks && address != 0; i++)
		if (address - dump->locks[i].address <
		    dump_word_lock_bytes(dump->locks[i].kind))
			return i;
	return DUMP_NONE;
}

static void
read_locks(struct dump_graph *graph)
{
	const struct dump *dump = graph->dump;

	for (uint32_t i = 0; i < dump->header.n_locks; i++) {
		const struct dump_lock *l = &dump->locks[i];

		graph->words[i] = dump_word_read(l->kind, l->words[0]);
		graph->owners[i] = cpu_of(dump, graph->words[i].owner);
		graph->n_sharers[i] = 0;
		for (uint32_t j = 0; j < dump->header.n_cpus; j++)
			graph->n_sharers[i] +=
			    dump_graph_noted(graph, j, i, DUMP_SHARED);
	}
}

static void
read_wishes(struct dump_graph *graph)
{
	const struct dump *dump = graph->dump;

	for (uint32_t i = 0; i < dump->header.n_cpus; i++) {
		const struct dump_cpu *c = &dump->cpus[i];

		graph->wants[i] = lock_at(dump, c->waits_on);
		graph->is_queued[i] = c->waits_on != 0;
		if (graph->wants[i] == DUMP_NONE)
			graph->wants[i] = c->wants;
	}
}

/* Draws the arrows from a CPU to all that keep it from the lock it wants. */
static void
draw_arrows(struct dump_graph *graph, uint32_t cpu)
{
	const struct dump_cpu *c = &graph->dump->cpus[cpu];
	const uint32_t lock = graph->wants[cpu];
	bool *waits_for = graph->waits_for[cpu];
	bool waits_for_sharers;

	if (lock == DUMP_NONE)
		return;
	if (graph->owners[lock] != DUMP_NONE)
		waits_for[graph->owners[lock]] = true;
	waits_for_sharers = graph->is_queued[cpu] ||
	    graph->words[lock].is_closed || c->wants != lock ||
	    c->wants_mode == DUMP_EXCLUSIVE;
	for (uint32_t i = 0; i < graph->dump->header.n_cpus; i++)
		if (waits_for_sharers &&
		    dump_graph_noted(graph, i, lock, DUMP_SHARED))
			waits_for[i] = true;
	/*
	 * The CPU has the lock already: it was about to note that, or recurses.
	 */
	waits_for[cpu] = false;
}

/* Counts the arrows that lead from each CPU to the panicker, breadth first. */
static void
measure_distances(struct dump_graph *graph)
{
	const uint32_t n_cpus = graph->dump->header.n_cpus;
	struct dump_chain queue = { 1, { graph->dump->header.panicker } };

	for (uint32_t i = 0; i < n_cpus; i++)
		graph->n_to_panicker[i] = DUMP_NONE;
	graph->n_to_panicker[queue.cpus[0]] = 0;
	for (uint32_t i = 0; i < queue.n_cpus; i++) {
		const uint32_t to = queue.cpus[i];

		for (uint32_t from = 0; from < n_cpus; from++) {
			if (!graph->waits_for[from][to] ||
			    graph->n_to_panicker[from] != DUMP_NONE)
				continue;
			graph->n_to_panicker[from] =
			    graph->n_to_panicker[to] + 1;
			queue.cpus[queue.n_cpus++] = from;
		}
	}
}

/* Keeps the end of the path, from the CPU to which it has come back. */
static void
keep_circle(struct walk *walk, uint32_t cpu)
{
	struct dump_graph *graph = walk->graph;
	struct dump_chain *circle;
	uint32_t first = 0;

	if (graph->n_circles == DUMP_CIRCLES_MAX)
		return;
	while (walk->path.cpus[first] != cpu)
		first++;
	circle = &graph->circles[graph->n_circles++];
	circle->n_cpus = 0;
	for (uint32_t i = first; i < walk->path.n_cpus; i++)
		circle->cpus[circle->n_cpus++] = walk->path.cpus[i];
}

/* Searches depth first, at most as deep as there are CPUs. */
static void
find_circles(struct walk *walk, uint32_t cpu)
{
	const bool *waits_for = walk->graph->waits_for[cpu];

	walk->path.cpus[walk->path.n_cpus++] = cpu;
	walk->is_on_path[cpu] = true;
	for (uint32_t i = 0; i < walk->graph->dump->header.n_cpus; i++) {
		if (!waits_for[i])
			continue;
		if (walk->is_on_path[i])
			keep_circle(walk, i);
		else if (!walk->is_done[i])
			find_circles(walk, i);
	}
	walk->path.n_cpus--;
	walk->is_on_path[cpu] = false;
	walk->is_done[cpu] = true;
}

static void
add_doubt(struct dump_graph *graph, enum dump_doubt_kind kind, uint32_t lock,
    uint32_t cpu)
{
	if (graph->n_doubts < DUMP_DOUBTS_MAX)
		graph->doubts[graph->n_doubts] =
		    (struct dump_doubt){ kind, lock, cpu };
	graph->n_doubts++;
}

static void
doubt_lock(struct dump_graph *graph, uint32_t lock)
{
	const struct dump_word *word = &graph->words[lock];

	if (word->owner != 0 && graph->owners[lock] == DUMP_NONE)
		add_doubt(graph, DUMP_DOUBT_STRANGER, lock, DUMP_NONE);
	if (!word->is_uncounted && graph->n_sharers[lock] > word->n_sharers)
		add_doubt(graph, DUMP_DOUBT_SHARERS, lock, DUMP_NONE);
}

static void
doubt_cpu(struct dump_graph *graph, uint32_t lock, uint32_t cpu)
{
	const bool is_owner = graph->owners[lock] == cpu;
	const bool is_noted =
	    dump_graph_noted(graph, cpu, lock, DUMP_EXCLUSIVE);

	if (is_noted && !is_owner)
		add_doubt(graph, DUMP_DOUBT_NOT_OWNER, lock, cpu);
	if (is_noted && graph->n_sharers[lock] > 0)
		add_doubt(graph, DUMP_DOUBT_BOTH, lock, cpu);
	/*
	 * A CPU that wants the lock may have got it without time to note that.
	 */
	if (is_owner && !is_noted && graph->wants[cpu] != lock)
		add_doubt(graph, DUMP_DOUBT_NOT_NOTED, lock, cpu);
}

/*
 * Finds where the word of a lock and the notes of the CPUs differ.  Then a CPU
 * was between the two, or one of them was overwritten.
 */
static void
find_doubts(struct dump_graph *graph)
{
	for (uint32_t i = 0; i < graph->dump->header.n_locks; i++) {
		doubt_lock(graph, i);
		for (uint32_t j = 0; j < graph->dump->header.n_cpus; j++)
			doubt_cpu(graph, i, j);
	}
}

void
dump_graph_init(struct dump_graph *ret, const struct dump *dump)
{
	struct walk walk = { .graph = ret };

	*ret = (struct dump_graph){ .dump = dump };
	read_locks(ret);
	read_wishes(ret);
	for (uint32_t i = 0; i < dump->header.n_cpus; i++)
		draw_arrows(ret, i);
	measure_distances(ret);
	for (uint32_t i = 0; i < dump->header.n_cpus; i++)
		if (!walk.is_done[i])
			find_circles(&walk, i);
	find_doubts(ret);
}

/*
 * Of these CPUs the one that is nearest to the panicker, or any if none leads
 * there; DUMP_NONE if there are no CPUs.
 */
static uint32_t
find_nearest(const struct dump_graph *graph, const bool is_one[DUMP_CPUS_MAX])
{
	uint32_t ret = DUMP_NONE;

	for (uint32_t i = 0; i < graph->dump->header.n_cpus; i++)
		if (is_one[i] &&
		    (ret == DUMP_NONE ||
		        graph->n_to_panicker[i] < graph->n_to_panicker[ret]))
			ret = i;
	return ret;
}

/* A CPU that has the lock, alone or shared; DUMP_NONE if none is known to. */
static uint32_t
find_nearest_holder(const struct dump_graph *graph, uint32_t lock)
{
	bool has_it[DUMP_CPUS_MAX] = { false };

	for (uint32_t i = 0; i < graph->dump->header.n_cpus; i++)
		has_it[i] = graph->owners[lock] == i ||
		    dump_graph_noted(graph, i, lock, DUMP_SHARED);
	return find_nearest(graph, has_it);
}

static enum dump_end
end_of(const struct dump_graph *graph, uint32_t last)
{
	switch (graph->dump->cpus[last].state) {
	case DUMP_CPU_UNANSWERED:
	case DUMP_CPU_RUNNING:
		return DUMP_END_RUNS;
	default:
		return DUMP_END_STANDS;
	}
}

enum dump_end
dump_graph_follow(
    const struct dump_graph *graph, uint32_t lock, struct dump_chain *ret)
{
	uint32_t next = find_nearest_holder(graph, lock);
	bool is_seen[DUMP_CPUS_MAX] = { false };
	uint32_t last = DUMP_NONE;

	ret->n_cpus = 0;
	if (next == DUMP_NONE)
		return graph->words[lock].owner == 0 &&
		        graph->words[lock].n_sharers == 0
		    ? DUMP_END_FREE
		    : DUMP_END_UNKNOWN;
	while (next != DUMP_NONE) {
		if (is_seen[next])
			return DUMP_END_CIRCLE;
		last = next;
		is_seen[last] = true;
		ret->cpus[ret->n_cpus++] = last;
		if (last == graph->dump->header.panicker)
			return DUMP_END_PANICKER;
		next = find_nearest(graph, graph->waits_for[last]);
	}
	return end_of(graph, last);
}

uint64_t
dump_graph_inside(const struct dump_graph *graph)
{
	uint64_t ret = 0;

	for (uint32_t i = 0; i < graph->dump->header.n_locks; i++) {
		bool is_inside = graph->words[i].owner != 0;

		for (uint32_t j = 0; j < graph->dump->header.n_cpus; j++)
			is_inside |=
			    dump_graph_noted(graph, j, i, DUMP_EXCLUSIVE);
		ret |= (uint64_t)is_inside << i;
	}
	return ret;
}
