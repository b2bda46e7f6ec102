#ifndef WINDOWLM_SRC_INPUT_GZIP_WRITER_H_
#define WINDOWLM_SRC_INPUT_GZIP_WRITER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "src/input/byte_sink.h"

struct z_stream_s;

namespace windowlm {

// Compresses bytes to one member of a gzip file (RFC 1952), without a name or a time: the same
// bytes become the same file. The first error, one of the sink, is returned by every later call.
class GzipWriter {
 public:
  explicit GzipWriter(ByteSink sink);
  ~GzipWriter();
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;

  absl::Status Append(absl::string_view bytes);
  // Writes what is left. Must be the last call.
  absl::Status Finish();

 private:
  absl::Status Compress(absl::string_view bytes, int flush);

  const ByteSink sink_;
  const std::unique_ptr<z_stream_s> stream_;
  std::string output_;
  absl::Status status_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_GZIP_WRITER_H_
