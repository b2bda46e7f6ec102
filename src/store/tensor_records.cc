#include "src/store/tensor_records.h"

#include <algorithm>
#include <cstring>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
// TensorChunk.values are little-endian, as memory is, so they are copied as bytes.
#include "src/input/little_endian.h"

namespace windowlm {
namespace {

static_assert(sizeof(float) == 4, "a file's floats are IEEE 754 binary32");
constexpr uint64_t kValueBytes = 4;

std::string Shape(uint64_t rows, uint64_t columns) {
  return absl::StrCat("[", rows, " x ", columns, "]");
}

// Whether rows x columns == count > 0; no numbers overflow.
bool HasShape(uint64_t count, uint64_t rows, uint64_t columns) {
  return rows > 0 && columns > 0 && count % columns == 0 && count / columns == rows;
}

const char* TypeName(ValueType type) {
  return type == VALUE_TYPE_FLOAT32 ? "floats" : "whole numbers";
}

absl::Status WriteValues(absl::string_view name, uint64_t rows, uint64_t columns, ValueType type,
                         const void* values, uint64_t size, SealedFileWriter& writer) {
  if (!HasShape(size, rows, columns)) {
    return writer.Fail(absl::InvalidArgumentError(absl::StrCat(
        "cannot write ", writer.path(), ": tensor ", name, " has ", size,
        " values, expected at least one and as many as its shape ", Shape(rows, columns), " has")));
  }
  FileRecord record;
  TensorChunk& chunk = *record.mutable_tensor();
  chunk.set_name(std::string(name));
  chunk.set_rows(rows);
  chunk.set_columns(columns);
  chunk.set_type(type);
  const uint64_t whole_rows = kChunkValues / columns * columns;
  for (uint64_t first = 0; first < size;) {
    chunk.set_first_row(first / columns);
    chunk.set_first_column(first % columns);
    const uint64_t longest =
        whole_rows > 0 ? whole_rows : std::min(kChunkValues, columns - first % columns);
    const uint64_t count = std::min(longest, size - first);
    chunk.set_values(static_cast<const char*>(values) + first * kValueBytes, count * kValueBytes);
    if (absl::Status status = writer.Write(record); !status.ok()) return status;
    first += count;
  }
  return absl::OkStatus();
}

// Reads a tensor, whose chunks are the next records.
absl::Status ReadValues(absl::string_view name, TensorAssembler assembler,
                        SealedFileReader& reader) {
  do {
    const absl::StatusOr<const FileRecord*> record = reader.Next();
    if (!record.ok()) return record.status();
    if (*record == nullptr || !(*record)->has_tensor()) {
      return reader.Damaged(absl::StrCat("expected tensor ", name, ", found ",
                                         *record == nullptr ? "the footer" : "another record"));
    }
    absl::Status status = assembler.Add((*record)->tensor());
    if (absl::IsDataLoss(status)) return reader.Damaged(status.message());
    if (!status.ok()) return status;
  } while (!assembler.complete());
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteTensor(absl::string_view name, uint64_t rows, uint64_t columns,
                         absl::Span<const float> values, SealedFileWriter& writer) {
  return WriteValues(name, rows, columns, VALUE_TYPE_FLOAT32, values.data(), values.size(), writer);
}

absl::Status WriteTensor(absl::string_view name, uint64_t rows, uint64_t columns,
                         absl::Span<const uint32_t> values, SealedFileWriter& writer) {
  return WriteValues(name, rows, columns, VALUE_TYPE_UINT32, values.data(), values.size(), writer);
}

TensorAssembler::TensorAssembler(absl::string_view name, uint64_t rows, uint64_t columns,
                                 absl::Span<float> values)
    : name_(name),
      rows_(rows),
      columns_(columns),
      type_(VALUE_TYPE_FLOAT32),
      values_(reinterpret_cast<char*>(values.data())),
      size_(values.size()) {}

TensorAssembler::TensorAssembler(absl::string_view name, uint64_t rows, uint64_t columns,
                                 absl::Span<uint32_t> values)
    : name_(name),
      rows_(rows),
      columns_(columns),
      type_(VALUE_TYPE_UINT32),
      values_(reinterpret_cast<char*>(values.data())),
      size_(values.size()) {}

absl::Status TensorAssembler::Add(const TensorChunk& chunk) {
  const auto wrong = [this](absl::string_view what) {
    return absl::DataLossError(absl::StrCat("tensor ", name_, ": ", what));
  };
  if (!HasShape(size_, rows_, columns_)) {
    return absl::InvalidArgumentError(absl::StrCat("tensor ", name_, ": ", size_,
                                                   " values cannot take a tensor of shape ",
                                                   Shape(rows_, columns_)));
  }
  const uint64_t row = filled_ / columns_;
  const uint64_t column = filled_ % columns_;
  if (chunk.name() != name_) {
    return wrong(absl::StrCat("expected its row ", row, ", column ", column, ", found tensor ",
                              absl::string_view(chunk.name()).substr(0, 100)));
  }
  if (chunk.rows() != rows_ || chunk.columns() != columns_) {
    return wrong(absl::StrCat("expected shape ", Shape(rows_, columns_), ", found ",
                              Shape(chunk.rows(), chunk.columns())));
  }
  if (chunk.type() != type_) {
    return wrong(
        absl::StrCat("expected ", TypeName(type_), ", found values of type ", chunk.type()));
  }
  if (complete()) return wrong("found another chunk after its last value");
  if (chunk.first_row() != row || chunk.first_column() != column) {
    return wrong(absl::StrCat("expected the chunk from row ", row, ", column ", column,
                              ", found that from row ", chunk.first_row(), ", column ",
                              chunk.first_column()));
  }
  const uint64_t bytes = chunk.values().size();
  const uint64_t count = bytes / kValueBytes;
  const bool whole_rows = column == 0 && count % columns_ == 0;
  const uint64_t room = whole_rows ? size_ - filled_ : columns_ - column;
  if (bytes % kValueBytes != 0 || count == 0 || count > room) {
    return wrong(absl::StrCat("the chunk from row ", row, ", column ", column, " has ", bytes,
                              " bytes of values, expected 4 each and at most ", room,
                              " values, whole rows or a piece of one"));
  }
  std::memcpy(values_ + filled_ * kValueBytes, chunk.values().data(), bytes);
  filled_ += count;
  return absl::OkStatus();
}

absl::Status CheckTensorsFit(uint64_t values, SealedFileReader& reader) {
  if (values <= reader.remaining() / kValueBytes) return absl::OkStatus();
  return reader.Damaged(absl::StrCat("tensors of ", values,
                                     " numbers must follow, but the file has only ",
                                     reader.remaining(), " bytes more"));
}

absl::Status ReadTensor(absl::string_view name, uint64_t rows, uint64_t columns,
                        absl::Span<float> values, SealedFileReader& reader) {
  return ReadValues(name, TensorAssembler(name, rows, columns, values), reader);
}

absl::Status ReadTensor(absl::string_view name, uint64_t rows, uint64_t columns,
                        absl::Span<uint32_t> values, SealedFileReader& reader) {
  return ReadValues(name, TensorAssembler(name, rows, columns, values), reader);
}

absl::Status CopyTensors(absl::string_view prefix, absl::Span<const absl::string_view> left_out,
                         SealedFileReader& reader, SealedFileWriter& writer) {
  for (;;) {
    const absl::StatusOr<const FileRecord*> record = reader.Next();
    if (!record.ok() || *record == nullptr) return record.status();
    if (!(*record)->has_tensor()) continue;
    const std::string& name = (*record)->tensor().name();
    if (std::find(left_out.begin(), left_out.end(), name) != left_out.end()) continue;
    FileRecord renamed = **record;
    renamed.mutable_tensor()->mutable_name()->insert(0, prefix.data(), prefix.size());
    if (absl::Status status = writer.Write(renamed); !status.ok()) return status;
  }
}

}  // namespace windowlm
