/* SPDX-License-Identifier: BSD-2-Clause */
/* The verbs of locks with readers, in the world. */
#ifndef TESTS_EXPLORE_WORLD_SHARED_H
#define TESTS_EXPLORE_WORLD_SHARED_H

#include "tests/explore/cases/world.h"
#include "tests/locks/subject.h"

static inline void
world_rlock(unsigned lock, unsigned thread)
{
	subject.rlock(world_at(lock), &world.td[thread]);
}

static inline bool
world_tryrlock(unsigned lock, unsigned thread)
{
	return subject.tryrlock(world_at(lock), &world.td[thread]);
}

static inline void
world_runlock(unsigned lock, unsigned thread)
{
	subject.runlock(world_at(lock), &world.td[thread]);
}

static inline bool
world_tryupgrade(unsigned lock, unsigned thread)
{
	return subject.tryupgrade(world_at(lock), &world.td[thread]);
}

static inline void
world_downgrade(unsigned lock, unsigned thread)
{
	subject.downgrade(world_at(lock), &world.td[thread]);
}

#endif /* TESTS_EXPLORE_WORLD_SHARED_H */
