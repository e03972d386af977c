/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The explorer's double of locks/adaptive.h: the same, but how long a counted
 * wait lasts is the explorer's to choose.
 */
#ifndef TESTS_EXPLORE_DOOR_LOCKS_ADAPTIVE_H
#define TESTS_EXPLORE_DOOR_LOCKS_ADAPTIVE_H

#include "../../../../locks/adaptive.h"

#define adaptive_loops explore_rounds

#endif /* TESTS_EXPLORE_DOOR_LOCKS_ADAPTIVE_H */
