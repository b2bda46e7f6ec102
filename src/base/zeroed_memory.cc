#include "src/base/zeroed_memory.h"

#include <sys/mman.h>

#include <cstring>
#include <new>

// Linux 5.14; the C library's headers may be older.
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

namespace windowlm {
namespace {

constexpr std::align_val_t kAlignment{64};
// What the C library, too, would ask the system for, each time.
constexpr size_t kLarge = size_t{32} << 20;

}  // namespace

void* AllocateZeroed(size_t bytes) {
  if (bytes < kLarge) return std::memset(::operator new(bytes, kAlignment), 0, bytes);
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  // All its pages in one call take half the time of a fault for each. A kernel that does not
  // know how makes them as they are touched.
  madvise(memory, bytes, MADV_POPULATE_WRITE);
  return memory;
}

void FreeZeroed(void* memory, size_t bytes) {
  if (bytes < kLarge) {
    ::operator delete(memory, kAlignment);
  } else {
    munmap(memory, bytes);
  }
}

}  // namespace windowlm
