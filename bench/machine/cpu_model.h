/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The model of a CPU, by /proc/cpuinfo: on x86 its vendor, family, model,
 * stepping and name; on arm64 its implementer, part, variant and revision.
 */
#ifndef BENCH_MACHINE_CPU_MODEL_H
#define BENCH_MACHINE_CPU_MODEL_H

#include <stdbool.h>

#define CPU_MODEL_FIELD_BYTES 64
#define CPU_MODEL_N_FIELDS    4
#define CPU_MODEL_TEXT_BYTES  (8 * CPU_MODEL_FIELD_BYTES)

struct cpu_model {
	/* The names of the fields, in their order. */
	const char *const *names;
	char fields[CPU_MODEL_N_FIELDS][CPU_MODEL_FIELD_BYTES];
	char name[CPU_MODEL_FIELD_BYTES]; /* "AMD EPYC"; empty on arm64 */
};

/*
 * Reads the models of n CPUs, given in rising order, from the files under root
 * (probe.h).  Returns false if any field of any CPU is unknown; do not use what
 * was written then.
 */
bool cpu_model_look(const char *root, const unsigned cpus[], unsigned n,
    struct cpu_model ret_models[]);

bool cpu_model_is_same(const struct cpu_model *a, const struct cpu_model *b);

/*
 * Writes the fields in one line: "vendor AuthenticAMD, family 25, model 1,
 * stepping 1".
 */
void cpu_model_describe(
    const struct cpu_model *model, char ret_text[CPU_MODEL_TEXT_BYTES]);

#endif /* BENCH_MACHINE_CPU_MODEL_H */
