/* SPDX-License-Identifier: BSD-2-Clause */
/* The engine's process as a whole: who may end it, and how. */
#ifndef BENCH_RUN_PROCESS_H
#define BENCH_RUN_PROCESS_H

#include <signal.h>

/*
 * Catches SIGINT and SIGTERM, which set *is_interrupted, and ignores SIGPIPE: a
 * unit that died is told by the write's error.  From here on an exit() of
 * somebody else's ends the process with 2, whatever status it was given.
 */
void process_begin(volatile sig_atomic_t *is_interrupted);

/* Returns status, with which main() may now return. */
int process_end(int status);

#endif /* BENCH_RUN_PROCESS_H */
