/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a program inherits: the variables that could change a measurement, and
 * the fixed set that a unit gets instead; and standard input, output and error,
 * which may be closed.
 */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/reason.h"

/* Variables that a unit inherits and run.json records; NULL ends the list. */
extern const char *const process_kept_variables[];

/*
 * Returns 0; or -EPERM with the reason if LD_PRELOAD or LD_AUDIT makes the
 * dynamic linker put another library into this process.
 */
int process_refuse_preload(struct reason *why);

/*
 * Restarts this program without the variables of Google Benchmark, which has
 * read them before main().  Returns 0 if there are none; otherwise returns only
 * on failure, a negative errno with the reason.
 */
int process_drop_benchmark(char *const argv[], struct reason *why);

/*
 * Returns the whole environment of a unit: the variables above and a fixed
 * locale, so that it does not depend on the caller.  NULL if memory is short.
 * The caller frees it with free().
 */
char **process_unit_environment(void);

/*
 * Opens each of the descriptors 0 to 2 that is closed, so that no file of ours
 * becomes one of them.  Writing to such a stream fails.  Call this first.
 */
void process_open_streams(void);

/*
 * Flushes standard output.  Returns 0, or a negative errno with the reason if
 * some of the output was lost.
 */
int process_end_output(struct reason *why);

#endif /* BASE_PROCESS_H */
