/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/lib/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

unsigned fuzz_n_whole;

const char *
fuzz_file(const uint8_t *data, size_t n_bytes)
{
	static char path[32];
	static int fd = -1;

	if (fd == -1) {
		fd = memfd_create("fuzzed", MFD_CLOEXEC);
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	}
	if (ftruncate(fd, 0) != 0 ||
	    pwrite(fd, data, n_bytes, 0) != (ssize_t)n_bytes)
		abort();
	return path;
}

char *
fuzz_text(const uint8_t *data, size_t n_bytes)
{
	static char texts[2][FUZZ_TEXT_BYTES];
	static unsigned n_texts;
	char *text = texts[n_texts++ % 2];

	if (n_bytes >= FUZZ_TEXT_BYTES)
		n_bytes = FUZZ_TEXT_BYTES - 1;
	if (n_bytes > 0)
		memcpy(text, data, n_bytes);
	text[n_bytes] = '\0';
	return text;
}

int
fuzz_words(const uint8_t *data, size_t n_bytes, char *argv[FUZZ_WORDS + 1])
{
	static char program[] = "fuzzed";
	char *rest = fuzz_text(data, n_bytes);
	int argc = 1;

	argv[0] = program;
	if (rest[0] == '\0')
		rest = NULL;
	while (rest != NULL && argc < FUZZ_WORDS)
		argv[argc++] = strsep(&rest, "\n");
	argv[argc] = NULL;
	return argc;
}

void
fuzz_result(int result, const struct reason *why)
{
	if (result == 0)
		fuzz_n_whole++;
	else if (result > 0 || why->text[0] == '\0' ||
	    strchr(why->text, '\n') != NULL)
		abort();
}
