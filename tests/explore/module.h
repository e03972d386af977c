/* SPDX-License-Identifier: BSD-2-Clause */
/* Modules of explored locks, and their memory. */
#ifndef TESTS_EXPLORE_MODULE_H
#define TESTS_EXPLORE_MODULE_H

#include "explored.h"

/*
 * Opens the module at path; its writable memory becomes the explorer's world,
 * so that every interleaving finds it as the case's set_up left it: the locks,
 * and whatever their sources keep for themselves.  Returns NULL, having said
 * why on standard error, if it is no such module.  Never closed.
 */
const struct explored *module_open(const char *path);

#endif /* TESTS_EXPLORE_MODULE_H */
