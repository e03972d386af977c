/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/formats/formats.h"

#define FORMAT_NAME format_raw
#define FORMAT_LIST "base/formats/raw.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_counters
#define FORMAT_LIST "base/formats/counters.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_audit
#define FORMAT_LIST "base/formats/audit.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_drill
#define FORMAT_LIST "base/formats/drill.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_summary
#define FORMAT_LIST "base/formats/summary.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_compare
#define FORMAT_LIST "base/formats/compare.def"
#include "base/formats/format_template.inc"

#define FORMAT_NAME format_selftest
#define FORMAT_LIST "base/formats/selftest.def"
#include "base/formats/format_template.inc"

const struct file_format *const formats_all[] = {
	&format_raw,
	&format_counters,
	&format_audit,
	&format_drill,
	&format_summary,
	&format_compare,
	&format_selftest,
	NULL,
};
