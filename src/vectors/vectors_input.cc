#include "src/vectors/vectors_input.h"

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "src/input/byte_input.h"
#include "src/input/decompression.h"

namespace windowlm {
namespace {

absl::StatusOr<NamedInput> OpenVectors(const std::string& path) {
  absl::StatusOr<std::unique_ptr<FileInput>> file = FileInput::Open(path);
  if (!file.ok()) return file.status();
  absl::StatusOr<std::unique_ptr<ByteInput>> input = Decompress(*std::move(file));
  if (!input.ok()) return input.status();
  return NamedInput{InputName(path), *std::move(input)};
}

}  // namespace

absl::StatusOr<ForeignVectors> ReadVectorsInput(const std::string& path,
                                                absl::optional<VectorFormat> format) {
  absl::StatusOr<NamedInput> vectors = OpenVectors(path);
  if (!vectors.ok()) return vectors.status();
  return ReadForeignVectors(*std::move(vectors), format, [&]() -> absl::StatusOr<NamedInput> {
    if (path == "-") {
      return absl::InvalidArgumentError(
          "cannot read word vectors from standard input: it is a NumPy file, whose words are in "
          "another file; name the NumPy file instead of -");
    }
    return OpenVectors(WordsPath(VectorFormat::kNumpy, path));
  });
}

}  // namespace windowlm
