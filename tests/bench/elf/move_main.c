/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Moves an arm's file, for tests in shell: move FILE OFFSET COPY [whole].
 * Exit status: 0 moved, 1 refused, with the reason on standard error; 2 usage.
 */
#include "bench/elf/move.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Any arm is smaller. */
#define MOST_BYTES (8u << 20)

static size_t
read_file(const char *path, unsigned char *bytes)
{
	FILE *file = fopen(path, "rb");
	size_t n = 0;

	if (file == NULL) {
		perror(path);
		exit(2);
	}
	n = fread(bytes, 1, MOST_BYTES, file);
	fclose(file);
	return n;
}

static void
write_file(const char *path, const struct move_copy *copy)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL ||
	    fwrite(copy->bytes, 1, copy->n_bytes, file) != copy->n_bytes ||
	    fclose(file) != 0) {
		perror(path);
		exit(2);
	}
}

int
main(int argc, char *argv[])
{
	static unsigned char bytes[MOST_BYTES];
	struct move move = { .bytes = bytes };
	struct move_copy copy;
	struct reason why;

	if (argc < 4) {
		fprintf(stderr, "usage: move FILE OFFSET COPY [whole]\n");
		return 2;
	}
	move.name = argv[1];
	move.n_bytes = read_file(argv[1], bytes);
	move.offset = (unsigned)strtoul(argv[2], NULL, 10);
	move.is_whole = argc > 4 && strcmp(argv[4], "whole") == 0;
	if (move_block(&move, &copy, &why) < 0) {
		fprintf(stderr, "%s\n", why.text);
		return 1;
	}
	write_file(argv[3], &copy);
	free(copy.bytes);
	return 0;
}
