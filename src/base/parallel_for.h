#ifndef WINDOWLM_SRC_BASE_PARALLEL_FOR_H_
#define WINDOWLM_SRC_BASE_PARALLEL_FOR_H_

#include <cstdint>

#include "absl/functional/function_ref.h"

namespace windowlm {

// Sets the number of threads, the caller's included, that the loops below use; 0 means
// one for each processor that this process may run on. Also makes denormal numbers
// zero on the calling thread and on all of those. Call it before the first loop, and
// again only while no loop runs. More threads than processors are allowed.
void SetThreads(int threads);

// The number in force; without a call of SetThreads, as if by SetThreads(0).
int Threads();

// Calls body(i) once for each i in [0, count), on the program's threads, and returns
// when all are done. The calls may overlap and come in any order, so body(i) must
// write nothing that another call reads or writes. What each call computes must
// depend on i alone: then the result is the same for any number of threads. Denormal
// numbers are zero in each call, whichever thread calls ParallelFor.
// Cut work into tasks of at least some ten microseconds. Do not nest.
void ParallelFor(int64_t count, absl::FunctionRef<void(int64_t)> body);

// The same over tiles of [0, size): body(begin, end) with end - begin == tile, but for
// the last. `tile` must not depend on the number of threads.
void ParallelForTiles(int64_t size, int64_t tile, absl::FunctionRef<void(int64_t, int64_t)> body);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_PARALLEL_FOR_H_
