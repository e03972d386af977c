/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/whole.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
whole_open(struct whole *whole)
{
	whole->file = open_memstream(&whole->bytes, &whole->n);
	return whole->file != NULL;
}

static void
write_numbered(const struct whole *whole, FILE *file)
{
	const char *line = strchr(whole->bytes, '\n') + 1;
	size_t n_left = 0;

	fwrite(whole->bytes, 1, (size_t)(line - whole->bytes), file);
	for (const char *c = line; *c != '\0'; c++)
		n_left += *c == '\n';
	while (n_left > 0) {
		const char *end = strchr(line, '\n');

		fprintf(file, "%.*s,%zu\n", (int)(end - line), line, --n_left);
		line = end + 1;
	}
}

int
whole_write(struct whole *whole, const char *folder, const char *name,
    bool is_numbered, struct reason *why)
{
	char partial[4096];
	char path[4096];
	FILE *file;
	bool is_fine;
	int err;

	if (fflush(whole->file) != 0)
		return reason_set(why, -ENOMEM, "out of memory");
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	snprintf(partial, sizeof(partial), "%s/.%s.part", folder, name);
	file = fopen(partial, "we");
	if (file == NULL)
		return reason_set(
		    why, -errno, "cannot write %s: %s", path, strerror(errno));
	if (is_numbered)
		write_numbered(whole, file);
	else
		fwrite(whole->bytes, 1, whole->n, file);
	is_fine = !ferror(file);
	is_fine &= fclose(file) == 0;
	if (is_fine && rename(partial, path) == 0)
		return 0;
	err =
	    reason_set(why, -EIO, "cannot write %s: %s", path, strerror(errno));
	unlink(partial);
	return err;
}

void
whole_close(struct whole *whole)
{
	if (whole->file != NULL)
		fclose(whole->file);
	free(whole->bytes);
	*whole = (struct whole){ 0 };
}
