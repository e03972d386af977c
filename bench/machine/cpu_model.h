/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which processor a CPU is, by /proc/cpuinfo: x86's vendor, family, model,
 * stepping and name, or arm64's implementer, part, variant and revision.
 */
#ifndef BENCH_MACHINE_CPU_MODEL_H
#define BENCH_MACHINE_CPU_MODEL_H

#include <stdbool.h>

#define CPU_MODEL_FIELD_BYTES 64
#define CPU_MODEL_N_FIELDS    4
#define CPU_MODEL_TEXT_BYTES  (8 * CPU_MODEL_FIELD_BYTES)

struct cpu_model {
	/* What the fields are called, in their order. */
	const char *const *names;
	char fields[CPU_MODEL_N_FIELDS][CPU_MODEL_FIELD_BYTES];
	char name[CPU_MODEL_FIELD_BYTES]; /* "AMD EPYC"; empty on arm64 */
};

/*
 * Looks at n CPUs, in rising order, by the files under root (probe.h), and
 * writes a model for each.  Returns false if one of the fields of one of them
 * is not known; what is written is then to be left alone.
 */
bool cpu_model_look(const char *root, const unsigned cpus[], unsigned n,
    struct cpu_model ret_models[]);

bool cpu_model_is_same(const struct cpu_model *a, const struct cpu_model *b);

/*
 * Writes the fields in a line: "vendor AuthenticAMD, family 25, model 1,
 * stepping 1".
 */
void cpu_model_describe(
    const struct cpu_model *model, char ret_text[CPU_MODEL_TEXT_BYTES]);

#endif /* BENCH_MACHINE_CPU_MODEL_H */
