/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/drill/format/sum.h"

#include <zlib.h>

uint32_t
sum_add(uint32_t sum, const void *data, size_t n_bytes)
{
	/* zlib starts anew if it gets no data. */
	return n_bytes == 0 ? sum : (uint32_t)crc32_z(sum, data, n_bytes);
}

uint32_t
sum_of(const void *data, size_t n_bytes)
{
	return sum_add(0, data, n_bytes);
}
