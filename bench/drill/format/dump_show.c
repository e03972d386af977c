/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/dump_show.h"

#include "bench/drill/format/dump_story.h"
#include "bench/drill/format/wrapped.h"

#include <inttypes.h>
#include <string.h>

/* No program is larger: an address farther from the start is in a library. */
#define PROGRAM_BYTES_MAX ((uint64_t)1 << 30)

/* Where the words of a lock begin in its row. */
#define LOCK_COLUMN 34

static void
show_head(const struct dump *dump, FILE *out)
{
	const struct dump_header *h = &dump->header;
	struct wrapped lines;

	fprintf(out, "Panic by %s, CPU %" PRIu32 " of %" PRIu32 "\n",
	    wrapped_name(dump->cpus[h->panicker].name).text, h->panicker,
	    h->n_cpus);
	wrapped_text(out, 2, h->message, strlen(h->message));
	lines = wrapped_begin(out, 2);
	wrapped_add(
	    &lines, "The stopped flag is %sset:", h->is_stopped ? "" : "not ");
	if (strcmp(h->check, "none") == 0)
		wrapped_add(&lines,
		    "no lock asks for it, and all wait as ever%s.",
		    h->is_stopped ? ", also for who stands still" : "");
	else if (h->is_stopped)
		wrapped_add(&lines,
		    "locks, which ask for it by '%s', are faked where they "
		    "would wait.",
		    h->check);
	else
		wrapped_add(&lines,
		    "locks, which ask for it by '%s', wait as ever, and who "
		    "was not stopped ran on.",
		    h->check);
	wrapped_end(&lines);
	lines = wrapped_begin(out, 2);
	wrapped_add(&lines, "The dump took %.3f ms, and the world %s.",
	    (double)dump->trailer.dump_ns / 1e6,
	    dump_moved(dump) ? "MOVED while it was written" : "stood still");
	wrapped_end(&lines);
}

static const char *
mode_name(uint32_t mode)
{
	return mode == DUMP_SHARED ? "shared" : "alone";
}

/* The second line of a CPU, if it held or wanted locks. */
static void
show_locks_of(const struct dump *dump, const struct dump_cpu *c, FILE *out)
{
	struct wrapped lines;

	if (c->n_held == 0 && c->wants == DUMP_NONE && c->is_running != 0)
		return;
	lines = wrapped_begin(out, 6);
	for (uint32_t i = 0; i < c->n_held; i++)
		wrapped_add(&lines, "has %s %s;", dump->locks[c->held[i]].name,
		    mode_name(c->held_mode[i]));
	if (c->wants != DUMP_NONE)
		wrapped_add(&lines, "wants %s %s;", dump->locks[c->wants].name,
		    mode_name(c->wants_mode));
	wrapped_add(&lines, c->is_running != 0 ? "runs" : "sleeps");
	wrapped_end(&lines);
}

/* Prints a place in the program in the form that addr2line takes. */
static void
show_place(const struct dump *dump, const struct dump_cpu *c, FILE *out)
{
	const uint64_t offset = c->pc - dump->header.text_base;

	if (c->pc == 0)
		fputs("-", out);
	else if (offset < PROGRAM_BYTES_MAX)
		fprintf(out, "program+0x%" PRIx64, offset);
	else
		fprintf(out, "0x%" PRIx64, c->pc);
}

static void
show_cpu(const struct dump *dump, uint32_t cpu, FILE *out)
{
	static const char *const STATES[DUMP_CPU_STATES] = {
		[DUMP_CPU_PANICKED] = "panicked",
		[DUMP_CPU_LOST] = "lost",
		[DUMP_CPU_STOPPED] = "stopped",
		[DUMP_CPU_UNANSWERED] = "no answer",
		[DUMP_CPU_RUNNING] = "runs on",
	};
	const struct dump_cpu *c = &dump->cpus[cpu];

	fprintf(out, "%c %3" PRIu32 " %-15.15s %-9s ",
	    cpu == dump->header.panicker ? '*' : ' ', cpu,
	    wrapped_name(c->name).text, STATES[c->state]);
	if (c->stop_ns == 0)
		fprintf(out, "%12s", "-");
	else
		fprintf(out, "%12.1f", (double)c->stop_ns / 1e3);
	fprintf(out, " %10" PRIu64 "  ", c->n_steps);
	show_place(dump, c, out);
	fputc('\n', out);
	show_locks_of(dump, c, out);
}

static void
show_cpus(const struct dump *dump, FILE *out)
{
	fprintf(out, "\nCPUs (lost: it panicked too)\n");
	fprintf(out, "  CPU %-15s %-9s %12s %10s  %s\n", "name", "state",
	    "stopped, us", "steps", "where");
	for (uint32_t i = 0; i < dump->header.n_cpus; i++)
		show_cpu(dump, i, out);
}

/*
 * Prints the CPUs that have a lock: the owner by its word, sharers by their
 * notes.
 */
static void
say_who(const struct dump_graph *graph, uint32_t lock, struct wrapped *lines)
{
	const struct dump_word *word = &graph->words[lock];
	const uint32_t owner = graph->owners[lock];
	const uint32_t n_noted = graph->n_sharers[lock];

	if (owner != DUMP_NONE)
		wrapped_add(
		    lines, "%s has it alone", graph->dump->cpus[owner].name);
	else if (word->owner != 0)
		wrapped_add(
		    lines, "0x%" PRIx64 ", no CPU, has it alone", word->owner);
	if (word->n_sharers != 0)
		wrapped_add(lines, "%" PRIu64 " share it, %" PRIu32 " noted it",
		    word->n_sharers, n_noted);
	else if (n_noted != 0)
		wrapped_add(
		    lines, "%" PRIu32 " noted that they share it", n_noted);
	else if (word->owner == 0)
		wrapped_add(lines, "free");
}

/* How many bits are set in the words after the first: readers' tokens. */
static unsigned
tokens(const struct dump_lock *l)
{
	unsigned n = 0;

	for (uint32_t i = 1; i < l->n_words; i++)
		n += (unsigned)__builtin_popcountll(l->words[i]);
	return n;
}

static void
show_lock(const struct dump_graph *graph, uint32_t lock, FILE *out)
{
	static const char *const TAKES[DUMP_TAKES] = {
		[DUMP_NOT_TAKEN] = "-",
		[DUMP_REAL] = "really",
		[DUMP_FAKED] = "faked",
	};
	const struct dump_lock *l = &graph->dump->locks[lock];
	const struct dump_trailer *t = &graph->dump->trailer;
	struct wrapped lines = { out, LOCK_COLUMN, LOCK_COLUMN };

	fprintf(out, "  %-15.15s %-7s %-8s", wrapped_name(l->name).text,
	    l->kind, TAKES[t->take[lock]]);
	say_who(graph, lock, &lines);
	for (unsigned i = 0; i < graph->words[lock].n_marks; i++)
		wrapped_add(&lines, "(%s)", graph->words[lock].marks[i]);
	if (l->recurse != 0)
		wrapped_add(
		    &lines, "(taken %" PRIu32 " more times)", l->recurse);
	if (l->n_words > 1)
		wrapped_add(&lines, "(%u readers' tokens)", tokens(l));
	if (t->words_after[lock] != l->words[0])
		wrapped_add(&lines,
		    "(word 0x%" PRIx64 ", and 0x%" PRIx64 " after the dump)",
		    l->words[0], t->words_after[lock]);
	wrapped_end(&lines);
}

static void
show_locks(const struct dump_graph *graph, FILE *out)
{
	fprintf(out, "\nLocks\n  %-15s %-7s %-8s%s\n", "guards", "kind",
	    "taken", "when the dump began");
	for (uint32_t i = 0; i < graph->dump->header.n_locks; i++)
		show_lock(graph, i, out);
}

/* The dump's lock of this name; DUMP_NONE if it has none. */
static uint32_t
lock_named(const struct dump *dump, const char *name)
{
	for (uint32_t i = 0; i < dump->header.n_locks; i++)
		if (strcmp(dump->locks[i].name, name) == 0)
			return i;
	return DUMP_NONE;
}

static void
show_world(const struct dump_graph *graph, FILE *out)
{
	const uint64_t inside = dump_graph_inside(graph);
	struct wrapped lines;
	const char *wrong;
	uint64_t held = 0;

	fprintf(out, "\nThe world\n");
	lines = wrapped_begin(out, 2);
	for (unsigned i = 0; i < WORLD_LOCKS; i++) {
		const uint32_t lock =
		    lock_named(graph->dump, world_lock_name(i));

		if (lock != DUMP_NONE && (inside >> lock & 1) == 0)
			continue;
		wrapped_add(&lines,
		    held == 0 ? "Somebody was inside of %s" : "and %s",
		    world_lock_name(i));
		held |= (uint64_t)1 << i;
	}
	wrapped_add(
	    &lines, held == 0 ? "Nobody was inside." : "(not looked at).");
	wrong = world_check(graph->dump->world, held);
	if (wrong == NULL)
		wrapped_add(&lines, "It is consistent where nobody was.");
	else
		wrapped_add(&lines, "It is WRONG where nobody was: %s.", wrong);
	wrapped_end(&lines);
}

void
dump_show(const struct dump *dump, FILE *out)
{
	struct dump_graph graph;

	dump_graph_init(&graph, dump);
	show_head(dump, out);
	show_cpus(dump, out);
	show_locks(&graph, out);
	dump_story_tell(&graph, out);
	show_world(&graph, out);
	fprintf(out, "\nConsole\n");
	wrapped_text(out, 2, dump->console, dump->n_console_bytes);
}
