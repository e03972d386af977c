/* SPDX-License-Identifier: BSD-2-Clause */
/* differences: see differences.h. */
#include "analysis/report/differences.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Known only if all three members are. */
struct toolchain {
	const char *compiler;
	const char *version;
	const char *flags;
};

static bool
has_name(const json_t *names, const char *name)
{
	const json_t *other;
	size_t i;

	json_array_foreach(names, i, other)
	{
		const char *text = json_string_value(other);

		if (text != NULL && strcmp(text, name) == 0)
			return true;
	}
	return false;
}

static struct toolchain
read_toolchain(const json_t *entry)
{
	return (struct toolchain){
		json_string_value(json_object_get(entry, "compiler")),
		json_string_value(json_object_get(entry, "version")),
		json_string_value(json_object_get(entry, "flags")),
	};
}

static bool
is_known(const struct toolchain *toolchain)
{
	return toolchain->compiler != NULL && toolchain->version != NULL &&
	    toolchain->flags != NULL;
}

/* Finds the toolchain that made `arm`.  Returns false if it is unknown. */
static bool
find_toolchain(
    const struct run *run, const char *arm, struct toolchain *ret_toolchain)
{
	const json_t *list = json_object_get(run->document, "toolchains");
	const json_t *entry;
	size_t i;

	json_array_foreach(list, i, entry)
	{
		if (!has_name(json_object_get(entry, "arms"), arm))
			continue;
		*ret_toolchain = read_toolchain(entry);
		return is_known(ret_toolchain);
	}
	return false;
}

/*
 * Returns whether the run says of each arm what made it.  Older reports say for
 * which toolchain the build was set up, which need not have made the arms.
 */
static bool
has_toolchains(const struct run *run)
{
	const json_t *list = json_object_get(run->document, "toolchains");
	const json_t *entry;
	size_t i;

	json_array_foreach(list, i, entry)
	{
		const struct toolchain toolchain = read_toolchain(entry);

		if (!is_known(&toolchain))
			return false;
	}
	return json_array_size(list) > 0;
}

bool
differences_in_toolchain(const struct run *before, const char *old,
    const struct run *after, const char *new,
    char ret_how[DIFFERENCES_TOOLCHAIN_BYTES])
{
	struct toolchain a;
	struct toolchain b;
	char own[2][DIFFERENCES_TOOLCHAIN_BYTES / 3];

	if (!find_toolchain(before, old, &a) || !find_toolchain(after, new, &b))
		return false;
	if (strcmp(a.compiler, b.compiler) != 0 ||
	    strcmp(a.version, b.version) != 0) {
		snprintf(ret_how, DIFFERENCES_TOOLCHAIN_BYTES,
		    "%s %s, then %s %s", a.compiler, a.version, b.compiler,
		    b.version);
		return true;
	}
	if (strcmp(a.flags, b.flags) == 0)
		return false;
	differences_in_words(a.flags, b.flags, own[0], sizeof(own[0]));
	differences_in_words(b.flags, a.flags, own[1], sizeof(own[1]));
	snprintf(ret_how, DIFFERENCES_TOOLCHAIN_BYTES, "flags %s, then %s",
	    own[0], own[1]);
	return true;
}

/* Moves `words` to the next word.  Returns its length, 0 at the end. */
static size_t
next_word(const char **words)
{
	*words += strspn(*words, " ");
	return strcspn(*words, " ");
}

static bool
has_word(const char *words, const char *word, size_t len)
{
	for (size_t n; (n = next_word(&words)) > 0; words += n) {
		if (n == len && strncmp(words, word, n) == 0)
			return true;
	}
	return false;
}

void
differences_in_words(
    const char *words, const char *others, char *ret_own, size_t size)
{
	size_t used = 0;

	for (size_t n; (n = next_word(&words)) > 0; words += n) {
		if (has_word(others, words, n))
			continue;
		snprintf(ret_own + used, size - used, "%s%.*s",
		    used > 0 ? " " : "", (int)n, words);
		used = strlen(ret_own);
	}
	if (used == 0)
		snprintf(ret_own, size, "none");
}

bool
differences_in_text(const char *before, const char *after)
{
	return before != NULL && after != NULL && strcmp(before, after) != 0;
}

/* Things that differ each time they are read. */
static const char *const PASSING[] = { "clock_quantum_ns", "runnable_threads",
	"throttled" };

static const char *
or_unknown(const char *text)
{
	return text != NULL ? text : "unknown";
}

static void
print_other(
    const char *name, const char *before, const char *after, FILE *warnings)
{
	if (differences_in_text(before, after))
		fprintf(warnings, "warning: %s differs (old: %s, new: %s)\n",
		    name, before, after);
}

/* Prints what differs or is unknown. */
static void
print_text(
    const char *name, const char *before, const char *after, FILE *warnings)
{
	if (before == NULL || after == NULL)
		fprintf(warnings, "warning: %s is unknown (old: %s, new: %s)\n",
		    name, or_unknown(before), or_unknown(after));
	else
		print_other(name, before, after, warnings);
}

/* Prints only the flags that one side has: there are many. */
static void
print_flags(const char *before, const char *after, FILE *warnings)
{
	char old[1024];
	char new[1024];

	if (differences_in_text(before, after)) {
		differences_in_words(before, after, old, sizeof(old));
		differences_in_words(after, before, new, sizeof(new));
		fprintf(warnings,
		    "warning: the compiler's flags differ (only old: %s, only "
		    "new: %s)\n",
		    old, new);
	} else {
		print_text("the compiler's flags", before, after, warnings);
	}
}

static void
print_value(FILE *out, const char *value, int cpu)
{
	fputs(value == NULL        ? "not told"
	        : value[0] == '\0' ? "none"
	                           : value,
	    out);
	if (value != NULL && cpu >= 0)
		fprintf(out, " (CPU %d)", cpu);
}

static bool
is_passing(const char *thing)
{
	for (size_t i = 0; i < sizeof(PASSING) / sizeof(PASSING[0]); i++) {
		if (strcmp(PASSING[i], thing) == 0)
			return true;
	}
	return false;
}

static void
print_thing(const struct run *before, const struct run *after,
    const char *thing, FILE *warnings)
{
	int cpus[2] = { -1, -1 };
	const char *old = run_value(before, thing, &cpus[0]);
	const char *new = run_value(after, thing, &cpus[1]);

	if (is_passing(thing) ||
	    (old != NULL && new != NULL &&strcmp(old, new) == 0))
		return;
	fprintf(warnings, "warning: %s differs (old: ", thing);
	print_value(warnings, old, cpus[0]);
	fputs(", new: ", warnings);
	print_value(warnings, new, cpus[1]);
	fputs(")\n", warnings);
}

/* Prints each thing of the old run, then those that only the new run has. */
static void
print_environment(
    const struct run *before, const struct run *after, FILE *warnings)
{
	const char *thing;
	int cpu;

	/* One run did not record its environment. */
	if (run_thing(before, 0) == NULL || run_thing(after, 0) == NULL)
		return;
	for (size_t i = 0; (thing = run_thing(before, i)) != NULL; i++)
		print_thing(before, after, thing, warnings);
	for (size_t i = 0; (thing = run_thing(after, i)) != NULL; i++) {
		if (run_value(before, thing, &cpu) == NULL)
			print_thing(before, after, thing, warnings);
	}
}

/* Prints what is unknown of one run by itself. */
static void
print_run(const struct run *run, const char *which, FILE *warnings)
{
	if (!has_toolchains(run))
		fprintf(warnings,
		    "warning: the %s report does not say what made its arms: "
		    "another compiler than the other's may be compared\n",
		    which);
	if (run->is_dirty)
		fprintf(warnings,
		    "warning: the %s report is of files that are not those of "
		    "its commit %s\n",
		    which, or_unknown(run->commit));
}

void
differences_print(
    const struct run *before, const struct run *after, FILE *warnings)
{
	print_text("the host", before->host, after->host, warnings);
	print_text(
	    "the processor", before->cpu_model, after->cpu_model, warnings);
	print_other("what the processor's numbers say", before->cpu_id,
	    after->cpu_id, warnings);
	print_text("the kernel", before->kernel, after->kernel, warnings);
	print_other("the C library", before->libc, after->libc, warnings);
	print_text("the compiler", before->compiler, after->compiler, warnings);
	print_flags(before->flags, after->flags, warnings);
	print_environment(before, after, warnings);
	print_run(before, "old", warnings);
	print_run(after, "new", warnings);
}
