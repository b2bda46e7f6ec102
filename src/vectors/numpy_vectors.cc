#include "src/vectors/numpy_vectors.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
// Values are little-endian, as memory is, or their bytes are swapped.
#include "src/input/little_endian.h"
#include "src/vectors/numpy_header.h"

namespace windowlm {
namespace {

// How many values of a column are read at once.
constexpr uint64_t kPieceValues = uint64_t{1} << 15;

// IEEE 754 binary16: a sign, 5 bits of exponent and 10 of fraction.
float FloatOfHalf(uint16_t half) {
  const int exponent = half >> 10 & 31;
  const int fraction = half & 1023;
  float magnitude;
  if (exponent == 31) {
    magnitude = fraction == 0 ? HUGE_VALF : NAN;
  } else if (exponent == 0) {
    magnitude = std::ldexp(static_cast<float>(fraction), -24);
  } else {
    magnitude = std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
  }
  return std::copysign(magnitude, half >> 15 != 0 ? -1.f : 1.f);
}

template <typename Value>
Value LoadValue(const char* bytes, bool big_endian) {
  char ordered[sizeof(Value)];
  std::memcpy(ordered, bytes, sizeof(Value));
  if (big_endian) std::reverse(ordered, ordered + sizeof(Value));
  Value value;
  std::memcpy(&value, ordered, sizeof(Value));
  return value;
}

// Sets `floats` to the values at `bytes`.
void LoadFloats(const NumpyArray& array, const char* bytes, absl::Span<float> floats) {
  for (size_t i = 0; i < floats.size(); ++i) {
    const char* value = bytes + i * array.value_bytes;
    if (array.value_bytes == sizeof(double)) {
      floats[i] = static_cast<float>(LoadValue<double>(value, array.big_endian));
    } else if (array.value_bytes == sizeof(float)) {
      floats[i] = LoadValue<float>(value, array.big_endian);
    } else {
      floats[i] = FloatOfHalf(LoadValue<uint16_t>(value, array.big_endian));
    }
  }
}

// Takes the next values; `part` is what an error says the file ends in.
absl::Status ReadFloats(const NumpyArray& array, const std::string& part, ByteReader& reader,
                        absl::Span<float> floats) {
  const size_t size = floats.size() * array.value_bytes;
  const absl::StatusOr<absl::string_view> bytes = reader.Peek(size);
  if (!bytes.ok()) return bytes.status();
  if (bytes->size() < size) {
    return reader.WrongByte(reader.offset() + bytes->size(),
                            absl::StrCat("the file ends in ", part));
  }
  LoadFloats(array, bytes->data(), floats);
  reader.Skip(size);
  return absl::OkStatus();
}

// Reads an array that comes column after column, and keeps its first `kept_rows` rows.
absl::Status ReadColumns(const NumpyArray& array, uint64_t kept_rows, ByteReader& reader,
                         std::vector<std::vector<float>>* columns) {
  std::vector<float> piece;
  for (uint64_t c = 0; c < array.columns; ++c) {
    std::vector<float>& column = columns->emplace_back();
    // The column before has shown that so many come.
    if (c > 0) column.reserve((*columns)[0].size());
    const bool rest_is_read = kept_rows == array.rows || c + 1 < array.columns;
    const uint64_t rows = rest_is_read ? array.rows : kept_rows;
    for (uint64_t row = 0; row < rows; row += piece.size()) {
      piece.resize(std::min(kPieceValues, rows - row));
      const absl::Status status =
          ReadFloats(array, absl::StrCat("column ", c + 1, " of ", array.columns), reader,
                     absl::MakeSpan(piece));
      if (!status.ok()) return status;
      const uint64_t room = kept_rows - column.size();
      column.insert(column.end(), piece.begin(),
                    piece.begin() + static_cast<int64_t>(std::min<uint64_t>(room, piece.size())));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadNumpyVectors(const VectorsReading& reading, ByteReader& reader, ByteReader& words,
                              VectorRows& rows) {
  const absl::StatusOr<NumpyArray> array = ReadNumpyHeader(reader);
  if (!array.ok()) return array.status();
  absl::Status status = rows.SetDimension(array->columns, {reader.name(), "byte", 0});
  if (!status.ok()) return status;
  if (array->rows == 0) return reader.WrongByte(0, "there are no words");
  std::vector<std::vector<float>> columns;
  if (array->fortran_order) {
    const uint64_t kept = reading.lenient ? array->rows : std::min(array->rows, reading.limit);
    status = ReadColumns(*array, kept, reader, &columns);
    if (!status.ok()) return status;
  }
  std::vector<float> vector(array->columns);
  absl::string_view word;
  for (uint64_t row = 0; row < array->rows; ++row) {
    if (array->fortran_order) {
      for (size_t c = 0; c < columns.size(); ++c) vector[c] = columns[c][row];
    } else {
      status = ReadFloats(*array, absl::StrCat("row ", row + 1, " of ", array->rows), reader,
                          absl::MakeSpan(vector));
      if (!status.ok()) return status;
    }
    const absl::StatusOr<bool> more = words.NextLine(&word);
    if (!more.ok()) return more.status();
    if (!*more) {
      return words.WrongLine(absl::StrCat("the file ends; ", array->rows,
                                          " words were expected, one for each vector of ",
                                          reader.name()));
    }
    status = rows.Add(word, vector, {words.name(), "line", words.line()});
    if (!status.ok()) return status;
    if (rows.full()) return absl::OkStatus();
  }
  const absl::StatusOr<absl::string_view> rest = reader.Peek(1);
  if (!rest.ok()) return rest.status();
  if (!rest->empty()) {
    return reader.WrongByte(reader.offset(),
                            absl::StrCat("expected the end of the file after the ", array->rows,
                                         " rows that it announces, found more"));
  }
  const absl::StatusOr<bool> more = words.NextLine(&word);
  if (!more.ok()) return more.status();
  if (!*more) return rows.CheckHasWords({words.name(), "line", words.line()});
  return words.WrongLine(absl::StrCat("expected the end of the file after ", array->rows,
                                      " words, one for each vector of ", reader.name(),
                                      ", found another word"));
}

}  // namespace windowlm
