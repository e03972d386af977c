/* SPDX-License-Identifier: BSD-2-Clause */
/* evidence: see evidence.h. */
#include "analysis/audit/evidence.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static FILE *
open_beside(const char *path)
{
	const char *slash = strrchr(path, '/');
	const int n = slash == NULL ? 0 : (int)(slash - path) + 1;
	char *text;

	if (asprintf(&text, "%.*saudit.txt", n, path) < 0)
		return NULL;

	FILE *file = fopen(text, "re");
	free(text);
	return file;
}

void
evidence_print(FILE *out, const char *path, const char *name)
{
	FILE *file = open_beside(path);
	const size_t n = strlen(name);
	char *line = NULL;
	size_t size = 0;
	bool is_shown = false;
	bool is_found = false;

	while (file != NULL && getline(&line, &size, file) > 0) {
		if (line[0] != ' ')
			is_shown =
			    strncmp(line, name, n) == 0 && line[n] == '\n';
		else if (is_shown)
			fprintf(out, "  %s", line);
		is_found |= is_shown;
	}
	if (!is_found)
		fprintf(out, "    audit.txt has no disassembly of it\n");
	free(line);
	if (file != NULL)
		fclose(file);
}
