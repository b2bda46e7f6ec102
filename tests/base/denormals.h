#ifndef WINDOWLM_TESTS_BASE_DENORMALS_H_
#define WINDOWLM_TESTS_BASE_DENORMALS_H_

#include <pmmintrin.h>

namespace windowlm {

inline void KeepDenormals() {
  _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_OFF);
  _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_OFF);
}

// What 1e-30 * 1e-10 and 1e-40 * 1e10 give: 0 where denormal results and operands are flushed.
inline bool FlushesDenormals() {
  volatile float small = 1e-30f;
  volatile float smaller = 1e-10f;
  volatile float denormal = 1e-40f;
  volatile float large = 1e10f;
  return small * smaller == 0.0f && denormal * large == 0.0f;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_BASE_DENORMALS_H_
