#ifndef WINDOWLM_SRC_INPUT_LITTLE_ENDIAN_H_
#define WINDOWLM_SRC_INPUT_LITTLE_ENDIAN_H_

#include <cstdint>
#include <cstring>

namespace windowlm {

// Files hold numbers in little-endian order; so does memory, on every machine that this program
// builds for. That allows floats to be copied in bulk.
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "windowlm's files are copied from memory: a big-endian machine must swap bytes");

inline void StoreUint32(uint32_t value, char* bytes) { std::memcpy(bytes, &value, sizeof(value)); }
inline void StoreUint64(uint64_t value, char* bytes) { std::memcpy(bytes, &value, sizeof(value)); }

inline uint32_t LoadUint32(const char* bytes) {
  uint32_t value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

inline uint64_t LoadUint64(const char* bytes) {
  uint64_t value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_LITTLE_ENDIAN_H_
