/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * output: a CSV file being written, which appears whole or not at all.
 *
 * It is written under another name in its folder and renamed when it is
 * complete and on the disk; until then what was there stays.
 */
#ifndef ANALYSIS_OUTPUT_H
#define ANALYSIS_OUTPUT_H

#include "analysis/failure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct output {
	FILE *file;
	char *path;
	char *partial_path;
	bool is_in_line;
};

/*
 * Begins the file `name` in `folder`.  Returns 0 and the file in `ret_output`,
 * to be given to output_close(); or a negative errno with the reason in `why`.
 */
int output_open(const char *folder, const char *name, struct output *ret_output,
    struct failure *why);

/* Add a field: a text, quoted if it must be; a number, empty if not finite. */
void output_text(struct output *o, const char *text);
void output_number(struct output *o, double number);

/* Ends the line. */
void output_end_line(struct output *o);

/*
 * Ends the file, and gives it its name.  Returns 0, or a negative errno with
 * the reason in `why` if something could not be written: nothing is left then.
 */
int output_close(struct output *o, struct failure *why);

#endif
