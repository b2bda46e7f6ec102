#ifndef WINDOWLM_TESTS_FUZZ_FUZZ_TARGET_H_
#define WINDOWLM_TESTS_FUZZ_FUZZ_TARGET_H_

// What a fuzz target is made of (see fuzz_target.bzl): one reader of bytes that nobody vouches for,
// called by libFuzzer with bytes of its invention, and in the tests with a fixed number of them.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace windowlm {

// Reads `bytes`, and Requires what must be true of whatever comes of them.
void FuzzOne(absl::string_view bytes);

// Right ones, to start from.
std::vector<std::string> FuzzSeeds();

// Ends the process where `held` is false, as libFuzzer wants it.
inline void Require(bool held, const char* what) {
  if (held) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_FUZZ_FUZZ_TARGET_H_
