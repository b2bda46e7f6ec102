#ifndef WINDOWLM_SRC_INPUT_DECOMPRESSION_H_
#define WINDOWLM_SRC_INPUT_DECOMPRESSION_H_

#include <memory>

#include "absl/status/statusor.h"
#include "src/input/byte_input.h"

namespace windowlm {

// The decompressed bytes of `file`, whose first bytes tell how it is compressed: gzip (RFC 1952,
// any number of members), Zstandard (RFC 8878, any number of frames), xz or bzip2 (any number of
// streams), or not at all. Errors: a compression that is not supported (zip, lz4, 7z, rar,
// compress), which the message names. Reading fails where the compressed data is damaged or ends
// too early, and the message names the file and the byte; it also fails if decompression takes too
// much memory.
absl::StatusOr<std::unique_ptr<ByteInput>> Decompress(std::unique_ptr<FileInput> file);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_DECOMPRESSION_H_
