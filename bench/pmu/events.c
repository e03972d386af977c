/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/pmu/events.h"

#include <stddef.h>

#define INTEL EVENTS_SKYLAKE " " EVENTS_ICE_LAKE " " EVENTS_SAPPHIRE
#define AMD   EVENTS_ZEN_2 " " EVENTS_ZEN_3 " " EVENTS_ZEN_4

/*
 * The names of llc-misses for Zen and Neoverse precede the generic name.  The
 * kernel maps that to misses of the second level on Zen, and of the first on
 * Neoverse.
 */
const struct events_logical events_table[] = {
	{ "cycles",
	    {
	        { "perf::cycles", EVENTS_ANY },
	        { "UNHALTED_CORE_CYCLES", INTEL },
	        { "CYCLES_NOT_IN_HALT", AMD },
	        { "CPU_CYCLES", EVENTS_NEOVERSE },
	    } },
	{ "instructions",
	    {
	        { "perf::instructions", EVENTS_ANY },
	        { "INSTRUCTION_RETIRED", INTEL },
	        { "RETIRED_INSTRUCTIONS", AMD },
	        { "INST_RETIRED", EVENTS_NEOVERSE },
	    } },
	{ "l1d-misses",
	    {
	        { "perf::L1-DCACHE-LOAD-MISSES", EVENTS_ANY },
	        { "MEM_LOAD_RETIRED:L1_MISS", INTEL },
	        { "L1D_CACHE_REFILL", EVENTS_NEOVERSE },
	    } },
	{ "llc-misses",
	    {
	        { "DATA_CACHE_REFILLS_FROM_SYSTEM:LS_MABRESP_LCL_DRAM"
	          ":LS_MABRESP_RMT_DRAM",
	            EVENTS_ZEN_2 },
	        { "ANY_DATA_CACHE_FILLS_FROM_SYSTEM:MEM_IO_LCL:MEM_IO_RMT",
	            EVENTS_ZEN_3 },
	        { "ANY_DATA_CACHE_FILLS_FROM_SYSTEM:DRAM_IO_NEAR:DRAM_IO_FAR",
	            EVENTS_ZEN_4 },
	        { "LL_CACHE_MISS_RD", EVENTS_NEOVERSE },
	        { "perf::cache-misses", EVENTS_ANY },
	        { "perf::LLC-LOAD-MISSES", EVENTS_ANY },
	        { "MEM_LOAD_RETIRED:L3_MISS", INTEL },
	    } },
	{ "c2c",
	    {
	        { "MEM_LOAD_L3_HIT_RETIRED:XSNP_HITM",
	            EVENTS_SKYLAKE " " EVENTS_ICE_LAKE },
	        { "MEM_LOAD_L3_HIT_RETIRED:XSNP_FWD", EVENTS_SAPPHIRE },
	        { "DATA_CACHE_REFILLS_FROM_SYSTEM:LS_MABRESP_LCL_CACHE",
	            EVENTS_ZEN_2 },
	        { "ANY_DATA_CACHE_FILLS_FROM_SYSTEM:INT_CACHE", EVENTS_ZEN_3 },
	        { "ANY_DATA_CACHE_FILLS_FROM_SYSTEM:LOCAL_CCX", EVENTS_ZEN_4 },
	        { "L1D_CACHE_REFILL_OUTER", EVENTS_NEOVERSE },
	    } },
	{ NULL, { { NULL, NULL } } },
};
