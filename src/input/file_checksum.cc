#include "src/input/file_checksum.h"

#include <algorithm>
#include <memory>

#include "src/base/crc32c.h"
#include "src/input/byte_source.h"

namespace windowlm {

absl::StatusOr<FileChecksum> ChecksumOfFile(absl::string_view path) {
  constexpr uint64_t kPieceBytes = uint64_t{1} << 20;
  const absl::StatusOr<std::unique_ptr<ByteSource>> opened = ByteSource::OpenFile(path);
  if (!opened.ok()) return opened.status();
  ByteSource& source = **opened;
  FileChecksum result{source.remaining(), 0};
  while (source.remaining() > 0) {
    const absl::StatusOr<absl::string_view> piece =
        source.Read(static_cast<size_t>(std::min(kPieceBytes, source.remaining())));
    if (!piece.ok()) return piece.status();
    result.crc32c = ExtendCrc32c(result.crc32c, *piece);
  }
  return result;
}

}  // namespace windowlm
