#include "src/base/processor.h"

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

}  // namespace windowlm
