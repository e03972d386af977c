/* SPDX-License-Identifier: BSD-2-Clause */
/* audit_texts: claims and audits of a few lines, as text and read. */
#ifndef TESTS_ANALYSIS_AUDIT_AUDIT_TEXTS_H
#define TESTS_ANALYSIS_AUDIT_AUDIT_TEXTS_H

#include "analysis/audit/claims.h"

/* The headers of both files. */
#define CLAIMS                                                           \
	"arch,compiler,lock,op,check,place,state,kind,fast_path,branch," \
	"instructions,loads,stores,atomics,branches,taken,lines_read,"   \
	"lines_written,reason\n"
#define AUDIT                                                                \
	"schema,arch,compiler,lock,op,check,place,state,fast_path,"          \
	"fast_bytes_base,fast_bytes,hard_bytes_base,hard_bytes,"             \
	"ending_base,ending,branch,new,gone,instructions_base,instructions," \
	"loads_base,loads,stores_base,stores,atomics_base,atomics,"          \
	"branches_base,branches,taken_base,taken,lines_read_base,"           \
	"lines_read,lines_written_base,lines_written,uncounted,left\n"

/* Lines of an audit, and what they begin with. */
#define NAME   "2,x86-64,gcc 12,mtx,lock,global,hard,"
#define CODE   NAME "code,same,30,30,190,209,,,,,,,,,,,,,,,,,,,,,,,0\n"
#define MINE   NAME "mine,,,,,,returned,returned,falls,cmp,,"
#define COUNTS "23,25,9,10,7,7,2,2,5,6,5,5,2,3,2,2,,"
#define OLD    AUDIT MINE COUNTS "1\n" CODE

/* Write the text to a file in the folder and read it. */
void audit_texts_read_claims(
    const char *folder, const char *text, struct claims *ret);
void audit_texts_read(const char *folder, const char *text, struct audit *ret);

#endif
