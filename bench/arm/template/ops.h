/* SPDX-License-Identifier: BSD-2-Clause */
/* The operations of an arm's lock one by one: ops.c. */
#ifndef BENCH_ARM_TEMPLATE_OPS_H
#define BENCH_ARM_TEMPLATE_OPS_H

#include "bench/arm/arm.h"
#include "locks/attr.h"

extern const struct arm_ops arm_ops HIDDEN;

#define ARM_OPS &arm_ops

#endif /* BENCH_ARM_TEMPLATE_OPS_H */
