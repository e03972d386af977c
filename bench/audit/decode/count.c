/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/audit/decode/count.h"

#include <errno.h>
#include <stdlib.h>

#define LINE_BYTES 64

const char *
count_name(enum count which)
{
	static const char *const names[] = {
#define COUNTED(id, name, meaning) [COUNT_##id] = name,
#include "base/formats/audit.def"
	};

	return names[which];
}

static int
add_line(struct count_lines *set, uint64_t line)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->lines[i] == line)
			return 0;
	if (set->n == set->n_room) {
		const size_t n = set->n_room == 0 ? 16 : 2 * set->n_room;
		uint64_t *lines = reallocarray(set->lines, n, sizeof(*lines));

		if (lines == NULL)
			return -ENOMEM;
		set->lines = lines;
		set->n_room = n;
	}
	set->lines[set->n++] = line;
	return 0;
}

/* An access may lie across two lines. */
static int
note_access(struct count_lines *set, const struct insn_access *access)
{
	const uint64_t n = access->n_bytes == 0 ? 1 : access->n_bytes;
	const int err = add_line(set, access->address / LINE_BYTES);

	if (err < 0)
		return err;
	return add_line(set, (access->address + n - 1) / LINE_BYTES);
}

int
counts_add_accesses(struct counts *counts, const struct insn *insn)
{
	int err = 0;

	for (unsigned i = 0; i < insn->n_accesses && err == 0; i++) {
		const struct insn_access *access = &insn->accesses[i];

		counts->n[COUNT_LOADS] += access->is_read;
		counts->n[COUNT_STORES] += access->is_written;
		if (access->is_read)
			err = note_access(&counts->read, access);
		if (access->is_written && err == 0)
			err = note_access(&counts->written, access);
	}
	counts->n[COUNT_LINES_READ] = counts->read.n;
	counts->n[COUNT_LINES_WRITTEN] = counts->written.n;
	return err;
}

int
counts_add(struct counts *counts, const struct insn *insn, bool is_taken)
{
	counts->n[COUNT_INSTRUCTIONS]++;
	counts->n[COUNT_ATOMICS] += insn->is_atomic;
	counts->n[COUNT_BRANCHES] += insn->is_branch;
	counts->n[COUNT_TAKEN] += insn->is_branch && is_taken;
	return counts_add_accesses(counts, insn);
}

void
counts_fini(struct counts *counts)
{
	free(counts->read.lines);
	free(counts->written.lines);
	*counts = (struct counts){ 0 };
}
