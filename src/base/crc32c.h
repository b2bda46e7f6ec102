// CRC-32C, the Castagnoli checksum (RFC 3720, section 12.1), by ISA-L.

#ifndef WINDOWLM_SRC_BASE_CRC32C_H_
#define WINDOWLM_SRC_BASE_CRC32C_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace windowlm {

// Extends `crc`, the checksum of earlier bytes, by `bytes`. The checksum of no bytes is 0, so
//   ExtendCrc32c(ExtendCrc32c(0, a), b) == Crc32c(a followed by b).
uint32_t ExtendCrc32c(uint32_t crc, absl::string_view bytes);

inline uint32_t Crc32c(absl::string_view bytes) { return ExtendCrc32c(0, bytes); }

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_CRC32C_H_
