#include "tests/fuzz/resealed.h"

#include <cstdint>
#include <vector>

#include "src/input/little_endian.h"
#include "src/store/record_file.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

// Before a payload, its length and that number's checksum; after it, its own checksum.
constexpr size_t kBefore = 12;
constexpr size_t kAround = 16;

}  // namespace

std::string Resealed(absl::string_view bytes) {
  std::vector<std::string> payloads;
  while (bytes.size() >= kAround) {
    const uint64_t length = LoadUint64(bytes.data());
    if (length > kMaxPayloadBytes || length > bytes.size() - kAround) break;
    payloads.emplace_back(bytes.substr(kBefore, length));
    bytes.remove_prefix(kAround + length);
  }
  if (!payloads.empty()) payloads.pop_back();
  return Sealed(payloads);
}

}  // namespace windowlm
