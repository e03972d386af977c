/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/elf/kind.h"

#include <string.h>

/* Where the value lies in a word, and the unit that it is encoded in. */
struct layout {
	unsigned n_bytes;
	unsigned shift; /* of the lowest bit */
	unsigned n_bits;
	unsigned unit; /* log2 of bytes */
};

static const struct layout layouts[] = {
	[FIELD_NONE] = { 0 },
	[FIELD_32] = { 4, 0, 32, 0 },
	[FIELD_64] = { 8, 0, 64, 0 },
	[FIELD_IMM14] = { 4, 5, 14, 2 },
	[FIELD_IMM19] = { 4, 5, 19, 2 },
	[FIELD_IMM26] = { 4, 0, 26, 2 },
	/* These have the two low bits of their value apart, at bit 29. */
	[FIELD_ADR] = { 4, 5, 21, 0 },
	[FIELD_ADRP] = { 4, 5, 21, 12 },
	[FIELD_LOW_1] = { 4, 10, 12, 0 },
	[FIELD_LOW_2] = { 4, 10, 12, 1 },
	[FIELD_LOW_4] = { 4, 10, 12, 2 },
	[FIELD_LOW_8] = { 4, 10, 12, 3 },
	[FIELD_LOW_16] = { 4, 10, 12, 4 },
};

static bool
is_low(enum field field)
{
	return field >= FIELD_LOW_1;
}

static bool
is_split(enum field field)
{
	return field == FIELD_ADR || field == FIELD_ADRP;
}

static uint64_t
mask(unsigned n_bits)
{
	return n_bits == 64 ? UINT64_MAX : (UINT64_C(1) << n_bits) - 1;
}

size_t
field_bytes(enum field field)
{
	return layouts[field].n_bytes;
}

static uint64_t
load(const struct layout *layout, const unsigned char *from)
{
	uint64_t word = 0;

	memcpy(&word, from, layout->n_bytes);
	return word;
}

int64_t
field_read(enum field field, const unsigned char *from)
{
	const struct layout *layout = &layouts[field];
	const uint64_t word = load(layout, from);
	uint64_t value = word >> layout->shift & mask(layout->n_bits);
	const uint64_t sign = UINT64_C(1) << (layout->n_bits - 1);

	if (is_split(field))
		value = (value & mask(19)) << 2 | (word >> 29 & 3);
	if (!is_low(field))
		value = (value ^ sign) - sign;
	return (int64_t)(value << layout->unit);
}

static bool
fits(const struct layout *layout, uint64_t value)
{
	const uint64_t half = UINT64_C(1)
	    << (layout->n_bits + layout->unit - 1);

	return layout->n_bits == 64 || value + half < 2 * half;
}

bool
field_write(enum field field, unsigned char *to, int64_t value)
{
	const struct layout *layout = &layouts[field];
	uint64_t bits = (uint64_t)value;
	uint64_t word = load(layout, to);

	if (is_low(field))
		bits &= mask(12);
	else if (!fits(layout, bits))
		return false;
	if (bits & mask(layout->unit))
		return false;
	bits >>= layout->unit;
	if (is_split(field)) {
		word = (word & ~(UINT64_C(3) << 29)) | (bits & 3) << 29;
		word &= ~(mask(19) << 5);
		word |= (bits >> 2 & mask(19)) << 5;
	} else {
		word &= ~(mask(layout->n_bits) << layout->shift);
		word |= (bits & mask(layout->n_bits)) << layout->shift;
	}
	memcpy(to, &word, layout->n_bytes);
	return true;
}
