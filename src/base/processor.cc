#include "src/base/processor.h"

#include <pmmintrin.h>
#include <sched.h>

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

absl::Status MissingFeature(const char* feature) {
  return absl::FailedPreconditionError(
      absl::StrCat("this processor lacks ", feature,
                   ", which this build uses; build it for a lower level, as in "
                   "bazel build --copt=-march=x86-64 //tools:windowlm"));
}

}  // namespace

absl::Status CheckProcessor() {
  __builtin_cpu_init();
#if defined(__AVX512F__)
  if (!__builtin_cpu_supports("avx512f")) return MissingFeature("AVX-512");
#endif
#if defined(__AVX2__)
  if (!__builtin_cpu_supports("avx2")) return MissingFeature("AVX2");
#endif
#if defined(__FMA__)
  if (!__builtin_cpu_supports("fma")) return MissingFeature("FMA");
#endif
  return absl::OkStatus();
}

int AvailableProcessors() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return 1;
  return std::max(1, CPU_COUNT(&set));
}

void FlushDenormals() {
  _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
  _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
}

}  // namespace windowlm
