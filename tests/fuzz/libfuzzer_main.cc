// libFuzzer's entry points. The seeds are written into the first folder of the command line, for
// it to take them from there.

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  for (int i = 1; i < *argc; ++i) {
    const std::string folder = (*argv)[i];
    if (folder.front() == '-') continue;
    const std::vector<std::string> seeds = windowlm::FuzzSeeds();
    for (size_t seed = 0; seed < seeds.size(); ++seed) {
      std::ofstream(absl::StrCat(folder, "/seed", seed), std::ios::binary) << seeds[seed];
    }
    break;
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  windowlm::FuzzOne({reinterpret_cast<const char*>(data), size});
  return 0;
}
