/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Moves a file that may be no arm.  The first byte of an input has the offset
 * in its six low bits.  The next bit says whether the copy is whole, and the
 * last whether the file ends where its memory does: libelf has no sanitizer, so
 * a read behind the end must fault.  If no table may end where the file does,
 * the memory ends up to 15 bytes later.
 */
#include "bench/elf/move.h"
#include "bench/elf/object.h"

#include "tests/lib/fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ALIGNMENT 16u

/* A file that ends where its memory does. */
struct file {
	unsigned char *pages;
	size_t n_mapped;
	unsigned char *bytes;
};

static struct file
make_file(const uint8_t *data, size_t n_bytes)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	const size_t n = (n_bytes + page - 1) / page * page;
	struct file file = { .n_mapped = n + page };

	file.pages = mmap(NULL, file.n_mapped, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (file.pages == MAP_FAILED ||
	    mprotect(file.pages + n, page, PROT_NONE) != 0)
		abort();
	file.bytes = file.pages + (n - n_bytes) / ALIGNMENT * ALIGNMENT;
	memcpy(file.bytes, data, n_bytes);
	return file;
}

/* Aborts if the copy is no object. */
static void
check_copy(const struct move_copy *copy)
{
	struct object object;
	struct reason why;

	if (object_read("copy", copy->bytes, copy->n_bytes, &object, &why) < 0)
		abort();
	object_close(&object);
}

static void
move(unsigned char first, const unsigned char *bytes, size_t n_bytes)
{
	const struct move move = {
		.name = "fuzzed",
		.bytes = bytes,
		.n_bytes = n_bytes,
		.offset = first % MOVE_SLACK,
		.is_whole = first & 0x40,
	};
	struct move_copy copy;
	struct reason why;

	if (move_block(&move, &copy, &why) < 0)
		return;
	fuzz_n_whole++;
	check_copy(&copy);
	free(copy.bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
	if (n_bytes == 0)
		return 0;
	if (data[0] & 0x80) {
		const struct file file = make_file(data + 1, n_bytes - 1);

		move(data[0], file.bytes, n_bytes - 1);
		munmap(file.pages, file.n_mapped);
	} else {
		unsigned char *bytes = malloc(n_bytes);

		if (bytes == NULL)
			abort();
		memcpy(bytes, data + 1, n_bytes - 1);
		/*
		 * Exactly as long as the file, so that the sanitizer sees a
		 * read behind it.
		 */
		bytes = realloc(bytes, n_bytes > 1 ? n_bytes - 1 : 1);
		move(data[0], bytes, n_bytes - 1);
		free(bytes);
	}
	return 0;
}
