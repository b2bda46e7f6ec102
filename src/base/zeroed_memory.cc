#include "src/base/zeroed_memory.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstring>
#include <new>

// Linux has it since version 5.14; the C library's headers may be older.
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

namespace windowlm {
namespace {

constexpr std::align_val_t kAlignment{64};
constexpr size_t kHugePage = size_t{2} << 20;
// Allocations of this size or more come from the system in huge pages.
constexpr size_t kLarge = 2 * kHugePage;

size_t InHugePages(size_t bytes) { return (bytes + kHugePage - 1) / kHugePage * kHugePage; }

}  // namespace

void* AllocateZeroed(size_t bytes) {
  if (bytes < kLarge) return std::memset(::operator new(bytes, kAlignment), 0, bytes);
  const size_t size = InHugePages(bytes);
  const size_t with_slack = size + kHugePage;
  void* mapped =
      mmap(nullptr, with_slack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  auto* const begin = static_cast<char*>(mapped);
  const size_t before =
      InHugePages(reinterpret_cast<uintptr_t>(begin)) - reinterpret_cast<uintptr_t>(begin);
  char* const memory = begin + before;
  if (before > 0) munmap(begin, before);
  munmap(memory + size, with_slack - before - size);
  // The rows of a large table are read in random order, so with pages of 4 KiB each would cost a
  // search for its page. Populating all pages at once saves a fault for each, which together would
  // take as long as reading in a file of that size. A kernel that lacks one of these makes pages as
  // they are touched.
  madvise(memory, size, MADV_HUGEPAGE);
  madvise(memory, bytes, MADV_POPULATE_WRITE);
  return memory;
}

void FreeZeroed(void* memory, size_t bytes) {
  if (bytes < kLarge) {
    ::operator delete(memory, kAlignment);
  } else {
    munmap(memory, InHugePages(bytes));
  }
}

}  // namespace windowlm
