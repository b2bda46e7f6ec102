#include "src/input/gzip_writer.h"

#include <zlib.h>

#include <cstddef>
#include <limits>
#include <utility>

namespace windowlm {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 16;
// zlib's for the greatest window, with the header and trailer of gzip.
constexpr int kGzipWindowBits = 15 + 16;

}  // namespace

GzipWriter::GzipWriter(ByteSink sink)
    : sink_(std::move(sink)), stream_(std::make_unique<z_stream>()), output_(kBufferBytes, '\0') {
  if (deflateInit2(stream_.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindowBits,
                   /*memLevel=*/8, Z_DEFAULT_STRATEGY) != Z_OK) {
    status_ = absl::ResourceExhaustedError("there is no memory to compress with");
  }
}

GzipWriter::~GzipWriter() { deflateEnd(stream_.get()); }

absl::Status GzipWriter::Append(absl::string_view bytes) {
  // zlib counts them in 32 bits.
  while (status_.ok() && !bytes.empty()) {
    const absl::string_view piece = bytes.substr(0, std::numeric_limits<uInt>::max());
    status_ = Compress(piece, Z_NO_FLUSH);
    bytes.remove_prefix(piece.size());
  }
  return status_;
}

absl::Status GzipWriter::Finish() {
  if (status_.ok()) status_ = Compress("", Z_FINISH);
  return status_;
}

absl::Status GzipWriter::Compress(absl::string_view bytes, int flush) {
  // zlib does not write to its input, though it does not say so.
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream_->avail_in = static_cast<uInt>(bytes.size());
  do {
    stream_->next_out = reinterpret_cast<Bytef*>(&output_[0]);
    stream_->avail_out = static_cast<uInt>(output_.size());
    deflate(stream_.get(), flush);
    const size_t written = output_.size() - stream_->avail_out;
    if (written == 0) continue;
    absl::Status status = sink_(absl::string_view(output_).substr(0, written));
    if (!status.ok()) return status;
  } while (stream_->avail_out == 0);
  return absl::OkStatus();
}

}  // namespace windowlm
