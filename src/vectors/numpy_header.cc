#include "src/vectors/numpy_header.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "src/input/little_endian.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

// The values start at a multiple of this many bytes.
constexpr size_t kAlignment = 64;
// Bytes of the magic, the version and the length, in version 1.0.
constexpr size_t kFixedBytes = 10;
constexpr size_t kLongestDictionary = size_t{1} << 16;

// The value of `key` in the dictionary, as Python spells it; empty if there is none.
absl::string_view ValueOf(absl::string_view key, absl::string_view dictionary) {
  const std::string quoted = absl::StrCat("'", key, "':");
  const size_t at = dictionary.find(quoted);
  if (at == absl::string_view::npos) return "";
  absl::string_view value =
      absl::StripLeadingAsciiWhitespace(dictionary.substr(at + quoted.size()));
  const char closing = absl::StartsWith(value, "(")   ? ')'
                       : absl::StartsWith(value, "[") ? ']'
                                                      : ',';
  const size_t end = value.find(closing);
  if (end == absl::string_view::npos) return "";
  return value.substr(0, closing == ',' ? end : end + 1);
}

// Parses a type of floating-point values, such as "'<f4'"; returns false for anything else.
bool ParseType(absl::string_view value, NumpyArray* array) {
  if (value.size() != 5 || value[0] != '\'' || value[2] != 'f' || value[4] != '\'') return false;
  array->big_endian = value[1] == '>';
  array->value_bytes = static_cast<size_t>(value[3] - '0');
  return (value[1] == '<' || value[1] == '>') &&
         (value[3] == '2' || value[3] == '4' || value[3] == '8');
}

// Parses a tuple of whole numbers, such as "(3, 4)"; returns false for anything else.
bool ParseShape(absl::string_view value, std::vector<uint64_t>* sizes) {
  if (!absl::ConsumePrefix(&value, "(") || !absl::ConsumeSuffix(&value, ")")) return false;
  for (const absl::string_view part : absl::StrSplit(value, ',', absl::SkipWhitespace())) {
    if (!absl::SimpleAtoi(part, &sizes->emplace_back())) return false;
  }
  return true;
}

}  // namespace

std::string NumpyHeader(uint64_t rows, uint64_t columns) {
  std::string dictionary = absl::StrCat("{'descr': '<f4', 'fortran_order': False, 'shape': (", rows,
                                        ", ", columns, "), }");
  const size_t unpadded = kFixedBytes + dictionary.size() + 1;
  dictionary.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ');
  dictionary.push_back('\n');
  const char length[] = {static_cast<char>(dictionary.size() % 256),
                         static_cast<char>(dictionary.size() / 256)};
  return absl::StrCat(kNumpyMagic, absl::string_view("\x01\x00", 2),
                      absl::string_view(length, sizeof(length)), dictionary);
}

absl::StatusOr<NumpyArray> ReadNumpyHeader(ByteReader& reader) {
  absl::StatusOr<absl::string_view> bytes = reader.Peek(kFixedBytes + 2);
  if (!bytes.ok()) return bytes.status();
  if (!absl::StartsWith(*bytes, kNumpyMagic) || bytes->size() < kFixedBytes + 2) {
    return reader.WrongByte(0, "a NumPy file was expected, which starts with \\x93NUMPY");
  }
  const auto byte = [&](size_t i) { return static_cast<uint8_t>((*bytes)[i]); };
  const int version = byte(kNumpyMagic.size());
  if (version < 1 || version > 3) {
    return reader.WrongByte(kNumpyMagic.size(), absl::StrCat("the NumPy file's version is ",
                                                             version, "; 1, 2 or 3 was expected"));
  }
  // Two bytes of length in version 1, four later.
  const size_t begin = version == 1 ? kFixedBytes : kFixedBytes + 2;
  const size_t length =
      version == 1 ? byte(8) + size_t{256} * byte(9) : size_t{LoadUint32(bytes->data() + 8)};
  if (length > kLongestDictionary) {
    return reader.WrongByte(
        8, absl::StrCat("the description of the array is said to have ", length, " bytes; at most ",
                        kLongestDictionary, " were expected"));
  }
  bytes = reader.Peek(begin + length);
  if (!bytes.ok()) return bytes.status();
  if (bytes->size() < begin + length) {
    return reader.WrongByte(bytes->size(), "the file ends within the description of its array");
  }
  const absl::string_view dictionary = bytes->substr(begin, length);
  const auto wrong = [&](absl::string_view key, absl::string_view expected) {
    const std::string found = absl::StrReplaceAll(ValueOf(key, dictionary), {{"'", ""}});
    return reader.WrongByte(
        begin,
        absl::StrCat("the array's ", key, " is ",
                     found.empty() ? "missing" : ShownExcerpt(absl::StripAsciiWhitespace(found)),
                     "; ", expected));
  };
  NumpyArray array;
  if (!ParseType(ValueOf("descr", dictionary), &array)) {
    return wrong("descr",
                 "<f2, <f4 or <f8 was expected, or > for <; array.astype(numpy.float32) makes one");
  }
  const absl::string_view order = ValueOf("fortran_order", dictionary);
  if (order != "False" && order != "True") {
    return wrong("fortran_order", "False or True was expected");
  }
  array.fortran_order = order == "True";
  std::vector<uint64_t> sizes;
  if (!ParseShape(ValueOf("shape", dictionary), &sizes) || sizes.size() != 2) {
    return wrong("shape", "two numbers were expected: words, and values of each");
  }
  reader.Skip(begin + length);
  array.rows = sizes[0];
  array.columns = sizes[1];
  return array;
}

}  // namespace windowlm
