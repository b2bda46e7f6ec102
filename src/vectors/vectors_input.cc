#include "src/vectors/vectors_input.h"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/input/byte_input.h"
#include "src/input/decompression.h"

namespace windowlm {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 18;

absl::StatusOr<NamedFeed> OpenFeed(const std::string& path) {
  absl::StatusOr<std::unique_ptr<FileInput>> file = FileInput::Open(path);
  if (!file.ok()) return file.status();
  absl::StatusOr<std::unique_ptr<ByteInput>> opened = Decompress(*std::move(file));
  if (!opened.ok()) return opened.status();
  const std::shared_ptr<ByteInput> input = *std::move(opened);
  const auto block = std::make_shared<std::vector<char>>(kBlockBytes);
  return NamedFeed{InputName(path), [input, block]() -> absl::StatusOr<absl::string_view> {
                     const absl::StatusOr<size_t> filled =
                         input->Read(block->data(), block->size());
                     if (!filled.ok()) return filled.status();
                     return absl::string_view(block->data(), *filled);
                   }};
}

}  // namespace

absl::StatusOr<ForeignVectors> ReadVectorsInput(const std::string& path,
                                                absl::optional<VectorFormat> format) {
  absl::StatusOr<NamedFeed> vectors = OpenFeed(path);
  if (!vectors.ok()) return vectors.status();
  return ReadForeignVectors(*std::move(vectors), format, [&]() -> absl::StatusOr<NamedFeed> {
    if (path == "-") {
      return absl::InvalidArgumentError(
          "standard input is a NumPy file, whose words are in another file: name the file of "
          "vectors");
    }
    return OpenFeed(WordsPath(VectorFormat::kNumpy, path));
  });
}

}  // namespace windowlm
