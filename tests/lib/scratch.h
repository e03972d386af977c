/* SPDX-License-Identifier: BSD-2-Clause */
/* scratch: a folder of a test's own, and files in it. */
#ifndef TESTS_LIB_SCRATCH_H
#define TESTS_LIB_SCRATCH_H

#include <stddef.h>

/* cmocka's set-up and tear-down: `*state` is the path of a new folder. */
int scratch_create(void **state);
int scratch_destroy(void **state);

/*
 * Returns the path of `name` in `folder`.  It holds until the fourth call
 * after this one.
 */
const char *scratch_path(const char *folder, const char *name);

/* Writes the `len` bytes at `text` to the file `name`; returns its path. */
const char *scratch_write(
    const char *folder, const char *name, const char *text, size_t len);

/*
 * Returns the text of the file `name`, to be freed, or NULL if there is none.
 */
char *scratch_read(const char *folder, const char *name);

#endif
