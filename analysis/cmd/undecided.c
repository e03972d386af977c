/* SPDX-License-Identifier: BSD-2-Clause */
/* undecided: see undecided.h. */
#include "analysis/cmd/undecided.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/format/output.h"

/* Begins the file at `path`, as output_open() does. */
static int
open_path(const char *path, struct output *ret_output, struct reason *why)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return output_open(".", path, ret_output, why);

	char *folder = strndup(path, (size_t)(slash - path));
	if (folder == NULL)
		return reason_memory(why);

	const int rc = output_open(folder, slash + 1, ret_output, why);
	free(folder);
	return rc;
}

int
undecided_write(
    const char *path, const struct findings *findings, struct reason *why)
{
	const struct row_result *last = NULL;
	struct output o;
	const int rc = open_path(path, &o, why);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->list[i];

		if (!f->is_open || f->row == last)
			continue;
		last = f->row;
		output_text(&o, f->row->name);
		output_end_line(&o);
	}
	return output_close(&o, why);
}
