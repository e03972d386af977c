/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a program inherits from its caller: the environment, as far as it could
 * reach into what is measured, with the fixed one that a unit gets in its
 * place; and standard input, output and error, some of which may be closed.
 */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/reason.h"

/* Variables that units keep, and run.json records; NULL at the end. */
extern const char *const process_kept_variables[];

/*
 * Returns 0, or -EPERM with the reason if the dynamic linker was told to put
 * another library into this process (LD_PRELOAD, LD_AUDIT).
 */
int process_refuse_preload(struct reason *why);

/*
 * Starts this program anew without Google Benchmark's variables if there are
 * any, since it has read them before main(): returns 0 only if there are none,
 * else a negative errno with the reason.
 */
int process_drop_benchmark(char *const argv[], struct reason *why);

/*
 * Returns the whole environment of a unit, the same for every caller but for
 * the variables above; NULL if memory is short.  Free it with free().
 */
char **process_unit_environment(void);

/*
 * Fills the descriptors 0 to 2 where they are closed, so that no file of ours
 * becomes one of them; what is written to such a stream fails.  Call first.
 */
void process_open_streams(void);

/*
 * Ends standard output.  Returns 0, or a negative errno with the reason if
 * anything that was printed did not arrive.
 */
int process_end_output(struct reason *why);

#endif /* BASE_PROCESS_H */
