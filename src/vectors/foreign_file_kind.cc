#include "src/vectors/foreign_file_kind.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "proto/run_options.pb.h"
#include "src/config/option_name.h"
#include "src/input/little_endian.h"

namespace windowlm {
namespace {

constexpr absl::string_view kPyTorch =
    "a file of PyTorch's; in Python, numpy.save(FILE, tensor.numpy()) writes a table of vectors, "
    "and FILE.words.txt must hold the words, one a line";
constexpr absl::string_view kPickle =
    "a Python pickle, as gensim's .model and .kv files are; in Python, "
    "gensim.models.KeyedVectors.load(FILE).save_word2vec_format(OUTPUT, binary=True) writes what "
    "can be read, for a model with .wv before .save_word2vec_format";

// Zip's first file has its name at byte 30, the length of which is at byte 26.
std::string KindOfZip(absl::string_view start) {
  constexpr size_t kName = 30;
  if (start.size() < kName) return "";
  const size_t length =
      static_cast<uint8_t>(start[26]) + size_t{256} * static_cast<uint8_t>(start[27]);
  const absl::string_view name = start.substr(kName, length);
  if (absl::EndsWith(name, "data.pkl")) return std::string(kPyTorch);
  if (absl::EndsWith(name, ".npy")) {
    return "an archive of NumPy's, .npz; numpy.save writes one array of it as an .npy file, which "
           "can be read";
  }
  return "";
}

// Pickles say their protocol; from 4 on a frame follows. PyTorch's old files start with a number,
// which is its sign.
std::string KindOfPickle(absl::string_view start) {
  if (start.size() < 3 || start[0] != '\x80' || start[1] < 2 || start[1] > 5) return "";
  constexpr absl::string_view kPyTorchNumber = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
  return std::string(absl::StartsWith(start.substr(2), kPyTorchNumber) ? kPyTorch : kPickle);
}

// The length of a header in JSON, and the header.
bool IsSafetensors(absl::string_view start) {
  constexpr uint64_t kLongestHeader = 100'000'000;
  return start.size() > 10 && LoadUint64(start.data()) <= kLongestHeader &&
         absl::StartsWith(start.substr(8), "{\"");
}

// ModelProto: the version of the format, field 1, and the name of the program that wrote it, field
// 2, which is of letters.
bool IsOnnx(absl::string_view start) {
  if (start.size() < 5 || start[0] != '\x08' || start[2] != '\x12') return false;
  const absl::string_view name = start.substr(4, static_cast<uint8_t>(start[3]));
  return name.size() == static_cast<uint8_t>(start[3]) && !name.empty() &&
         std::all_of(name.begin(), name.end(), absl::ascii_isprint);
}

// The line that starts an ARPA file's counts may stand after others.
bool IsArpa(absl::string_view start) {
  for (const absl::string_view line : absl::StrSplit(start, '\n')) {
    if (absl::StripAsciiWhitespace(line) == "\\data\\") return true;
  }
  return false;
}

std::string KindOf(absl::string_view start) {
  if (absl::StartsWith(start, "PK\x03\x04")) return KindOfZip(start);
  if (std::string pickle = KindOfPickle(start); !pickle.empty()) return pickle;
  if (absl::StartsWith(start, "\x89HDF\r\n\x1a\n")) {
    return "a file of HDF5's; in Python, h5py reads it, and numpy.save writes an array of it";
  }
  if (IsSafetensors(start)) {
    return "a file of safetensors; in Python, safetensors.numpy.load_file reads it, and numpy.save "
           "writes an array of it";
  }
  if (absl::StartsWith(start, "mmap lm http://kheafield.com/code")) {
    return absl::StrCat(
        "a binary n-gram model of KenLM's; the ARPA file that it was built from is "
        "for windowlm ngram ",
        OptionName<NgramOptions>(NgramOptions::kImportFieldNumber), "=FILE");
  }
  if (IsOnnx(start)) return "a model of ONNX's";
  if (IsArpa(start)) {
    return absl::StrCat("an n-gram model in ARPA form, for windowlm ngram ",
                        OptionName<NgramOptions>(NgramOptions::kImportFieldNumber), "=FILE");
  }
  return "";
}

}  // namespace

absl::Status CheckIsNoOtherKind(absl::string_view name, absl::string_view start) {
  const std::string kind = KindOf(start);
  if (kind.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("cannot read ", name, ": it is not a file of word vectors, but ", kind));
}

}  // namespace windowlm
