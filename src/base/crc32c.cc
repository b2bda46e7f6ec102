#include "src/base/crc32c.h"

#include <isa-l/crc.h>

#include <algorithm>
#include <cstddef>

namespace windowlm {

uint32_t ExtendCrc32c(uint32_t crc, absl::string_view bytes) {
  // crc32_iscsi keeps the register uncomplemented, and counts its bytes with an int.
  constexpr size_t kPiece = size_t{1} << 30;
  uint32_t state = ~crc;
  while (!bytes.empty()) {
    const absl::string_view piece = bytes.substr(0, std::min(bytes.size(), kPiece));
    // crc32_iscsi only reads, though its parameter is not const.
    state = crc32_iscsi(reinterpret_cast<unsigned char*>(const_cast<char*>(piece.data())),
                        static_cast<int>(piece.size()), state);
    bytes.remove_prefix(piece.size());
  }
  return ~state;
}

}  // namespace windowlm
