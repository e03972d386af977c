/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/gbench.h"

#include <benchmark/benchmark.h>

struct gbench_state {
	benchmark::State &state;
	bool is_begun;
};

namespace
{

/* Says nothing: progress and results are the engine's. */
class SilentReporter : public benchmark::BenchmarkReporter
{
      public:
	bool ReportContext(const Context &) override
	{
		return true;
	}

	void ReportRuns(const std::vector<Run> &) override
	{
	}
};

} // namespace

void
gbench_init(int *argc, char *argv[])
{
	benchmark::Initialize(argc, argv);
}

void
gbench_add_context(const char *key, const char *value)
{
	benchmark::AddCustomContext(key, value);
}

void
gbench_register(const char *name, unsigned repetitions, unsigned iterations,
    gbench_function *function, void *arg)
{
	benchmark::RegisterBenchmark(name,
	    [function, arg](benchmark::State &state) {
		    gbench_state wrapped = { state, false };

		    function(&wrapped, arg);
	    })
	    ->UseManualTime()
	    ->Iterations(iterations)
	    ->Repetitions(static_cast<int>(repetitions));
}

bool
gbench_next(gbench_state *state)
{
	state->is_begun = true;
	return state->state.KeepRunning();
}

void
gbench_set_seconds(gbench_state *state, double seconds)
{
	state->state.SetIterationTime(seconds);
}

void
gbench_skip(gbench_state *state, const char *why)
{
	/*
	 * A repetition that never began has no iterations, and 1.7.1 aborts
	 * when those of a benchmark differ.
	 */
	if (!state->is_begun)
		state->state.KeepRunning();
	state->state.SkipWithError(why);
}

unsigned
gbench_run(void)
{
	SilentReporter reporter;
	const size_t n = benchmark::RunSpecifiedBenchmarks(&reporter);

	benchmark::Shutdown();
	return static_cast<unsigned>(n);
}
