/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/gbench/gbench.h"

#include <benchmark/benchmark.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include <unistd.h>

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

/* A file of ours: Google Benchmark ends the process if it cannot open one. */
std::ofstream report;
std::string report_path;

} // namespace

void
gbench_init(const char *program, bool lists)
{
	std::string name = program;
	std::string list = "--benchmark_list_tests";
	char *argv[] = { &name[0], &list[0], nullptr };
	int argc = lists ? 2 : 1;

	benchmark::Initialize(&argc, argv);
}

int
gbench_open_report(const char *path, struct reason *why)
{
	report.open(path, std::ios::app);
	report_path = path;
	if (report.is_open())
		return 0;
	return reason_set(why, -errno, "cannot write --benchmark_out %s: %s",
	    path, std::strerror(errno));
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

/* Closes the report, whose errors come to light at last here. */
static int
close_report(struct reason *why)
{
	if (!report.is_open())
		return 0;
	errno = EIO;
	report.close();
	if (!report.fail())
		return 0;
	return reason_set(why, -EIO, "cannot write --benchmark_out %s: %s",
	    report_path.c_str(), std::strerror(errno));
}

int
gbench_run(const char *filter, unsigned *ret_n, struct reason *why)
{
	const std::string wanted = filter == nullptr ? "." : filter;
	std::ostringstream said;
	benchmark::JSONReporter json;
	SilentReporter silent;
	benchmark::BenchmarkReporter *reporter = &silent;

	if (report.is_open()) {
		/* What is no file of its own cannot be emptied. */
		(void)!truncate(report_path.c_str(), 0);
		json.SetOutputStream(&report);
		reporter = &json;
	}
	reporter->SetErrorStream(&said);
	*ret_n = static_cast<unsigned>(
	    benchmark::RunSpecifiedBenchmarks(reporter, wanted));
	benchmark::Shutdown();
	/* It also says so if none matches, which is no error of the filter. */
	if (said.str().find("Could not compile") != std::string::npos)
		return reason_set(why, -EINVAL,
		    "--benchmark_filter '%s' is no regular expression",
		    wanted.c_str());
	return close_report(why);
}

bool
gbench_takes(const char *filter, const char *name)
{
	const std::string wanted = filter;

	/* As Google Benchmark has it; a minus takes all others. */
	if (wanted.empty() || wanted == "all")
		return true;
	try {
		const bool is_inverted = wanted[0] == '-';
		const std::regex pattern(wanted.substr(is_inverted ? 1 : 0));

		return std::regex_search(name, pattern) != is_inverted;
	} catch (const std::regex_error &) {
		return false;
	}
}
