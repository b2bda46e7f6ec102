#ifndef WINDOWLM_SRC_INPUT_FILE_CHECKSUM_H_
#define WINDOWLM_SRC_INPUT_FILE_CHECKSUM_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace windowlm {

struct FileChecksum {
  uint64_t bytes;
  uint32_t crc32c;
};

// Counts and checksums all bytes of a regular file. Errors are those of ByteSource.
absl::StatusOr<FileChecksum> ChecksumOfFile(absl::string_view path);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_FILE_CHECKSUM_H_
