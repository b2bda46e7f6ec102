#ifndef WINDOWLM_SRC_BASE_PARALLEL_FOR_H_
#define WINDOWLM_SRC_BASE_PARALLEL_FOR_H_

#include <cstdint>

#include "absl/functional/function_ref.h"

namespace windowlm {

// Sets the number of threads, the caller's included, that the loops below use; 0 means one for each
// processor that this process may run on. Also makes denormal numbers zero on the calling thread
// and on the loops' threads. Call it before the first loop, and again only while no loop runs. More
// threads than processors are allowed.
void SetThreads(int threads);

// The number of threads in use. Before the first call of SetThreads it is that of SetThreads(0).
int Threads();

// Calls body(i) once for each i in [0, count), on the program's threads, and returns
// when all are done. The calls may overlap and come in any order, so body(i) must
// write nothing that another call reads or writes. What each call computes must
// depend on i alone: then the result is the same for any number of threads. Denormal
// numbers are zero in each call, whichever thread calls ParallelFor.
// Cut work into tasks of at least some ten microseconds. Do not nest.
void ParallelFor(int64_t count, absl::FunctionRef<void(int64_t)> body);

// Cuts [0, size) into tiles of `tile` indices, the last one perhaps smaller, and calls body(begin,
// end) once for each, as ParallelFor does. `tile` must not depend on the number of threads.
void ParallelForTiles(int64_t size, int64_t tile, absl::FunctionRef<void(int64_t, int64_t)> body);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_PARALLEL_FOR_H_
