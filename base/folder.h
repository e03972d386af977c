/* SPDX-License-Identifier: BSD-2-Clause */
/* folder: where files are written to. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include "base/reason.h"

/*
 * Makes the folder at `path`, and those above it, where they are not there.
 * Returns 0, or a negative errno with the reason in `why`.
 */
int folder_make(const char *path, struct reason *why);

#endif
