#include "src/model/vectors_file.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "src/config/option_name.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/model/file_kind.h"
#include "src/model/model_config.h"
#include "src/model/stored_vocabulary.h"
#include "src/model/word_vectors.h"
#include "src/store/sealed_file.h"
#include "src/store/tensor_records.h"
#include "src/store/vocabulary_records.h"

namespace windowlm {
namespace {

// The tensor of the word vectors, which is a model's first.
constexpr char kEmbedding[] = "embedding";

static_assert(kMaxForeignDimension <= kChunkValues, "a chunk has whole rows");

// The tensor of the output layer's rows, the second of a model that has them.
constexpr char kOutput[] = "output.weight";

bool AllValuesFinite(const Matrix<float>& matrix) {
  constexpr int64_t kTile = 1 << 16;
  std::atomic<bool> all_finite(true);
  ParallelForTiles(matrix.size(), kTile, [&](int64_t begin, int64_t end) {
    if (!AllFinite(matrix.data() + begin, end - begin)) all_finite = false;
  });
  return all_finite;
}

absl::Status ReadFinite(const char* name, Matrix<float>& tensor, SealedFileReader& reader) {
  absl::Status status = ReadTensor(
      name, static_cast<uint64_t>(tensor.rows()), static_cast<uint64_t>(tensor.columns()),
      absl::MakeSpan(tensor.data(), static_cast<size_t>(tensor.size())), reader);
  if (!status.ok() || AllValuesFinite(tensor)) return status;
  return reader.Damaged(absl::StrCat("tensor ", name, " has a value that is not finite"));
}

// Checks that what the header says of its vectors is possible.
absl::Status CheckHeader(SealedFileReader& reader) {
  const FileHeader& header = reader.header();
  if (absl::Status status = CheckHasEmbeddings(header, reader.name()); !status.ok()) return status;
  if (!header.has_vectors()) {
    absl::Status status = CheckModelConfig(header.config().model());
    if (status.ok()) return status;
    return reader.Damaged(absl::StrCat("in its header ", status.message()));
  }
  const VectorsSummary& vectors = header.vectors();
  if (vectors.dimension() < 1 ||
      vectors.dimension() > static_cast<uint32_t>(kMaxForeignDimension)) {
    return reader.Damaged(
        absl::StrCat("its header announces vectors of ", vectors.dimension(), " numbers"));
  }
  if (vectors.words() >= header.vocabulary_size()) {
    return reader.Damaged(absl::StrCat("its header announces ", vectors.words(), " words and <s>, ",
                                       "but a vocabulary of ", header.vocabulary_size()));
  }
  return absl::OkStatus();
}

// Writes the tensor of the embeddings: its row i is row rows[i] of `vectors`, or zeros where
// rows[i] is -1.
absl::Status WriteRows(const ForeignVectors& vectors, absl::Span<const int64_t> rows,
                       SealedFileWriter& writer) {
  const size_t dimension = vectors.vectors.columns();
  const std::vector<float> zeros(dimension);
  const size_t rows_per_chunk = kChunkValues / dimension;
  for (size_t first = 0; first < rows.size(); first += rows_per_chunk) {
    FileRecord record;
    TensorChunk& chunk = *record.mutable_tensor();
    chunk.set_name(kEmbedding);
    chunk.set_rows(rows.size());
    chunk.set_columns(dimension);
    chunk.set_first_row(first);
    for (const int64_t row : rows.subspan(first, rows_per_chunk)) {
      const absl::Span<const float> values =
          row < 0 ? absl::MakeConstSpan(zeros) : vectors.vectors.row(static_cast<size_t>(row));
      chunk.mutable_values()->append(reinterpret_cast<const char*>(values.data()),
                                     values.size() * sizeof(float));
    }
    if (absl::Status status = writer.Write(record); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<uint32_t> ExportedIds(const FileHeader& header, const Vocabulary& vocabulary) {
  const VectorsSummary& vectors = header.vectors();
  std::vector<uint32_t> ids(header.has_vectors() ? vectors.words() : vocabulary.predictable_size());
  std::iota(ids.begin(), ids.end(), 0);
  if (vectors.has_line_start()) ids.push_back(vocabulary.line_start_id());
  return ids;
}

absl::StatusOr<ModelVectors> LoadVectors(absl::string_view path, absl::optional<Vectors> asked) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::OpenFile(path);
  if (!source.ok()) return source.status();
  return ReadVectors(*std::move(source), asked);
}

absl::StatusOr<ModelVectors> ReadVectors(std::unique_ptr<ByteSource> source,
                                         absl::optional<Vectors> asked) {
  absl::StatusOr<std::unique_ptr<SealedFileReader>> opened =
      SealedFileReader::Open(std::move(source));
  if (!opened.ok()) return opened.status();
  SealedFileReader& reader = **opened;
  const FileHeader& header = reader.header();
  if (absl::Status status = CheckHeader(reader); !status.ok()) return status;
  absl::StatusOr<Vocabulary> vocabulary = ReadStoredVocabulary(reader);
  if (!vocabulary.ok()) return vocabulary.status();
  const uint64_t rows = vocabulary->size();
  const uint64_t columns = header.has_vectors() ? uint64_t{header.vectors().dimension()}
                                                : uint64_t(header.config().model().dim());
  if (absl::Status status = CheckTensorsFit(rows * columns, reader); !status.ok()) return status;
  Matrix<float> embeddings(static_cast<int64_t>(rows), static_cast<int64_t>(columns));
  absl::Status status = ReadFinite(kEmbedding, embeddings, reader);
  if (!status.ok()) return status;
  const ModelConfig& model = header.config().model();
  const Vectors kind = asked.value_or(header.has_vectors() ? VECTORS_INPUT : model.vectors());
  if (kind != VECTORS_INPUT) {
    if (header.has_vectors() || !HasOutputVectors(model)) {
      return absl::InvalidArgumentError(
          absl::StrCat(reader.name(), " has no vectors but its embeddings, so that ",
                       OptionWith(VECTORS_INPUT), " is all that it can answer with"));
    }
    Matrix<float> outputs(static_cast<int64_t>(rows) - 1, static_cast<int64_t>(columns));
    status = ReadFinite(kOutput, outputs, reader);
    if (!status.ok()) return status;
    CombineVectors(kind, outputs, embeddings);
  }
  // The remaining records are not needed, but only reading to the end shows that the file is whole.
  absl::StatusOr<const FileRecord*> record = nullptr;
  do {
    record = reader.Next();
    if (!record.ok()) return record.status();
  } while (*record != nullptr);
  Provenance provenance{header.config(), header.corpus(), header.training()};
  std::vector<uint32_t> ids = ExportedIds(header, *vocabulary);
  return ModelVectors{std::move(provenance), *std::move(vocabulary), std::move(embeddings),
                      std::move(ids)};
}

absl::Status SaveVectors(absl::string_view path, const ForeignVectors& vectors) {
  // The vocabulary's words, and the row of each in `vectors`, or -1 if it has none.
  std::vector<absl::string_view> words;
  std::vector<int64_t> rows;
  int64_t line_start_row = -1;
  bool has_unknown = false;
  bool has_line_end = false;
  for (size_t i = 0; i < vectors.words.size(); ++i) {
    const absl::string_view word = vectors.words[i];
    if (word == kLineStartWord) {
      line_start_row = static_cast<int64_t>(i);
      continue;
    }
    has_unknown |= word == kUnknownWord;
    has_line_end |= word == kLineEndWord;
    words.push_back(word);
    rows.push_back(static_cast<int64_t>(i));
  }
  FileHeader header;
  header.set_program_version(kProgramVersion);
  *header.mutable_config()->mutable_corpus()->mutable_text() = ResolveTextConfig(TextConfig());
  VectorsSummary& summary = *header.mutable_vectors();
  summary.set_bytes(vectors.bytes);
  summary.set_crc32c(vectors.crc32c);
  summary.set_dimension(static_cast<uint32_t>(vectors.vectors.columns()));
  summary.set_words(words.size());
  summary.set_has_line_start(line_start_row >= 0);
  const auto add = [&](absl::string_view word, int64_t row) {
    words.push_back(word);
    rows.push_back(row);
  };
  if (!has_line_end) add(kLineEndWord, -1);
  if (!has_unknown) add(kUnknownWord, -1);
  add(kLineStartWord, line_start_row);
  header.set_vocabulary_size(words.size());
  header.set_tensor_count(1);

  absl::StatusOr<std::unique_ptr<SealedFileWriter>> writer =
      SealedFileWriter::Create(path, std::move(header));
  if (!writer.ok()) return writer.status();
  VocabularyWriter vocabulary(**writer);
  for (const absl::string_view word : words) {
    if (absl::Status status = vocabulary.Add(word, 0); !status.ok()) return status;
  }
  if (absl::Status status = vocabulary.Finish(); !status.ok()) return status;
  if (absl::Status status = WriteRows(vectors, rows, **writer); !status.ok()) return status;
  return (*writer)->Finish();
}

}  // namespace windowlm
