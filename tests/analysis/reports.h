/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reports: a folder of reports whose verdicts are known, and gate.csv.
 *
 * Folders: pass, slow, short and unfit, one verdict each; mixed, with all of
 * them and a row that is not judged; hostile, whose names and reasons are full
 * of signs that formats must escape; bytes, whose candidate's name is no UTF-8;
 * old and new, with audits, of which new has an instruction more, a load less
 * and another fast path; turned, with an audit of which the branch jumps and
 * the code is longer; part, whose audit lacks a line of old's; gated, a report
 * that has old's and new's as the audits of its sides.
 */
#ifndef TESTS_ANALYSIS_REPORTS_H
#define TESTS_ANALYSIS_REPORTS_H

#include <stddef.h>

/* cmocka's set-up; scratch_destroy() is the tear-down. */
int reports_create(void **state);

/* The first digits of gate.csv's SHA-256, by sha256sum(1). */
#define REPORTS_GATE_DIGEST "75b144cd98c5"

/* What a reader must get of the hostile report, and of the name in bytes. */
#define REPORTS_HOSTILE_ROW    "m|x <&>'`%/contended/2/same-l3"
#define REPORTS_HOSTILE_ARM    "q\"|,<&>@_*\\ x-8"
#define REPORTS_HOSTILE_REASON "the machine is unfit: a|b <c> & \"d\": ' ] x"
#define REPORTS_BAD            "\xef\xbf\xbd"
#define REPORTS_BYTES_ARM                               \
	REPORTS_BAD REPORTS_BAD REPORTS_BAD REPORTS_BAD \
	    "-" REPORTS_BAD REPORTS_BAD REPORTS_BAD

/*
 * Runs the program with `arguments`, which have the gate and the format
 * `format` added.  Returns its exit status; what it printed is in out and err.
 */
int reports_run(const char *folder, const char *format, const char *arguments);

/* The names of all formats. */
#define REPORTS_N_FORMATS 6
extern const char *const REPORTS_FORMATS[REPORTS_N_FORMATS];

/*
 * Returns, to be freed, the field in column `column` of line `line` of a CSV
 * file, by libcsv; the header is line 0.
 */
char *reports_cell(
    const char *folder, const char *name, size_t line, const char *column);

#endif
