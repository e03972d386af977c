/* SPDX-License-Identifier: BSD-2-Clause */
/* usage: what slowpath-analysis --help prints. */
#ifndef ANALYSIS_CMD_USAGE_H
#define ANALYSIS_CMD_USAGE_H

extern const char usage_text[];

#endif
