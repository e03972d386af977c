/* SPDX-License-Identifier: BSD-2-Clause */
/* What the writer and the reader of run.json both compute from it. */
#ifndef BASE_RUN_JSON_H
#define BASE_RUN_JSON_H

#include <stdint.h>

/* A struct of jansson's, whose header few files need. */
struct json_t;

/*
 * Returns how many units were lost in the run that root describes, counting
 * each of its resumptions.  What is no number counts as 0.
 */
uint64_t run_json_count_lost(const struct json_t *root);

#endif /* BASE_RUN_JSON_H */
