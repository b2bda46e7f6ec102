#include "src/vectors/vectors_input.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/input/byte_input.h"
#include "src/input/decompression.h"
#include "src/vectors/foreign_file_kind.h"

namespace windowlm {
namespace {

absl::StatusOr<NamedInput> OpenVectors(const std::string& path) {
  absl::StatusOr<std::unique_ptr<FileInput>> file = FileInput::Open(path);
  if (!file.ok()) return file.status();
  const absl::StatusOr<absl::string_view> start = (*file)->Peek();
  if (!start.ok()) return start.status();
  // PyTorch's files are zip archives, which are not to be unpacked first.
  if (absl::StartsWith(*start, "PK")) {
    const absl::Status kind = CheckIsNoOtherKind((*file)->name(), *start);
    if (!kind.ok()) return kind;
  }
  absl::StatusOr<std::unique_ptr<ByteInput>> input = Decompress(*std::move(file));
  if (!input.ok()) return input.status();
  return NamedInput{InputName(path), *std::move(input)};
}

}  // namespace

absl::StatusOr<ForeignVectors> ReadVectorsInput(const std::string& path,
                                                absl::optional<VectorFormat> format,
                                                const VectorsReading& reading) {
  absl::StatusOr<NamedInput> vectors = OpenVectors(path);
  if (!vectors.ok()) return vectors.status();
  return ReadForeignVectors(
      *std::move(vectors), format, reading, [&]() -> absl::StatusOr<NamedInput> {
        if (path == "-") {
          return absl::InvalidArgumentError(
              "cannot read word vectors from standard input: it is a NumPy file, whose words are "
              "in "
              "another file; name the NumPy file instead of -");
        }
        absl::StatusOr<NamedInput> words = OpenVectors(WordsPath(VectorFormat::kNumpy, path));
        if (!absl::IsNotFound(words.status())) return words;
        return absl::NotFoundError(
            absl::StrCat(words.status().message(), "; it is to hold the words of ", path,
                         ", one a line. Files of this kind beside a .model or .kv file are parts "
                         "of gensim's, whose "
                         "save_word2vec_format writes vectors and words together"));
      });
}

}  // namespace windowlm
