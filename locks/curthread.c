/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The calling thread of the check curthread.  In a file of its own: glibc has
 * little room for the initial-exec storage of objects loaded late, so the other
 * arms must have none.
 */
#include "locks/stop.h"

/* The thread that others are taken for until they say. */
static const struct thread nobody;

__thread const struct thread *stop_curthread = &nobody;
