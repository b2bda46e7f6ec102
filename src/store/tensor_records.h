#ifndef WINDOWLM_SRC_STORE_TENSOR_RECORDS_H_
#define WINDOWLM_SRC_STORE_TENSOR_RECORDS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/model_file.pb.h"
#include "src/store/sealed_file.h"

namespace windowlm {

// A tensor in a file is a name, a shape [rows x columns] and its values, row-major without
// gaps; a vector of n numbers has n rows of one. Values are floats or unsigned whole numbers, of 4
// bytes each. It is cut into TensorChunks of about 1 MiB.

// Values in the longest chunk: 1 MiB of them.
inline constexpr uint64_t kChunkValues = uint64_t{1} << 18;

// Writes a tensor in chunks of as many whole rows as kChunkValues allows; a longer row is cut into
// pieces of kChunkValues. kInvalidArgument if `values` is empty or not rows x columns numbers.
absl::Status WriteTensor(absl::string_view name, uint64_t rows, uint64_t columns,
                         absl::Span<const float> values, SealedFileWriter& writer);
absl::Status WriteTensor(absl::string_view name, uint64_t rows, uint64_t columns,
                         absl::Span<const uint32_t> values, SealedFileWriter& writer);

// Puts the chunks of one tensor together. Errors (kDataLoss) name the tensor; the caller adds the
// file's name.
class TensorAssembler {
 public:
  // What the tensor must be, and where its rows x columns values go, row-major.
  TensorAssembler(absl::string_view name, uint64_t rows, uint64_t columns,
                  absl::Span<float> values);
  TensorAssembler(absl::string_view name, uint64_t rows, uint64_t columns,
                  absl::Span<uint32_t> values);

  // Copies the next chunk's values. It must start where the one before it ended, and be
  // whole rows or a piece of one. After an error the values are of no use.
  absl::Status Add(const TensorChunk& chunk);

  bool complete() const { return filled_ == size_; }

 private:
  std::string name_;
  uint64_t rows_;
  uint64_t columns_;
  ValueType type_;
  char* values_;
  uint64_t size_;
  uint64_t filled_ = 0;
};

// Fails if the rest of the file is shorter than `values` values, those of all tensors together.
// Call it before memory is allocated for shapes that a header gave.
absl::Status CheckTensorsFit(uint64_t values, SealedFileReader& reader);

// Reads a tensor, whose chunks must be the next records, with nothing else between them. Errors
// name the file, and after one the values are of no use.
absl::Status ReadTensor(absl::string_view name, uint64_t rows, uint64_t columns,
                        absl::Span<float> values, SealedFileReader& reader);
absl::Status ReadTensor(absl::string_view name, uint64_t rows, uint64_t columns,
                        absl::Span<uint32_t> values, SealedFileReader& reader);

// Copies all tensors that follow in `reader`, up to its end, but those named in `left_out`,
// with `prefix` before their names. Skips the vocabulary.
absl::Status CopyTensors(absl::string_view prefix, absl::Span<const absl::string_view> left_out,
                         SealedFileReader& reader, SealedFileWriter& writer);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_TENSOR_RECORDS_H_
