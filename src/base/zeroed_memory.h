#ifndef WINDOWLM_SRC_BASE_ZEROED_MEMORY_H_
#define WINDOWLM_SRC_BASE_ZEROED_MEMORY_H_

#include <cstddef>

namespace windowlm {

// Allocates memory that is all zero and aligned to 64 bytes. Requires bytes > 0. Throws
// std::bad_alloc.
void* AllocateZeroed(size_t bytes);

// Frees what AllocateZeroed returned for the same `bytes`, or does nothing for null.
void FreeZeroed(void* memory, size_t bytes);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_ZEROED_MEMORY_H_
