/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/run/audit_files.h"

#include "base/atomic_file.h"
#include "base/csv/writer.h"
#include "base/formats/formats.h"
#include "base/formats/words.h"
#include "bench/arm/compiler.h"
#include "bench/audit/decode/diff.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH "x86-64"
#else
#define ARCH "arm64"
#endif

struct audit_files {
	char *folder;
	struct atomic_file csv; /* lines without rows_left */
	struct atomic_file txt;
};

int
audit_files_open(
    const char *folder, struct audit_files **ret, struct reason *why)
{
	struct audit_files *files = calloc(1, sizeof(*files));

	if (files == NULL)
		return reason_set(why, -ENOMEM, "out of memory");
	if ((mkdir(folder, 0777) != 0 && errno != EEXIST) ||
	    access(folder, W_OK) != 0) {
		const int err = reason_set(why, -errno,
		    "cannot write to %s: %s", folder, strerror(errno));

		free(files);
		return err;
	}
	files->folder = strdup(folder);
	if (files->folder == NULL || !atomic_file_open(&files->csv) ||
	    !atomic_file_open(&files->txt)) {
		audit_files_close(files);
		return reason_set(why, -ENOMEM, "out of memory");
	}
	fputs(format_audit.header, files->csv.file);
	*ret = files;
	return 0;
}

FILE *
audit_files_evidence(struct audit_files *files, const struct arm *arm,
    const char *op, const char *state)
{
	fprintf(files->txt.file, "%s/%s/%s/%s/%s\n", arm->lock, op, arm->check,
	    arm->place, state);
	return files->txt.file;
}

/* Begins a line: the columns from schema to flags. */
static void
put_names(struct csv_writer *w, const struct arm *arm, const char *op,
    const char *state)
{
	struct compiler compiler;
	char name[COMPILER_TEXT_BYTES];

	compiler_copy(arm, &compiler);
	compiler_name(&compiler, name, sizeof(name));
	csv_put_count(w, format_audit.schema);
	csv_put_text(w, ARCH);
	csv_put_text(w, name);
	csv_put_text(w, arm->lock);
	csv_put_text(w, op);
	csv_put_text(w, arm->check);
	csv_put_text(w, arm->place);
	csv_put_text(w, state);
	csv_put_text(w, compiler.flags);
}

/* Ends a line without counts, and says why. */
static void
end_uncounted(struct csv_writer *w, const char *why)
{
	csv_put_empty(w, 2 * N_COUNTS);
	csv_put_text(w, why);
	csv_end_line(w);
}

void
audit_files_code(struct audit_files *files, const struct arm *arm,
    const char *op, const struct code *code)
{
	struct csv_writer w = csv_writer_on(files->csv.file);

	put_names(&w, arm, op, "code");
	csv_put_text(&w, code_fast_path_name(code->fast_path));
	csv_put_count(&w, code->fast_bytes[0]);
	csv_put_count(&w, code->fast_bytes[1]);
	csv_put_count(&w, code->hard_bytes[0]);
	csv_put_count(&w, code->hard_bytes[1]);
	csv_put_empty(&w, 5); /* from ending_base to gone */
	end_uncounted(&w, "");
}

enum branch {
#define BRANCH(id, word, meaning) BRANCH_##id,
#include "base/formats/words.def"
};

/*
 * Says whether the first new branch, which is the check's, falls through or
 * jumps.
 */
static enum branch
find_branch(const struct diff *diff)
{
	for (size_t i = 0; i < diff->n; i++) {
		const struct diff_step *step = &diff->steps[i];

		if (step->without == NULL && step->with->is_conditional)
			return step->with->is_taken ? BRANCH_JUMPS
			                            : BRANCH_FALLS;
	}
	return BRANCH_NONE;
}

/* A field of the lines that only one has, separated by semicolons. */
static void
put_lines(struct csv_writer *w, const struct diff *diff, bool is_new)
{
	csv_begin_list(w, "; ");
	for (size_t i = 0; i < diff->n; i++) {
		const struct diff_step *step = &diff->steps[i];
		const struct listing_line *line =
		    is_new ? step->with : step->without;

		if ((is_new ? step->without : step->with) == NULL)
			csv_put_item(w, line->text);
	}
	csv_end_list(w);
}

static bool
is_executed(const struct listing *listing, uint64_t address)
{
	for (size_t i = 0; i < listing->n; i++)
		if (listing->lines[i].address == address)
			return true;
	return false;
}

/*
 * Says where new branches lead: to code out of line or to code that is
 * executed.
 */
static void
print_targets(FILE *txt, const struct diff *diff, const struct listing *with)
{
	for (size_t i = 0; i < diff->n; i++) {
		const struct listing_line *line = diff->steps[i].with;

		if (diff->steps[i].without != NULL || !line->is_conditional ||
		    line->named == 0)
			continue;
		fprintf(txt,
		    "  the new %s %s; its target, %+lld bytes from it, is %s\n",
		    line->text, line->is_taken ? "jumps" : "falls through",
		    (long long)(line->named - line->address),
		    is_executed(with, line->named) ? "executed"
		                                   : "out of the way");
	}
}

/* Adds a line without counts if one of the two traces has none. */
static bool
put_uncounted(
    struct csv_writer *w, const struct trace *a, const struct trace *b)
{
	const struct trace *t = a->uncounted.text[0] != '\0' ? a : b;

	if (t->uncounted.text[0] == '\0')
		return false;
	csv_put_empty(w, 10); /* from fast_path to gone */
	end_uncounted(w, t->uncounted.text);
	return true;
}

static void
put_counts(struct csv_writer *w, const struct trace *without,
    const struct trace *with, const struct diff *diff)
{
	csv_put_empty(w, 5); /* from fast_path to hard_bytes */
	csv_put_text(w, words_ending.words[without->ending].text);
	csv_put_text(w, words_ending.words[with->ending].text);
	csv_put_text(w, words_branch.words[find_branch(diff)].text);
	put_lines(w, diff, true);
	put_lines(w, diff, false);
	for (enum count c = 0; c < N_COUNTS; c++) {
		csv_put_count(w, without->counts.n[c]);
		csv_put_count(w, with->counts.n[c]);
	}
	csv_put_empty(w, 1); /* uncounted */
	csv_end_line(w);
}

int
audit_files_trace(struct audit_files *files, const struct arm *arm,
    const char *const op_state[2], const struct trace *without,
    const struct trace *with, struct reason *why)
{
	FILE *txt = audit_files_evidence(files, arm, op_state[0], op_state[1]);
	struct csv_writer w = csv_writer_on(files->csv.file);
	struct diff diff;

	put_names(&w, arm, op_state[0], op_state[1]);
	if (put_uncounted(&w, without, with))
		return 0;
	if (diff_make(&without->listing, &with->listing, &diff) < 0)
		return reason_set(why, -ENOMEM, "out of memory");
	diff_print(txt, &diff);
	print_targets(txt, &diff, &with->listing);
	put_counts(&w, without, with, &diff);
	diff_fini(&diff);
	return w.error < 0 ? reason_set(why, w.error, "out of memory") : 0;
}

/*
 * Copies the header and the lines.  Each line then ends with rows_left, the
 * number of lines that follow it: a file that was cut short shows.
 */
static void
put_numbered(FILE *to, const char *header_and_lines)
{
	const char *line = strchr(header_and_lines, '\n') + 1;
	size_t n_left = 0;

	fwrite(header_and_lines, 1, (size_t)(line - header_and_lines), to);
	for (const char *c = line; *c != '\0'; c++)
		n_left += *c == '\n';
	while (n_left > 0) {
		const char *end = strchr(line, '\n');

		fprintf(to, "%.*s,%zu\n", (int)(end - line), line, --n_left);
		line = end + 1;
	}
}

static int
write_csv(struct audit_files *files, struct reason *why)
{
	struct atomic_file numbered = { 0 };
	int err;

	if (!atomic_file_open(&numbered) || fflush(files->csv.file) != 0)
		err = reason_set(why, -ENOMEM, "out of memory");
	else {
		put_numbered(numbered.file, files->csv.bytes);
		err = atomic_file_write(
		    &numbered, files->folder, "audit.csv", why);
	}
	atomic_file_close(&numbered);
	return err;
}

int
audit_files_write(struct audit_files *files, struct reason *why)
{
	/*
	 * audit.txt comes first, so that each line of audit.csv has its
	 * evidence.
	 */
	const int err =
	    atomic_file_write(&files->txt, files->folder, "audit.txt", why);

	return err < 0 ? err : write_csv(files, why);
}

void
audit_files_close(struct audit_files *files)
{
	if (files == NULL)
		return;
	atomic_file_close(&files->csv);
	atomic_file_close(&files->txt);
	free(files->folder);
	free(files);
}
