#ifndef WINDOWLM_SRC_BASE_ZEROED_MEMORY_H_
#define WINDOWLM_SRC_BASE_ZEROED_MEMORY_H_

#include <cstddef>

namespace windowlm {

// Memory of zeros that starts on 64 bytes; bytes > 0. Throws std::bad_alloc.
void* AllocateZeroed(size_t bytes);

// What AllocateZeroed(bytes) returned, or null.
void FreeZeroed(void* memory, size_t bytes);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_ZEROED_MEMORY_H_
