/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A unit: a fresh process that runs the blocks of one row at one offset.  The
 * engine starts it, hands it an order, and asks for one block after the other
 * (protocol.h).
 */
#ifndef BENCH_UNIT_UNIT_H
#define BENCH_UNIT_UNIT_H

#include "bench/unit/protocol.h"

/*
 * Serves as a unit: reads requests from in and writes answers to out, until in
 * ends.  Returns the exit status of the process.
 */
int unit_serve(int in, int out);

#endif /* BENCH_UNIT_UNIT_H */
