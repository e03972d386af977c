/* SPDX-License-Identifier: BSD-2-Clause */
/* program: slowpath-analysis, run as a whole in a folder. */
#ifndef TESTS_ANALYSIS_PROGRAM_H
#define TESTS_ANALYSIS_PROGRAM_H

/*
 * Runs the program with `arguments` in the folder, after the shell command
 * `before`; its streams go to the files out and err there.  Returns its exit
 * status.
 */
int program_run_after(
    const char *folder, const char *before, const char *arguments);

/* The same with nothing before. */
int program_run(const char *folder, const char *arguments);

/* Checks that the file `name` in `folder` has `expected` in it. */
void program_assert_has(
    const char *folder, const char *name, const char *expected);

/* Checks that two texts are the same, and frees them. */
void program_assert_same(char *one, char *other);

#endif
