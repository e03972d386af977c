/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/run/deadline.h"

#include "base/clock.h"

#define NS_PER_MS 1000000u
#define MS_PER_S  1000u

/* One that hangs may take this share of all the time, and no less than 2 s. */
#define SHARE_OF_SILENCE 10
#define PATIENCE_MIN_MS  2000u

struct deadline
deadline_in(unsigned seconds)
{
	const uint64_t all_ms = (uint64_t)seconds * MS_PER_S;
	const uint64_t share_ms = all_ms / SHARE_OF_SILENCE;

	if (seconds == 0)
		return (struct deadline){ 0 };
	return (struct deadline){
		.end_ns = clock_now_ns() + all_ms * NS_PER_MS,
		.patience_ms = share_ms < PATIENCE_MIN_MS ? (int)PATIENCE_MIN_MS
		                                          : (int)share_ms,
	};
}

bool
deadline_is_over(const struct deadline *deadline)
{
	return deadline->end_ns != 0 && clock_now_ns() >= deadline->end_ns;
}

int
deadline_wait_ms(const struct deadline *deadline, int most_ms)
{
	const uint64_t now_ns = clock_now_ns();
	uint64_t left_ms;

	if (deadline->end_ns == 0)
		return most_ms;
	if (now_ns >= deadline->end_ns)
		return 0;
	if (deadline->patience_ms < most_ms)
		most_ms = deadline->patience_ms;
	left_ms = (deadline->end_ns - now_ns) / NS_PER_MS + 1;
	return left_ms < (uint64_t)most_ms ? (int)left_ms : most_ms;
}
