/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gives the fuzzer's corpus to the fuzzed code, for builds without a fuzzer,
 * and prints TAP.  Fails also if most of the files are not whole any more: then
 * their format changed, and they have to be written anew.
 */
#include "tests/lib/fuzz.h"

#include <stdbool.h>
#include <stdio.h>

#define INPUT_BYTES 65536

/* Gives one file to the fuzzed code; returns how many bytes it has. */
static size_t
replay(const char *path)
{
	static uint8_t bytes[INPUT_BYTES];
	FILE *file = fopen(path, "rb");
	size_t n = 0;

	if (file != NULL) {
		n = fread(bytes, 1, sizeof(bytes), file);
		fclose(file);
	}
	LLVMFuzzerTestOneInput(bytes, n);
	return n;
}

int
main(int argc, char **argv)
{
	const unsigned n_files = (unsigned)argc - 1;
	bool are_read = true;
	bool are_whole;

	for (int i = 1; i < argc; i++)
		if (replay(argv[i]) == 0) {
			printf("# %s: empty, or cannot be read\n", argv[i]);
			are_read = false;
		}
	are_whole = 2 * fuzz_n_whole > n_files;
	printf("1..2\n");
	printf("%s 1 - all %u files are read\n", are_read ? "ok" : "not ok",
	    n_files);
	printf("%s 2 - most are whole: %u\n", are_whole ? "ok" : "not ok",
	    fuzz_n_whole);
	return are_read && are_whole ? 0 : 1;
}
