/* SPDX-License-Identifier: BSD-2-Clause */
/* Arms of the build that are loaded for a test, and what came of it. */
#ifndef TESTS_BENCH_ARM_LOADED_H
#define TESTS_BENCH_ARM_LOADED_H

#include "bench/arm/catalog.h"

#include <stdbool.h>

extern struct catalog_loaded loaded;
extern struct reason loaded_why;

/* Has nothing refused, and makes a scratch folder. */
int loaded_set_up(void **state);

/* The path of an arm of the build, until the next call. */
const char *loaded_path(const char *name);

/* Loads an arm of the build.  Returns as catalog_load() does. */
int loaded_try(const char *name, unsigned offset, struct catalog_loaded *ret);

/* The same, which must succeed. */
void loaded_load(const char *name, unsigned offset, struct catalog_loaded *ret);

/* Copies an arm into the scratch folder, and returns its path. */
const char *loaded_copy_arm(void *const *state, const char *name);

/* How many files a folder has, hidden ones too. */
unsigned loaded_count_files(const char *folder);

/* Whether what this process has mapped has these words in a line. */
bool loaded_maps_have(const char *words);

#endif /* TESTS_BENCH_ARM_LOADED_H */
